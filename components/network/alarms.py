"""What a NAT watches about itself."""

from __future__ import annotations

import pulumi

from ..observability.spec import AlarmSpec, Metric, single

# "If this value exceeds 0.01 percent of the total traffic on the NAT gateway, check the AWS Health Dashboard."
# Source: Amazon VPC User Guide, "NAT gateway metrics and dimensions", PacketsDropCount.
_DROPPED_PERCENT = 0.01

_GATEWAY_RUNBOOK = "nat-gateway-errors"
_INSTANCE_RUNBOOK = "nat-instance-down"


def gateway_alarms(zone: str, gateway_id: pulumi.Input[str]) -> tuple[AlarmSpec, ...]:
    """Return the alarms of the NAT gateway in *zone*."""

    def metric(name: str) -> Metric:
        return Metric(namespace="AWS/NATGateway", name=name, dimensions={"NatGatewayId": gateway_id}, statistic="Sum")

    return (
        AlarmSpec(
            key=f"nat-{zone}-port-allocation",
            title=f"NAT gateway in zone {zone} has no free port for new connections",
            severity="P1",
            metrics=single(metric("ErrorPortAllocation")),
            threshold=0,
            runbook=_GATEWAY_RUNBOOK,
        ),
        AlarmSpec(
            key=f"nat-{zone}-packets-dropped",
            title=f"NAT gateway in zone {zone} drops more than {_DROPPED_PERCENT} % of packets",
            severity="P2",
            metrics={
                "dropped": metric("PacketsDropCount"),
                "outward": metric("PacketsInFromSource"),
                "inward": metric("PacketsInFromDestination"),
            },
            expression="100 * dropped / (outward + inward)",
            threshold=_DROPPED_PERCENT,
            runbook=_GATEWAY_RUNBOOK,
        ),
    )


def instance_alarms(group_name: pulumi.Input[str]) -> tuple[AlarmSpec, ...]:
    """Return the alarms of the NAT instance that the Auto Scaling group keeps."""
    dimensions = {"AutoScalingGroupName": group_name}
    return (
        AlarmSpec(
            key="nat-instance-in-service",
            title="No NAT instance is in service",
            severity="P1",
            metrics=single(
                Metric(
                    namespace="AWS/AutoScaling",
                    name="GroupInServiceInstances",
                    dimensions=dimensions,
                    statistic="Minimum",
                )
            ),
            threshold=1,
            comparison="below",
            # The group publishes every minute while it exists, so silence is a fault too.
            missing="breaching",
            runbook=_INSTANCE_RUNBOOK,
        ),
        AlarmSpec(
            key="nat-instance-status-check",
            title="NAT instance fails its EC2 status check",
            severity="P1",
            metrics=single(
                Metric(namespace="AWS/EC2", name="StatusCheckFailed", dimensions=dimensions, statistic="Maximum")
            ),
            threshold=0,
            periods=2,
            runbook=_INSTANCE_RUNBOOK,
        ),
    )
