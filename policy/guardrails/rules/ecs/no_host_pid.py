"""Tasks do not share the processes or the memory of their host."""

from __future__ import annotations

from ...authoring import Controls, Item, Level, Rule, Severity, Verdicts, each
from ...task_definitions import TASK_DEFINITION

_ALLOWED = {"pidMode": (None, "task"), "ipcMode": (None, "none", "task")}


def _check(task: Item) -> Verdicts:
    yield from each(_ALLOWED, lambda mode: _judge(task, mode))


def _judge(task: Item, mode: str) -> Verdicts:
    if task[mode].value() not in _ALLOWED[mode]:
        yield task[mode].problem(f"must be {' or '.join(word for word in _ALLOWED[mode] if word)}, or be left out")


ecs_task_no_host_pid = Rule(
    id="ecs-task-no-host-pid",
    promise="No task shares the process namespace or the IPC namespace of its host.",
    fix="Remove pid_mode and ipc_mode, or set them to 'task' where the containers of a task share with each other.",
    severity=Severity.HIGH,
    level=Level.MANDATORY,
    controls=Controls(fsbp=("ECS.3",)),
    looks_at=frozenset({TASK_DEFINITION}),
    check=_check,
)
