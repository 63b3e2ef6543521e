"""When pods run that need not run all the time: those of jobs, and of what is scaled to nothing while it is idle."""

from __future__ import annotations

from decimal import Decimal

from ..money import HOURS, NOTHING, ONE, Range
from ..packing.moments import Presence
from ..packing.objects import scaler
from ..packing.scaling import SCALED_OBJECT
from ..packing.workloads import CRON_JOB, Workload
from ..quote import Quote
from ..runs import monthly_runs
from ..usage import Reading, shown

_MINUTES = 60


def presence_of(workload: Workload, quote: Quote) -> tuple[Presence, str]:
    """Return when pods of *workload* are there, and what that assumes. Raises Undecided.

    Jobs run as often as their schedule says, or as is assumed, for so long as is assumed.
    """
    if workload.runs:
        runs, minutes = _runs(workload, quote), quote.assumed.reading(workload.item, "minutes")
        hours = runs.quantity * Range(*(end / _MINUTES for end in minutes.quantity.ends))
        return Presence(workload.scale, _share(hours), runs=True), f"{runs.origin}; {minutes.origin}"
    if not _sleeps(workload):
        return Presence(workload.scale, ONE), ""
    found = scaler(quote.world, SCALED_OBJECT, workload.item)
    if found is None:
        # An HPA that may scale to nothing does so by measurements that nothing here tells.
        return Presence(workload.scale, Range.of(0, 0, 1)), ""
    awake = quote.assumed.reading(found, "hoursAwake")
    return Presence(workload.scale, _share(awake.quantity)), awake.origin


def _sleeps(workload: Workload) -> bool:
    scale = workload.scale
    return not scale.wanted and bool(scale.sources or not scale.windows)


def _runs(workload: Workload, quote: Quote) -> Reading:
    item = workload.item
    given = quote.assumed.given(item, "runs")
    schedule = item.text("spec.schedule") if item.type == CRON_JOB else ""
    if given or not schedule:
        return given or quote.assumed.reading(item, "runs")
    try:
        count = Range.of(monthly_runs(schedule))
    except ValueError:
        return quote.assumed.reading(item, "runs")
    return Reading(count, f"runs {shown(count.cents())} by its schedule")


def _share(hours: Range) -> Range:
    return Range(*(min(Decimal(1), end / HOURS) for end in (hours or NOTHING).ends))
