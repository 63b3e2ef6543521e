"""Tasks have no public address."""

from __future__ import annotations

from ...authoring import Controls, Item, Level, Rule, Severity, Verdicts, must_be
from ...task_definitions import SERVICE, TASK_SET


def _check(service: Item) -> Verdicts:
    yield from must_be(service.at("networkConfiguration.assignPublicIp"), False)


ecs_service_no_public_ip = Rule(
    id="ecs-service-no-public-ip",
    promise="Tasks of ECS services have no public address.",
    fix="Set assign_public_ip=False in network_configuration and run the tasks in private subnets, behind a load"
    " balancer and a NAT gateway or VPC endpoints.",
    severity=Severity.HIGH,
    level=Level.MANDATORY,
    controls=Controls(fsbp=("ECS.2", "ECS.16"), checkov=("CKV_AWS_333",)),
    looks_at=frozenset({SERVICE, TASK_SET}),
    check=_check,
)
