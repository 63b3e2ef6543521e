"""Containers cannot write to their own root filesystem."""

from __future__ import annotations

from ...authoring import Controls, Item, Level, Node, Rule, Severity, Verdicts
from ...task_definitions import TASK_DEFINITION, each_container, is_windows, refused


def _check(task: Item) -> Verdicts:
    """Yield a problem per container. On Windows there is no such switch."""
    verdicts = list(each_container(task, _judge))
    if verdicts and not is_windows(task):
        yield from verdicts


def _judge(container: Node) -> Verdicts:
    if container["readonlyRootFilesystem"].truth() is not True:
        yield refused(container, container["readonlyRootFilesystem"], "must be true")


ecs_task_readonly_root = Rule(
    id="ecs-task-readonly-root",
    promise="Containers of task definitions have a read-only root filesystem.",
    fix="Set readonlyRootFilesystem to true, and give the container a tmpfs or a volume where it must write.",
    severity=Severity.HIGH,
    level=Level.ADVISORY,
    controls=Controls(fsbp=("ECS.5",), checkov=("CKV_AWS_336",)),
    looks_at=frozenset({TASK_DEFINITION}),
    check=_check,
)
