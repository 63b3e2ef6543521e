"""Lays alarms out as CloudWatch dashboard widgets: a header per component, then a chart per thing it watches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from .spec import AlarmSpec, Metric, Severity, Watched

if TYPE_CHECKING:
    import pulumi

Widget = dict[str, Any]

COLUMNS = 24
"""Width of a CloudWatch dashboard."""

MAX_WIDGETS = 500
"""Source: CloudWatch user guide, "Dashboard Body Structure and Syntax"."""

MAX_STATUS_ALARMS = 100
"""Alarms that one status widget takes. Source: as above, "Properties of an Alarm Status Widget Object"."""

_PER_ROW = 3
_CHART_WIDTH = COLUMNS // _PER_ROW
_CHART_HEIGHT = 6
_HEADER_HEIGHT = 1
_STATUS_PER_ROW = 6
_COLOURS: Mapping[Severity, str] = {"P0": "#d62728", "P1": "#ff7f0e", "P2": "#bcbd22", "P3": "#7f7f7f"}


def lay_out(watched: Iterable[Watched], *, region: str, alarm_arns: Sequence[pulumi.Input[str]] = ()) -> list[Widget]:
    """Return the dashboard's widgets, components by name and charts by the key of their first alarm.

    Raises ValueError where they are more than one dashboard holds.
    """
    widgets = list(_status(alarm_arns))
    bottom = sum(widget["height"] for widget in widgets)
    for name, alarms in _by_component(watched):
        header = {"markdown": f"## {name}"}
        widgets.append(_widget("text", 0, bottom, COLUMNS, _HEADER_HEIGHT, header))
        bottom += _HEADER_HEIGHT
        charts = _charts(alarms)
        for index, chart in enumerate(charts):
            row, column = divmod(index, _PER_ROW)
            x, y = column * _CHART_WIDTH, bottom + row * _CHART_HEIGHT
            widgets.append(_widget("metric", x, y, _CHART_WIDTH, _CHART_HEIGHT, _properties(chart, region)))
        bottom += -(-len(charts) // _PER_ROW) * _CHART_HEIGHT
    if len(widgets) > MAX_WIDGETS:
        raise ValueError(
            f"a dashboard holds at most {MAX_WIDGETS} widgets, got {len(widgets)}: "
            "make several dashboards, each watching fewer components"
        )
    return widgets


def _by_component(watched: Iterable[Watched]) -> list[tuple[str, list[AlarmSpec]]]:
    found: dict[str, list[AlarmSpec]] = {}
    for one in watched:
        found.setdefault(one.logical_name, []).extend(one.alarms)
    return [(name, found[name]) for name in sorted(found) if found[name]]


def _charts(alarms: Iterable[AlarmSpec]) -> list[list[AlarmSpec]]:
    """Return the alarms grouped by what they look at: alarms on one metric share a chart."""
    charts: dict[object, list[AlarmSpec]] = {}
    for spec in sorted(alarms, key=lambda spec: spec.key):
        charts.setdefault(_subject(spec), []).append(spec)
    return list(charts.values())


def _subject(spec: AlarmSpec) -> object:
    """Return what two alarms share if one chart can show both.

    The period belongs to it, as a sum over five minutes is not to be read against a limit on one minute;
    so do the ids, where an expression names them.
    """
    metrics = frozenset((key if spec.expression else "", _identity(metric)) for key, metric in spec.metrics.items())
    return spec.expression, spec.period_seconds, metrics


def _identity(metric: Metric) -> object:
    """Return a hashable that is equal for equal metrics; an output is only ever equal to itself."""
    dimensions = frozenset(
        (key, value if isinstance(value, str) else id(value)) for key, value in metric.dimensions.items()
    )
    return metric.namespace, metric.name, metric.statistic, dimensions


def _properties(chart: Sequence[AlarmSpec], region: str) -> dict[str, Any]:
    spec = chart[0]
    names = dict.fromkeys(metric.name for _, metric in _by_id(spec))
    return {
        "title": " / ".join(names),
        "region": region,
        "view": "timeSeries",
        "stacked": False,
        "period": spec.period_seconds,
        "metrics": _lines(spec),
        "annotations": {"horizontal": [_limit(alarm) for alarm in chart]},
    }


def _lines(spec: AlarmSpec) -> list[list[Any]]:
    if spec.expression is None:
        (metric,) = spec.metrics.values()
        return [_line(metric, {})]
    operands = [_line(metric, {"id": key, "visible": False}) for key, metric in _by_id(spec)]
    return [*operands, [{"expression": spec.expression, "label": spec.title}]]


def _by_id(spec: AlarmSpec) -> list[tuple[str, Metric]]:
    """Return the metrics by their ids: alarms that share a chart may have written them in another order."""
    return sorted(spec.metrics.items(), key=lambda item: item[0])


def _line(metric: Metric, options: Mapping[str, Any]) -> list[Any]:
    dimensions = [part for item in sorted(metric.dimensions.items(), key=lambda item: item[0]) for part in item]
    return [metric.namespace, metric.name, *dimensions, {"stat": metric.statistic, **options}]


def _limit(spec: AlarmSpec) -> dict[str, Any]:
    return {
        "label": f"{spec.severity} {spec.title}",
        "value": spec.threshold,
        "color": _COLOURS[spec.severity],
        "fill": "above" if spec.comparison in ("above", "at_least") else "below",
    }


def _status(alarm_arns: Sequence[pulumi.Input[str]]) -> Iterator[Widget]:
    top = 0
    for start in range(0, len(alarm_arns), MAX_STATUS_ALARMS):
        shown = list(alarm_arns[start : start + MAX_STATUS_ALARMS])
        height = 1 + -(-len(shown) // _STATUS_PER_ROW)
        yield _widget("alarm", 0, top, COLUMNS, height, {"title": "Alarms", "alarms": shown})
        top += height


def _widget(kind: str, x: int, y: int, width: int, height: int, properties: Mapping[str, Any]) -> Widget:
    return {"type": kind, "x": x, "y": y, "width": width, "height": height, "properties": dict(properties)}
