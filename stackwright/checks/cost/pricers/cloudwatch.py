"""Prices alarms, metrics, dashboards, canaries and the other things that CloudWatch watches with."""

from __future__ import annotations

from collections.abc import Iterator

from ..catalogue import Pricers
from ..item import Item
from ..lines import Entry
from ..money import Range
from ..quote import Quote
from ..runs import monthly_runs
from ..values import Section

# A period below a minute makes an alarm one of high resolution. https://aws.amazon.com/cloudwatch/pricing/
_MINUTE = 60
_BAND = "ANOMALY_DETECTION_BAND"
# AWS evaluates a metric of an anomaly detection band with both edges of the band: three metrics.
_EDGES = 2
_QUERY = "SELECT"


def _alarm(item: Item, quote: Quote) -> Iterator[Entry]:
    """An alarm costs by the metrics it evaluates; an expression is none."""
    queries = item.items("metricQueries")
    metrics = [query for query in queries if query.has("metric")]
    expressions = [query.text("expression") for query in queries if query.has("expression")]
    bands = sum(_BAND in expression.upper() for expression in expressions)
    sections: list[Section] = [query.section("metric") for query in metrics] or [item]
    high = any(section.number("period", _MINUTE) < _MINUTE for section in sections)
    key = f"cloudwatch.alarm.{'high-resolution' if high else 'standard'}"
    if any(expression.lstrip().upper().startswith(_QUERY) for expression in expressions):
        yield quote.usage("alarm on a query", key, "metricsAnalyzed")
        return
    count = max(1, len(metrics)) + bands * _EDGES
    label = "".join(
        ("alarm", f" of {count} metrics" if count > 1 else "", ", anomaly" if bands else "", ", high resolution" * high)
    )
    yield quote.monthly(label, key, count)


def _composite(_item: Item, quote: Quote) -> Iterator[Entry]:
    yield quote.monthly("alarm on alarms", "cloudwatch.alarm.composite")


def _dashboard(_item: Item, quote: Quote) -> Iterator[Entry]:
    yield quote.monthly("dashboard", "cloudwatch.dashboard")


def _filter(item: Item, quote: Quote) -> Iterator[Entry]:
    """Each combination of values of its dimensions is a metric."""
    if item.has("metricTransformation.dimensions"):
        yield quote.usage("custom metrics", "cloudwatch.metric", "metrics")
    else:
        yield quote.monthly("custom metric", "cloudwatch.metric")


def _stream(_item: Item, quote: Quote) -> Iterator[Entry]:
    yield quote.usage("metric updates", "cloudwatch.metric-stream", "updates")


def _canary(item: Item, quote: Quote) -> Iterator[Entry]:
    """What a run leaves behind is counted with the function, the logs and the bucket that hold it."""
    given = quote.given("runs")
    if given:
        yield quote.used("runs", "cloudwatch.canary-run", given.quantity, given.origin)
        return
    expression = item.text("schedule.expression")
    try:
        runs = monthly_runs(expression)
    except ValueError as reason:
        yield quote.unpriced(str(reason), "runs")
        return
    quantity = Range.of(runs) if item.flag("startCanary") else Range.of(0, runs, runs)
    yield quote.used("runs", "cloudwatch.canary-run", quantity, f"started, on its schedule {expression}")


def _contributors(item: Item, quote: Quote) -> Iterator[Entry]:
    if item.text("ruleState", "ENABLED") == "ENABLED" and item.text("state", "ENABLED") == "ENABLED":
        yield quote.monthly("rule", "cloudwatch.contributor-insights.rule")
        yield quote.usage("events matched", "cloudwatch.contributor-insights.events", "events")


def _real_users(_item: Item, quote: Quote) -> Iterator[Entry]:
    yield quote.usage("events of users' browsers", "cloudwatch.rum", "events")


PRICERS: Pricers = {
    "aws:cloudwatch/compositeAlarm:CompositeAlarm": (_composite,),
    "aws:cloudwatch/contributorInsightRule:ContributorInsightRule": (_contributors,),
    "aws:cloudwatch/contributorManagedInsightRule:ContributorManagedInsightRule": (_contributors,),
    "aws:cloudwatch/dashboard:Dashboard": (_dashboard,),
    "aws:cloudwatch/logMetricFilter:LogMetricFilter": (_filter,),
    "aws:cloudwatch/metricAlarm:MetricAlarm": (_alarm,),
    "aws:cloudwatch/metricStream:MetricStream": (_stream,),
    "aws:rum/appMonitor:AppMonitor": (_real_users,),
    "aws:synthetics/canary:Canary": (_canary,),
}
