"""Services outlive the loss of a task and of an availability zone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...authoring import (
    Inventory,
    Item,
    Level,
    Node,
    Parameter,
    Severity,
    StackRule,
    Undecided,
    Verdicts,
    each,
    guarded,
    must_be_at_least,
)
from ...routes import SUBNET
from ...task_definitions import SERVICE

_TARGET = "aws:appautoscaling/target:Target"
_LEAST_SUBNETS = 2


def _check(stack: Inventory, parameters: Mapping[str, Any]) -> Verdicts:
    yield from each(stack.of(SERVICE), lambda service: _judge(stack, service, parameters["leastTasks"]))


def _judge(stack: Inventory, service: Item, least: int) -> Verdicts:
    """Yield what is missing. One task per instance (DAEMON) follows the instances; no task at all is switched off."""
    verdicts = [*guarded(_tasks(stack, service, least)), *_subnets(stack, service)]
    if verdicts and service["schedulingStrategy"].value() != "DAEMON":
        yield from verdicts


def _tasks(stack: Inventory, service: Item, least: int) -> Verdicts:
    targets = [target for target in stack.of(_TARGET) if target["serviceNamespace"].text() == "ecs"]
    targets = [target for target in targets if _scales(stack, target["resourceId"], service)]
    if targets:
        for target in targets:
            yield from must_be_at_least(target["minCapacity"], least)
    elif service["desiredCount"].absent or service["desiredCount"].value() != 0:
        yield from must_be_at_least(service["desiredCount"], least)


def _scales(stack: Inventory, resource: Node, service: Item) -> bool:
    """Return whether an autoscaling target is for *service*: `service/<cluster>/<service>`."""
    answer = stack.refers(resource, service)
    if answer is None:
        raise Undecided(service, "desiredCount")
    name = service["name"]
    named = not resource.unknown and name.known and resource.text().endswith(f"/{name.text()}")
    return answer or named


def _subnets(stack: Inventory, service: Item) -> Verdicts:
    """Yield a problem where there is one subnet, or one zone. Without subnets the tasks are where the instances are."""
    subnets = service.at("networkConfiguration.subnets")
    if subnets.absent:
        return
    if subnets.unknown:
        yield subnets.undecided()
        return
    named = subnets.items()
    if len({one.text() for one in named if not one.unknown}) + sum(one.unknown for one in named) < _LEAST_SUBNETS:
        yield subnets.problem("must name subnets of two zones")
        return
    found, _ = stack.targets(subnets, SUBNET)
    zones = [zone for zone in (subnet["availabilityZone"] for subnet in found) if zone.known]
    if len(zones) == len(named) and len({zone.text() for zone in zones}) == 1:
        yield subnets.says(f"the subnets all lie in {zones[0].shown}")


ecs_service_multi_az = StackRule(
    id="ecs-service-multi-az",
    promise="Services run two tasks at least, in subnets of two availability zones.",
    fix="Set desired_count=2, or min_capacity=2 of the autoscaling target, and name subnets of two zones in"
    " network_configuration.",
    severity=Severity.MEDIUM,
    level=Level.ADVISORY,
    levels={"development": Level.DISABLED, "ephemeral": Level.DISABLED},
    parameters={
        "leastTasks": Parameter(
            says="Smallest number of tasks of a service.", default=2, schema={"type": "integer", "minimum": 1}
        )
    },
    looks_at=frozenset({SERVICE}),
    check=_check,
)
