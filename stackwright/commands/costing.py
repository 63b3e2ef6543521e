"""What a verb says of a stack's cost: the estimate, what it is compared with, the gates."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import UserError
from .source import Obtained, SourceOptions, obtain

if TYPE_CHECKING:
    from ..checks.cost.advice.model import Advice
    from ..checks.cost.estimate import Estimate
    from ..checks.cost.report import CostReport
    from ..checks.cost.settings import CostSettings
    from ..checks.cost.sheet import Sheet
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


def check_cost(
    obtained: Obtained, options: CostOptions, source: SourceOptions, *, today: date | None = None
) -> CostReport:
    """Return what is said of the cost of a stack, obtained from *source*. Raises UserError."""
    from ..checks.cost import approvals, difference, gates, sheet
    from ..checks.cost.report import CostReport
    from ..checks.cost.settings import CostSettings

    if options.metrics and not options.advice:
        raise UserError("--metrics: they are to advise by, which --no-advice rules out; leave one of the two out")
    day = today or date.today()
    settings = CostSettings.of(_config(obtained))
    found = price(obtained, settings, options, day)
    advice, notes = _advice(obtained, settings, options, found, day) if options.advice else ((), ())
    found = replace(found, notes=(*found.notes, *notes))
    before, missing = _before(obtained, settings, options, source, day)
    change = difference.difference(before, sheet.sheet_of(found, found.stack), settings.currency) if before else None
    approved = approvals.load(obtained.root) if change and obtained.root else []
    return CostReport(
        estimate=found,
        change=change,
        missing=missing,
        gates=tuple(gates.judge(found, settings, change, approvals=approved, missing=missing, today=day)),
        advice=advice,
    )


def price(obtained: Obtained, settings: CostSettings, options: CostOptions, today: date) -> Estimate:
    """Return what the stack costs by the project's prices and usage files."""
    from ..checks.cost.estimate import estimate
    from ..checks.cost.item import items_of

    stack = obtained.stack
    return estimate(
        items_of(stack),
        project=stack.project,
        stack=stack.name,
        region=stack.region,
        usage=_usage(obtained, settings, options),
        prices=_prices(obtained),
        currency=settings.currency,
        today=today,
    )


def _usage(obtained: Obtained, settings: CostSettings, options: CostOptions) -> Usage:
    """Return what is assumed to be used: what the usage files say, the profile's defaults below them."""
    from ..checks.cost import usage_file
    from ..checks.cost.usage import Usage

    files = [usage_file.load(options.usage)] if options.usage else usage_file.find(obtained.root, obtained.stack.name)
    return Usage(settings.profile, files)


def _prices(obtained: Obtained) -> Path | None:
    """Return the folder of the project's own prices."""
    return obtained.root / "prices" if obtained.root else None


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


def _config(obtained: Obtained) -> Mapping[str, str]:
    """Return the stack's configuration without what is secret: nothing here reads that."""
    return {key: text for key, text in obtained.config.items() if key not in obtained.secret_keys}


def _before(
    obtained: Obtained, settings: CostSettings, options: CostOptions, source: SourceOptions, today: date
) -> tuple[Sheet | None, str]:
    """Return what to compare with, or what there is not."""
    from ..checks.cost import baseline, sheet

    with _other(obtained, options, source) as other:
        if other:
            name, there = other
            theirs = settings if options.against_state else settings_of(there)
            return sheet.sheet_of(price(there, theirs, options, today), name), ""
    if obtained.root is None:
        return None, "the state is of no project here"
    path = baseline.path_of(obtained.root, obtained.stack.name)
    if not path.is_file():
        return None, f"{path.name} does not exist"
    return baseline.load(path), ""


def settings_of(obtained: Obtained) -> CostSettings:
    """Return what a stack's own configuration says of its cost. Raises UserError."""
    from ..checks.cost.settings import CostSettings

    return CostSettings.of(_config(obtained))


@contextlib.contextmanager
def _other(obtained: Obtained, options: CostOptions, source: SourceOptions) -> Iterator[tuple[str, Obtained] | None]:
    """Yield the stack that the *options* compare with, and its name for reports; None where they name none.

    Its project's folder is there only as long as it is used.
    """
    if options.since:
        from ..sources.revision import checked_out

        if obtained.root is None:
            raise UserError("--since: the state is of no project here, whose git revision could be run; leave it out")
        with checked_out(obtained.root, options.since) as folder:
            python = source.python or _python_of(obtained.root)
            there = replace(source, stack=obtained.stack.name, state=None, folder=folder, python=python)
            yield f"{obtained.stack.name} at {options.since}", obtain(there)
    elif options.against:
        yield f"stack {options.against}", obtain(replace(source, stack=options.against, state=None))
    elif options.against_state:
        yield (
            f"the state in {options.against_state.name}",
            obtain(SourceOptions(state=options.against_state, folder=source.folder)),
        )
    else:
        yield None


def _python_of(root: Path) -> Path | None:
    """Return the interpreter of the project at *root*: a checked out revision has no environment of its own."""
    from ..sources.interpreter import toolchain
    from ..sources.project import find_project

    return toolchain.find(find_project(root)).python
