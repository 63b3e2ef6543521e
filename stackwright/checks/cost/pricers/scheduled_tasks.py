"""Prices Fargate tasks that EventBridge starts, by a schedule or by events, and the calls of EventBridge Scheduler."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ..catalogue import Pricers
from ..item import Item
from ..lines import Entry
from ..money import Range
from ..quote import Quote
from ..runs import monthly_runs
from ..usage import Reading, shown
from . import fargate
from .capacity import FARGATE, SPOT, strategy_of
from .fargate import Making, task_of

_RULE = "aws:cloudwatch/eventRule:EventRule"
_MINUTES = 60


def _event_tasks(item: Item, quote: Quote) -> Iterator[Entry]:
    """What a rule starts: as often as its schedule says, or its events are assumed to come."""
    if item.has("ecsTarget"):
        rule = quote.world.target(item, "rule", _RULE)
        expression = rule.text("scheduleExpression") if rule else ""
        enabled = rule is None or rule.text("state", "ENABLED") != "DISABLED"
        yield from _tasks(item, quote, ("ecsTarget", "arn"), _runs(quote, expression, enabled))


def _scheduled_tasks(item: Item, quote: Quote) -> Iterator[Entry]:
    if item.has("target.ecsParameters"):
        yield from _tasks(item, quote, ("target.ecsParameters", "target.arn"), _scheduled(item, quote))


def _invocations(item: Item, quote: Quote) -> Iterator[Entry]:
    runs = _scheduled(item, quote)
    yield quote.used("invocations", "scheduler.invocations", runs.quantity, runs.origin)


def _tasks(item: Item, quote: Quote, paths: tuple[str, str], runs: Reading) -> Iterator[Entry]:
    """Price what the first of *paths* starts on the cluster at the second; tasks on machines cost nothing beside those.

    Source: https://aws.amazon.com/fargate/pricing/: paid by the second, from the pull of the image on.
    """
    started, cluster = paths
    target = item.section(started)
    strategy = strategy_of(target, item, quote.world, cluster)
    task = task_of(item, quote.world, f"{started}.taskDefinitionArn")
    if not strategy.has(FARGATE, SPOT):
        return
    if task is None:
        yield quote.unpriced("its task definition is not in this stack", "tasks")
        return
    count = Range.of(target.number("taskCount", 1))
    for name in (FARGATE, SPOT):
        part = strategy.part(count, name)
        if part.high:
            yield from fargate.compute(quote, task, _making(quote, runs, part), spot=name == SPOT)
    yield from fargate.storage(task, _making(quote, runs, count))


def _making(quote: Quote, runs: Reading, count: Range) -> Making:
    minutes = quote.meter("minutes")
    hours = runs.quantity * Range(*(end / _MINUTES for end in minutes.quantity.ends)) * count
    assumption = f"{runs.origin}; {minutes.origin}"

    def make(label: str, key: str, amount: Decimal, factor: Range | int) -> Entry:
        return quote.used(label, key, hours * amount, assumption, factor=factor)

    return make


def _scheduled(item: Item, quote: Quote) -> Reading:
    return _runs(quote, item.text("scheduleExpression"), item.text("state", "ENABLED") == "ENABLED")


def _runs(quote: Quote, expression: str, enabled: bool) -> Reading:
    """Return how often it runs a month: by the usage file, by its schedule, or else as assumed."""
    given = quote.given("runs")
    if given:
        return given
    if not enabled:
        return Reading(Range.of(0), "it is switched off")
    try:
        runs = Range.of(monthly_runs(expression)) if expression else None
    except ValueError:
        runs = None
    return Reading(runs, f"runs {shown(runs.cents())} by its schedule") if runs else quote.meter("runs")


PRICERS: Pricers = {
    "aws:cloudwatch/eventTarget:EventTarget": (_event_tasks,),
    "aws:scheduler/schedule:Schedule": (_invocations, _scheduled_tasks),
}
