"""A dashboard..."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pulumi
import pytest

from components.observability.dashboard import Dashboard, DashboardArgs
from components.observability.spec import AlarmSpec, Metric, single


@dataclass(frozen=True)
class Thing:
    logical_name: str
    alarms: tuple[AlarmSpec, ...]


def thing(name, identifier, count=1):
    metrics = [
        Metric(namespace="AWS/RDS", name=f"M{index}", dimensions={"DBInstanceIdentifier": identifier})
        for index in range(count)
    ]
    return Thing(
        name,
        tuple(
            AlarmSpec(
                key=metric.name.lower(),
                title="too much",
                severity="P1",
                metrics=single(metric),
                threshold=80,
                runbook="page",
            )
            for metric in metrics
        ),
    )


@pytest.fixture
def build(scope):
    def make(*watched, **others):
        return Dashboard("platform", DashboardArgs(**{"scope": scope, "watched": watched, **others}))

    return make


def test_is_one_dashboard_named_after_the_environment(deploy, build):
    made = deploy(lambda: build(thing("orders", "orders")))
    assert made.named() == {"platform": "aws:cloudwatch/dashboard:Dashboard"}
    child = made["platform", "aws:cloudwatch/dashboard:Dashboard"]
    assert child.inputs["dashboardName"] == "acme-test"
    assert child.parent == made["platform", "stackwright:observability:Dashboard"].urn


def test_writes_outputs_into_its_body(deploy, build):
    made = deploy(lambda: build(thing("orders", pulumi.Output.from_input("orders-4f2a"))))
    body = made.json("platform", "dashboardBody")
    (_, chart) = body["widgets"]
    assert chart["properties"]["metrics"] == [
        ["AWS/RDS", "M0", "DBInstanceIdentifier", "orders-4f2a", {"stat": "Average"}]
    ]
    assert chart["properties"]["region"] == "eu-west-1"


def test_keeps_each_charts_own_period(deploy, build):
    made = deploy(lambda: build(thing("orders", "orders")))
    assert made.json("platform", "dashboardBody")["periodOverride"] == "inherit"


def test_shows_the_status_of_the_alarms_it_is_given_at_the_top(deploy, build):
    arn = "arn:aws:cloudwatch:eu-west-1:123456789012:alarm:acme-test-orders-m0"
    made = deploy(lambda: build(thing("orders", "orders"), alarm_arns=[pulumi.Output.from_input(arn)]))
    top = made.json("platform", "dashboardBody")["widgets"][0]
    assert (top["type"], top["y"], top["properties"]["alarms"]) == ("alarm", 0, [arn])


def test_shows_its_size_as_the_components_inputs(deploy, build):
    made = deploy(lambda: build(thing("orders", "orders", 2), thing("stock", "stock"), Thing("idle", ())))
    assert made["platform", "stackwright:observability:Dashboard"].inputs == {"components": 2, "widgets": 5}


@pytest.mark.parametrize(
    ("region", "console"),
    [
        ("eu-west-1", "https://eu-west-1.console.aws.amazon.com/cloudwatch/home?region=eu-west-1"),
        ("cn-north-1", "https://cn-north-1.console.amazonaws.cn/cloudwatch/home?region=cn-north-1"),
        ("us-gov-west-1", "https://us-gov-west-1.console.amazonaws-us-gov.com/cloudwatch/home?region=us-gov-west-1"),
    ],
)
def test_is_found_at_the_console_of_its_partition(deploy, build, scope, region, console):
    made = deploy(lambda: build(scope=replace(scope, region=region)))
    assert made["platform", "stackwright:observability:Dashboard"].outputs == {
        "dashboard_name": "acme-test",
        "dashboard_url": f"{console}#dashboards:name=acme-test",
    }


def test_can_be_altered_as_the_primary_child(deploy, build):
    made = deploy(lambda: build(transform={"primary": lambda props: {**props, "dashboard_name": "ours"}}))
    assert made["platform"].inputs["dashboardName"] == "ours"


def test_refuses_more_widgets_than_cloudwatch_takes_before_anything_is_created(deploy, build):
    with pytest.raises(ValueError, match="at most 500 widgets, got 502: make several dashboards"):
        deploy(lambda: build(thing("orders", "orders", 501)))
