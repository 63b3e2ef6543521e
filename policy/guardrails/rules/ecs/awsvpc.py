"""Tasks have a network interface of their own."""

from __future__ import annotations

from ...authoring import Controls, Item, Level, Rule, Severity, Verdicts
from ...task_definitions import TASK_DEFINITION, may_run_on


def _check(task: Item) -> Verdicts:
    """Yield a problem for a shared network. Outside AWS (ECS Anywhere) there is no other; `none` shares nothing."""
    mode = task["networkMode"]
    if mode.value() not in ("awsvpc", "none") and not may_run_on(task, "EXTERNAL"):
        yield mode.problem("must be awsvpc")


ecs_task_awsvpc = Rule(
    id="ecs-task-awsvpc",
    promise="Tasks have a network interface and security groups of their own.",
    fix="Set network_mode='awsvpc', and the service's network_configuration with its subnets and security groups.",
    severity=Severity.MEDIUM,
    level=Level.ADVISORY,
    controls=Controls(fsbp=("ECS.17",)),
    looks_at=frozenset({TASK_DEFINITION}),
    check=_check,
)
