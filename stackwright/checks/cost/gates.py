"""Whether a stack may cost what it costs: its budget, and the approval of a rise."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_UP, Decimal
from typing import Literal

from .approvals import NAME, Approval
from .difference import Difference
from .estimate import Estimate
from .settings import APPROVAL, BUDGET, CostSettings

Status = Literal["pass", "fail"]


@dataclass(frozen=True, kw_only=True)
class Gate:
    """One question, and its answer."""

    name: Literal["budget", "approval"]
    status: Status
    message: str
    """What was found, in a sentence."""

    fix: tuple[str, ...] = ()
    """How to mend it, a line each; empty where it passes."""


def budget(estimate: Estimate, settings: CostSettings) -> Gate | None:
    """Return whether the estimate is within the stack's budget; None where it has none."""
    limit = settings.budget
    if limit is None:
        return None
    total, without = estimate.usd.expected, _without(estimate)
    if total <= limit:
        share = f"{total / limit:.0%} of the budget of {limit:,.2f} USD a month"
        return Gate(name="budget", status="pass", message=f"{total:,.2f} USD{without} is {share}")
    message = f"{total:,.2f} USD{without} is {total - limit:,.2f} over the budget of {limit:,.2f} USD a month"
    fix = f"make the stack cheaper, or raise {BUDGET}.monthlyUsd where the money is agreed"
    return Gate(name="budget", status="fail", message=message, fix=(fix,))


def approval(
    estimate: Estimate,
    settings: CostSettings,
    change: Difference | None,
    *,
    approvals: Sequence[Approval] = (),
    missing: str = "",
    today: date,
) -> Gate | None:
    """Return whether the stack's cost may rise as it does; *missing* says what there is not to compare with.

    None where there is nothing to compare with, and the stack does not ask for it.
    """
    if change is not None:
        return _approval(estimate, settings, change, approvals, today)
    if not settings.gated:
        return None
    fix = f"write one with stackwright cost {estimate.stack} --save, review it and commit it"
    message = f"{APPROVAL} is set, and there is no baseline to tell the rise from: {missing}"
    return Gate(name="approval", status="fail", message=message, fix=(fix,))


def _without(estimate: Estimate) -> str:
    """Return what a total leaves out: nothing is silently nothing."""
    number = len(estimate.unpriced)
    return f", without {number} part{'' if number == 1 else 's'} that {'has' if number == 1 else 'have'} no price," * (
        number > 0
    )


def _approval(
    estimate: Estimate, settings: CostSettings, change: Difference, approvals: Iterable[Approval], today: date
) -> Gate:
    rise, limit = change.usd, settings.increase
    if rise <= limit:
        said = f"{rise:+,.2f} USD a month since" if rise else "no rise since"
        message = f"{said} {change.baseline}; up to {limit:,.2f} needs no approval"
        return Gate(name="approval", status="pass", message=message)
    mine = [one for one in approvals if one.stack == estimate.stack]
    good = next((one for one in mine if not any(_refusals(one, change, today))), None)
    said = f"{rise:+,.2f} USD a month since {change.baseline}, more than {limit:,.2f}"
    if good:
        covered = f"{good.by} approved {good.monthly_usd:,.2f} until {good.until}: {good.why}"
        return Gate(name="approval", status="pass", message=f"{said}; {covered}")
    refused = [f"the approval of {one.by} {next(_refusals(one, change, today))}" for one in mine]
    return Gate(
        name="approval", status="fail", message="; ".join([said, *refused]), fix=tuple(_request(estimate, change))
    )


def _refusals(approval: Approval, change: Difference, today: date) -> Iterator[str]:
    """Yield why an approval does not cover the change."""
    if approval.baseline != change.baseline_id:
        yield f"is for another baseline, {approval.baseline}: this one is {change.baseline_id}"
    if approval.until < today:
        yield f"held until {approval.until}"
    if approval.monthly_usd < change.usd:
        yield f"covers {approval.monthly_usd:,.2f} USD only"


def _request(estimate: Estimate, change: Difference) -> Iterator[str]:
    """Yield the entry that would approve the change, for whoever may sign it."""
    yield f"make the change cheaper, or have it approved in {NAME} by whoever answers for the money:"
    yield "approvals:"
    yield f"  - stack: {estimate.stack}"
    yield f'    baseline: "{change.baseline_id}"'
    yield f"    monthlyUsd: {change.usd.quantize(Decimal(1), ROUND_UP)}"
    yield "    by:"
    yield "    why:"
    yield "    until:"
