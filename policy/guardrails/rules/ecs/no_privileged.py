"""Containers do not have the rights of the host."""

from __future__ import annotations

from ...authoring import Controls, Item, Level, Node, Rule, Severity, Verdicts
from ...task_definitions import TASK_DEFINITION, each_container, refused


def _check(task: Item) -> Verdicts:
    yield from each_container(task, _judge)


def _judge(container: Node) -> Verdicts:
    if container["privileged"].truth() is not False:
        yield refused(container, container["privileged"], "must be false")


ecs_task_no_privileged = Rule(
    id="ecs-task-no-privileged",
    promise="No container of a task definition is privileged.",
    fix="Remove privileged from the container; what it needs of the kernel goes into linuxParameters.capabilities.add.",
    severity=Severity.HIGH,
    level=Level.MANDATORY,
    controls=Controls(fsbp=("ECS.4",)),
    looks_at=frozenset({TASK_DEFINITION}),
    check=_check,
)
