"""Containers send their output to a log."""

from __future__ import annotations

from ...authoring import Controls, Item, Level, Node, Rule, Severity, Verdicts
from ...task_definitions import TASK_DEFINITION, each_container, log_drivers, refused


def _check(task: Item) -> Verdicts:
    yield from each_container(task, _judge)


def _judge(container: Node) -> Verdicts:
    driver = container.at("logConfiguration.logDriver")
    if driver.text() not in log_drivers():
        yield refused(container, driver, "must name a log driver")


ecs_task_logging = Rule(
    id="ecs-task-logging",
    promise="Every container of a task definition has a log driver.",
    fix="Set logConfiguration with logDriver 'awslogs' and the options awslogs-group, awslogs-region and"
    " awslogs-stream-prefix.",
    severity=Severity.HIGH,
    level=Level.ADVISORY,
    controls=Controls(fsbp=("ECS.9",)),
    looks_at=frozenset({TASK_DEFINITION}),
    check=_check,
)
