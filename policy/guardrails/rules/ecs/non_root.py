"""Containers run as somebody who is not the superuser."""

from __future__ import annotations

import functools

from ...authoring import Controls, Item, Level, Node, Rule, Severity, Verdicts
from ...task_definitions import TASK_DEFINITION, each_container, is_windows, refused


def _check(task: Item) -> Verdicts:
    yield from each_container(task, functools.partial(_judge, task))


def _judge(task: Item, container: Node) -> Verdicts:
    """Yield a problem where the user is the superuser, or is left to the image."""
    user = container["user"]
    name = user.text().split(":")[0].strip().lower()
    if not name or _is_zero(name) or name in ("root", "containeradministrator"):
        wanted = "an account other than ContainerAdministrator" if is_windows(task) else "a user other than root"
        yield refused(container, user, f"must name {wanted}")


def _is_zero(name: str) -> bool:
    return name.isdecimal() and int(name) == 0


ecs_task_non_root = Rule(
    id="ecs-task-non-root",
    promise="Containers of task definitions name a user that is not the superuser.",
    fix="Set user to the numbers of a user and a group of the image: '1000:1000'.",
    severity=Severity.MEDIUM,
    level=Level.ADVISORY,
    controls=Controls(fsbp=("ECS.20", "ECS.21")),
    looks_at=frozenset({TASK_DEFINITION}),
    check=_check,
)
