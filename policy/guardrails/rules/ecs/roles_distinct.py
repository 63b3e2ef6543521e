"""What the application may do is not what ECS may do to start it."""

from __future__ import annotations

from ...authoring import Controls, Item, Level, Node, Rule, Severity, Undecided, Verdicts
from ...task_definitions import TASK_DEFINITION


def _check(task: Item) -> Verdicts:
    """Yield a problem where both roles are one. Before ARNs are known, what the two are made of tells."""
    role, execution_role = task["taskRoleArn"], task["executionRoleArn"]
    if role.absent or execution_role.absent:
        return
    if _same(role, execution_role):
        yield role.says("taskRoleArn and executionRoleArn are the same role")


def _same(role: Node, other: Node) -> bool:
    try:
        return bool(role.value() == other.value())
    except Undecided:
        if not role.made_of or not other.made_of:
            raise
        return role.made_of == other.made_of


ecs_task_roles_distinct = Rule(
    id="ecs-task-roles-distinct",
    promise="Task role and execution role of a task definition are different roles.",
    fix="Give the application a role of its own as task_role_arn; pulling images and reading the secrets of the start"
    " stay with execution_role_arn.",
    severity=Severity.MEDIUM,
    level=Level.ADVISORY,
    controls=Controls(checkov=("CKV_AWS_249",)),
    looks_at=frozenset({TASK_DEFINITION}),
    check=_check,
)
