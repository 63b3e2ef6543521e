"""The layout..."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

import pulumi
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from components.observability.layout import COLUMNS, MAX_STATUS_ALARMS, MAX_WIDGETS, lay_out
from components.observability.spec import SEVERITIES, AlarmSpec, Metric, single

CPU = Metric(namespace="AWS/RDS", name="CPUUtilization", dimensions={"DBInstanceIdentifier": "orders"})
BUSY = AlarmSpec(key="cpu", title="busy", severity="P2", metrics=single(CPU), threshold=80, runbook="database-cpu")


@dataclass(frozen=True)
class Thing:
    logical_name: str
    alarms: tuple[AlarmSpec, ...]


NAMES = st.text("abc", min_size=1, max_size=3)
METRICS = st.builds(
    Metric,
    namespace=st.just("AWS/X"),
    name=st.sampled_from(["Errors", "Latency", "Requests"]),
    dimensions=st.dictionaries(NAMES, NAMES, max_size=2),
    statistic=st.sampled_from(["Average", "Sum", "p95"]),
)
SPECS = st.builds(
    AlarmSpec,
    key=NAMES,
    title=st.text(max_size=5),
    severity=st.sampled_from(SEVERITIES),
    metrics=st.one_of(METRICS.map(single), st.fixed_dictionaries({"a": METRICS, "b": METRICS})),
    expression=st.just("value"),
    threshold=st.integers(0, 100),
    runbook=st.just("page"),
    period_seconds=st.sampled_from([60, 300]),
).map(lambda spec: spec if len(spec.metrics) > 1 else replace(spec, expression=None))
THINGS = st.lists(
    st.builds(Thing, NAMES, st.lists(SPECS, max_size=9, unique_by=lambda spec: spec.key).map(tuple)),
    max_size=6,
    unique_by=lambda thing: thing.logical_name,
)
ARNS = st.integers(0, 2 * MAX_STATUS_ALARMS + 1).map(lambda count: [f"arn:{index}" for index in range(count)])


ERRORS, LATENCY = (Metric(namespace="AWS/X", name=name, dimensions={}) for name in ("Errors", "Latency"))
RATIO = replace(BUSY, key="a", metrics={"a": ERRORS, "b": LATENCY}, expression="a / b")
TURNED = replace(RATIO, key="b", metrics={"b": LATENCY, "a": ERRORS})


def cells(widget):
    """Every cell of the grid that the widget covers."""
    rows = range(widget["y"], widget["y"] + widget["height"])
    return [(x, y) for y in rows for x in range(widget["x"], widget["x"] + widget["width"])]


def charts(widgets):
    return [widget["properties"] for widget in widgets if widget["type"] == "metric"]


@given(THINGS, ARNS)
def test_never_lays_one_widget_over_another(things, arns):
    covered = Counter(cell for widget in lay_out(things, region="eu-west-1", alarm_arns=arns) for cell in cells(widget))
    assert set(covered.values()) <= {1}


@given(THINGS, ARNS)
def test_stays_within_the_columns_of_the_dashboard(things, arns):
    for widget in lay_out(things, region="eu-west-1", alarm_arns=arns):
        assert widget["x"] >= 0
        assert widget["y"] >= 0
        assert widget["x"] + widget["width"] <= COLUMNS
        assert widget["width"] > 0
        assert widget["height"] > 0


@given(THINGS)
@example([Thing("orders", (RATIO, TURNED))])
def test_shows_every_alarm_once_on_a_chart_of_its_own_metrics(things):
    drawn = Counter(
        (limit["label"], limit["value"], chart["period"], tuple(line[1] for line in chart["metrics"] if len(line) > 1))
        for chart in charts(lay_out(things, region="eu-west-1"))
        for limit in chart["annotations"]["horizontal"]
    )
    asked = Counter(
        (
            f"{spec.severity} {spec.title}",
            spec.threshold,
            spec.period_seconds,
            tuple(spec.metrics[key].name for key in sorted(spec.metrics)),
        )
        for thing in things
        for spec in thing.alarms
    )
    assert drawn == asked


@given(THINGS, ARNS)
def test_shows_the_status_of_every_alarm_above_everything_else(things, arns):
    widgets = lay_out(things, region="eu-west-1", alarm_arns=arns)
    status = [widget for widget in widgets if widget["type"] == "alarm"]
    assert [arn for widget in status for arn in widget["properties"]["alarms"]] == arns
    assert all(0 < len(widget["properties"]["alarms"]) <= MAX_STATUS_ALARMS for widget in status)
    assert widgets[: len(status)] == status
    others = [widget["y"] for widget in widgets[len(status) :]]
    assert all(y >= widget["y"] + widget["height"] for widget in status for y in others)


@given(THINGS, st.randoms())
def test_does_not_depend_on_the_order_in_which_things_are_given(things, random):
    mixed = [Thing(thing.logical_name, tuple(random.sample(thing.alarms, len(thing.alarms)))) for thing in things]
    random.shuffle(mixed)
    assert lay_out(mixed, region="eu-west-1") == lay_out(things, region="eu-west-1")


def test_puts_components_by_name_under_a_header_and_three_charts_in_a_row():
    specs = tuple(replace(BUSY, key=f"k{index}", metrics=single(replace(CPU, name=f"M{index}"))) for index in range(4))
    widgets = lay_out([Thing("stock", (BUSY,)), Thing("orders", specs)], region="eu-west-1")
    assert [(w["type"], w["x"], w["y"], w["width"], w["height"]) for w in widgets] == [
        ("text", 0, 0, 24, 1),
        ("metric", 0, 1, 8, 6),
        ("metric", 8, 1, 8, 6),
        ("metric", 16, 1, 8, 6),
        ("metric", 0, 7, 8, 6),
        ("text", 0, 13, 24, 1),
        ("metric", 0, 14, 8, 6),
    ]
    assert [w["properties"]["markdown"] for w in widgets if w["type"] == "text"] == ["## orders", "## stock"]


def test_draws_a_metric_with_its_limit():
    (_, chart) = lay_out([Thing("orders", (BUSY,))], region="eu-west-1")
    assert chart["properties"] == {
        "title": "CPUUtilization",
        "region": "eu-west-1",
        "view": "timeSeries",
        "stacked": False,
        "period": 60,
        "metrics": [["AWS/RDS", "CPUUtilization", "DBInstanceIdentifier", "orders", {"stat": "Average"}]],
        "annotations": {"horizontal": [{"label": "P2 busy", "value": 80, "color": "#bcbd22", "fill": "above"}]},
    }


def test_draws_an_expression_and_hides_what_it_is_made_of():
    requests = replace(CPU, name="Requests", statistic="Sum")
    spec = replace(BUSY, metrics={"c": CPU, "r": requests}, expression="c / r", period_seconds=300)
    (_, chart) = lay_out([Thing("orders", (spec,))], region="eu-west-1")
    where = ["DBInstanceIdentifier", "orders"]
    assert chart["properties"]["title"] == "CPUUtilization / Requests"
    assert chart["properties"]["period"] == 300
    assert chart["properties"]["metrics"] == [
        ["AWS/RDS", "CPUUtilization", *where, {"stat": "Average", "id": "c", "visible": False}],
        ["AWS/RDS", "Requests", *where, {"stat": "Sum", "id": "r", "visible": False}],
        [{"expression": "c / r", "label": "busy"}],
    ]


def test_draws_the_same_whatever_the_order_in_which_metrics_are_written():
    def drawn(*specs):
        return charts(lay_out([Thing("orders", specs)], region="eu-west-1"))

    assert drawn(TURNED) == drawn(replace(RATIO, key="b"))
    (chart,) = drawn(TURNED, RATIO)
    assert chart["title"] == "Errors / Latency"
    assert len(chart["annotations"]["horizontal"]) == 2


@pytest.mark.parametrize(
    ("comparison", "fill"), [("above", "above"), ("at_least", "above"), ("below", "below"), ("at_most", "below")]
)
def test_fills_the_side_of_the_limit_that_is_wrong(comparison, fill):
    (_, chart) = lay_out([Thing("orders", (replace(BUSY, comparison=comparison),))], region="eu-west-1")
    assert [limit["fill"] for limit in chart["properties"]["annotations"]["horizontal"]] == [fill]


def test_draws_two_limits_on_one_metric_in_one_chart_by_key():
    worse = replace(BUSY, key="a-worse", threshold=95, metrics=single(replace(CPU)))
    (chart,) = charts(lay_out([Thing("orders", (BUSY, worse))], region="eu-west-1"))
    assert [limit["value"] for limit in chart["annotations"]["horizontal"]] == [95, 80]


@pytest.mark.parametrize(
    "other",
    [
        replace(BUSY, key="x", period_seconds=300),
        replace(BUSY, key="x", metrics=single(replace(CPU, statistic="Maximum"))),
        replace(BUSY, key="x", metrics=single(replace(CPU, namespace="AWS/EC2"))),
        replace(BUSY, key="x", metrics=single(replace(CPU, dimensions={"DBInstanceIdentifier": "stock"}))),
        replace(BUSY, key="x", expression="value * 2"),
    ],
    ids=["period", "statistic", "namespace", "dimension", "expression"],
)
def test_draws_what_differs_in_one_thing_in_a_chart_of_its_own(other):
    assert len(charts(lay_out([Thing("orders", (BUSY, other))], region="eu-west-1"))) == 2


def test_knows_an_output_for_itself_and_for_nothing_else(deploy):
    def program():
        ours, theirs = pulumi.Output.from_input("orders"), pulumi.Output.from_input("orders")
        specs = [
            replace(BUSY, key=key, metrics=single(replace(CPU, dimensions={"DBInstanceIdentifier": value})))
            for key, value in (("a", ours), ("b", ours), ("c", theirs))
        ]
        return charts(lay_out([Thing("orders", tuple(specs))], region="eu-west-1"))

    shown = deploy(program).result
    assert [len(chart["annotations"]["horizontal"]) for chart in shown] == [2, 1]


def test_leaves_out_a_component_that_brings_no_alarms():
    assert lay_out([Thing("orders", ())], region="eu-west-1") == []


def test_puts_two_components_of_one_name_under_one_header():
    disk = replace(BUSY, key="disk", metrics=single(replace(CPU, name="FreeStorageSpace")))
    widgets = lay_out([Thing("orders", (BUSY,)), Thing("orders", (disk,))], region="eu-west-1")
    assert [widget["type"] for widget in widgets] == ["text", "metric", "metric"]


def many(count):
    return tuple(
        replace(BUSY, key=f"k{index}", metrics=single(replace(CPU, name=f"M{index}"))) for index in range(count)
    )


def test_fills_a_dashboard_to_its_limit():
    assert len(lay_out([Thing("orders", many(MAX_WIDGETS - 1))], region="eu-west-1")) == MAX_WIDGETS


def test_refuses_more_than_a_dashboard_holds():
    with pytest.raises(ValueError, match="at most 500 widgets, got 501: make several dashboards"):
        lay_out([Thing("orders", many(MAX_WIDGETS))], region="eu-west-1")
