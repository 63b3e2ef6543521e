"""Policies name resources wherever their actions can be limited to some.

Left alone: actions that work only with `*` (`ecr:GetAuthorizationToken`), actions that merely list, statements that a
condition limits to some resources, or that name at least a kind (`arn:aws:ec2:*:*:volume/*`).
"""

from __future__ import annotations

from ...authoring import Controls, Inventory, Level, Severity, StackRule, Verdicts
from ...iam.actions import access, documented_name, expand, is_limitable
from ...iam.attached import each_statement
from ...iam.conditions import narrows
from ...iam.documents import Statement, identity_types, is_silent, listed
from ...iam.scope import is_left_to_no_admin, starred


def _check(stack: Inventory) -> Verdicts:
    yield from each_statement(stack, _judge)


def _judge(statement: Statement) -> Verdicts:
    actions = [action for pattern in statement.patterns for action in expand(pattern) if _can_be_limited(action)]
    place = starred(statement) if actions else None
    if place is not None and not (is_left_to_no_admin(statement) or narrows(statement) or statement.denies):
        names = listed([documented_name(one) for one in actions])
        what = "its actions" if is_silent(statement.node) else names
        yield statement.problem(f"allows {what} on all resources, though they can be limited to some", at=place)
    for node in statement.texts("Action")[1]:
        yield node.undecided()


def _can_be_limited(action: str) -> bool:
    return is_limitable(action) and access(action) != "List"


iam_no_star_resource = StackRule(
    id="iam-no-star-resource",
    promise="Policies name resources for all actions that can be limited to some.",
    fix="Put the ARNs of the resources into Resource, or a condition on their tags. Keep actions that need * in a"
    " statement of their own.",
    severity=Severity.MEDIUM,
    level=Level.ADVISORY,
    controls=Controls(checkov=("CKV_AWS_355", "CKV_AWS_290")),
    looks_at=identity_types(),
    check=_check,
)
