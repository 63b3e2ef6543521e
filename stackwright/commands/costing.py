"""What a verb says of a stack's cost: the estimate, what it is compared with, the gates."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import UserError
from .comparing import compared
from .source import Obtained, SourceOptions

if TYPE_CHECKING:
    from ..checks.cost.advice.model import Advice
    from ..checks.cost.estimate import Estimate
    from ..checks.cost.money import Range
    from ..checks.cost.report import CostReport
    from ..checks.cost.settings import CostSettings
    from ..checks.cost.usage import Usage


@dataclass(frozen=True, kw_only=True)
class CostOptions:
    """What the command line says about the estimate."""

    usage: Path | None = None
    """Usage file in place of the project's own."""

    since: str | None = None
    """Git revision to compare with."""

    against: str | None = None
    """Stack to compare with."""

    against_state: Path | None = None
    """State of a deployed stack to compare with."""

    metrics: Path | None = None
    """What CloudWatch measured of the services."""

    advice: bool = False
    """Whether to look for what would be cheaper."""

    save: bool = False
    """Whether the estimate becomes the baseline: then no rise over the one before needs an approval."""


def check_cost(
    obtained: Obtained, options: CostOptions, source: SourceOptions, *, today: date | None = None
) -> CostReport:
    """Return what is said of the cost of a stack, obtained from *source*. Raises UserError."""
    from ..checks.cost import approvals, difference, gates, sheet
    from ..checks.cost.report import CostReport

    if options.metrics and not options.advice:
        raise UserError("--metrics: they are to advise by, which --no-advice rules out; leave one of the two out")
    day = today or date.today()
    settings = settings_of(obtained)
    found = price(obtained, settings, options, day)
    advice, notes = _advice(obtained, settings, options, found, day) if options.advice else ((), ())
    found = replace(found, notes=(*found.notes, *notes))
    before = compared(obtained, settings, options, source, day)
    now = sheet.sheet_of(found, found.stack)
    change = difference.difference(before.sheet, now, settings.currency) if before.sheet else None
    judged = [gates.budget(found, settings)]
    if before.judged:
        approved = approvals.load(obtained.root) if change and obtained.root else []
        judged.append(gates.approval(found, settings, change, approvals=approved, missing=before.missing, today=day))
    return CostReport(
        estimate=found,
        change=change,
        missing=before.missing,
        scheduled=_scheduled(obtained, settings, options, found, day),
        gates=tuple(gate for gate in judged if gate),
        advice=advice,
    )


def price(
    obtained: Obtained, settings: CostSettings, options: CostOptions, today: date, *, without: Collection[str] = ()
) -> Estimate:
    """Return what the stack costs by the project's prices and usage files, with nothing of the types *without*."""
    from ..checks.cost.estimate import estimate
    from ..checks.cost.item import items_of

    stack = obtained.stack
    return estimate(
        [item for item in items_of(stack) if item.type not in without],
        project=stack.project,
        stack=stack.name,
        region=stack.region,
        usage=_usage(obtained, settings, options),
        prices=_prices(obtained),
        currency=settings.currency,
        today=today,
    )


def _scheduled(
    obtained: Obtained, settings: CostSettings, options: CostOptions, found: Estimate, today: date
) -> Range | None:
    """Return what the stack's schedules save a month; None where it has none."""
    from ..checks.cost.schedules import GROUP_SCHEDULE, SCHEDULE, SCHEDULED_ACTION

    types = {SCHEDULED_ACTION, GROUP_SCHEDULE, SCHEDULE}
    if not any(resource.type in types for resource in obtained.stack.resources):
        return None
    return price(obtained, settings, options, today, without=types).total() - found.total()


def _usage(obtained: Obtained, settings: CostSettings, options: CostOptions) -> Usage:
    """Return what is assumed to be used: what the usage files say, the profile's defaults below them."""
    from ..checks.cost import usage_file
    from ..checks.cost.usage import Usage

    files = [usage_file.load(options.usage)] if options.usage else usage_file.find(obtained.root, obtained.stack.name)
    return Usage(settings.profile, files)


def _prices(obtained: Obtained) -> Path | None:
    """Return the folder of the project's own prices."""
    from ..checks.cost.prices import OWN_FOLDER

    return obtained.root / OWN_FOLDER if obtained.root else None


def _advice(
    obtained: Obtained, settings: CostSettings, options: CostOptions, found: Estimate, today: date
) -> tuple[tuple[Advice, ...], tuple[str, ...]]:
    """Return what would be cheaper, and what the metrics leave out. Raises UserError for metrics that are none."""
    from ..checks.cost.advice import metrics
    from ..checks.cost.advice.advise import advise
    from ..checks.cost.advice.advisers import ADVISERS
    from ..checks.cost.advice.running import SERVICE
    from ..checks.cost.advice.situation import Situation
    from ..checks.cost.item import items_of

    situation = Situation(
        items=tuple(items_of(obtained.stack)),
        found=found,
        usage=_usage(obtained, settings, options),
        prices=_prices(obtained),
        today=today,
        peaks=metrics.load(options.metrics) if options.metrics else {},
    )
    services = situation.world.of(SERVICE)
    notes = tuple(metrics.notes(services, situation.peaks)) if options.metrics else ()
    return tuple(advise(situation, ADVISERS)), notes


def settings_of(obtained: Obtained) -> CostSettings:
    """Return what a stack's own configuration says of its cost. Raises UserError."""
    from ..checks.cost.settings import CostSettings

    return CostSettings.of(obtained.config, obtained.secret_keys)
