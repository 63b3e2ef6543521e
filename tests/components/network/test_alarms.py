"""A NAT watches itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from components.network.alarms import gateway_alarms, instance_alarms
from components.observability.spec import Metric

RUNBOOKS = Path(__file__).parents[3] / "docs" / "runbooks"


def gateway_metric(name):
    return Metric(namespace="AWS/NATGateway", name=name, dimensions={"NatGatewayId": "nat-1"}, statistic="Sum")


def test_a_gateway_without_free_ports_wakes_somebody():
    ports, _ = gateway_alarms("a", "nat-1")
    assert ports.key == "nat-a-port-allocation"
    assert list(ports.metrics.values()) == [gateway_metric("ErrorPortAllocation")]
    assert (ports.comparison, ports.threshold, ports.severity) == ("above", 0, "P1")


def test_drops_are_measured_against_the_gateways_own_traffic():
    _, drops = gateway_alarms("a", "nat-1")
    assert drops.key == "nat-a-packets-dropped"
    assert drops.metrics == {
        "dropped": gateway_metric("PacketsDropCount"),
        "outward": gateway_metric("PacketsInFromSource"),
        "inward": gateway_metric("PacketsInFromDestination"),
    }
    assert drops.expression == "100 * dropped / (outward + inward)"
    assert (drops.comparison, drops.threshold, drops.missing) == ("above", 0.01, "notBreaching")


def test_a_group_without_an_instance_wakes_somebody_even_when_it_is_silent():
    in_service, _ = instance_alarms("group-1")
    assert list(in_service.metrics.values()) == [
        Metric(
            namespace="AWS/AutoScaling",
            name="GroupInServiceInstances",
            dimensions={"AutoScalingGroupName": "group-1"},
            statistic="Minimum",
        )
    ]
    assert (in_service.comparison, in_service.threshold) == ("below", 1)
    assert (in_service.missing, in_service.severity) == ("breaching", "P1")


def test_a_failing_status_check_is_seen():
    _, status = instance_alarms("group-1")
    assert list(status.metrics.values()) == [
        Metric(
            namespace="AWS/EC2",
            name="StatusCheckFailed",
            dimensions={"AutoScalingGroupName": "group-1"},
            statistic="Maximum",
        )
    ]
    assert (status.comparison, status.threshold, status.severity) == ("above", 0, "P1")


@pytest.mark.parametrize("alarm", [*gateway_alarms("a", "nat-1"), *instance_alarms("g")], ids=lambda alarm: alarm.key)
def test_whoever_is_called_has_a_page_to_read(alarm):
    assert (RUNBOOKS / f"{alarm.runbook}.md").is_file()
