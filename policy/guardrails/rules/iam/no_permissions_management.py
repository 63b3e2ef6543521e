"""Policies name the resources whose permissions they allow to change.

Counted are the actions that AWS documents as permissions management and that can be limited to resources.
"""

from __future__ import annotations

from ...authoring import Controls, Inventory, Level, Severity, StackRule, Verdicts
from ...iam.actions import access, documented_name, expand, formats
from ...iam.attached import each_statement
from ...iam.conditions import narrows
from ...iam.documents import Statement, identity_types, is_silent, listed
from ...iam.scope import is_left_to_no_admin, unlimited


def _check(stack: Inventory) -> Verdicts:
    yield from each_statement(stack, _judge)


def _judge(statement: Statement) -> Verdicts:
    actions = [action for pattern in statement.patterns for action in expand(pattern) if _manages(action)]
    wide = [action for action in actions if unlimited(statement, action) is not None]
    if wide and not is_left_to_no_admin(statement) and not narrows(statement) and not statement.denies:
        names = listed([documented_name(one) for one in wide])
        what = "permissions" if is_silent(statement.node) else f"permissions ({names})"
        yield statement.problem(
            f"allows to change the {what} of every resource of a kind", at=unlimited(statement, wide[0])
        )
    for node in statement.texts("Action")[1]:
        yield node.undecided()


def _manages(action: str) -> bool:
    return "Permissions management" in access(action) and bool(formats(action))


iam_no_permissions_management = StackRule(
    id="iam-no-permissions-management",
    promise="Policies name the resources whose permissions they allow to change.",
    fix="Put the ARNs of these resources into Resource, or leave the action to the pipeline that deploys.",
    severity=Severity.MEDIUM,
    level=Level.ADVISORY,
    controls=Controls(checkov=("CKV_AWS_289",)),
    looks_at=identity_types(),
    check=_check,
)
