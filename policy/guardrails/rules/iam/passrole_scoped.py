"""Roles are passed by name, and roles whose names begin alike to named services.

The trust policy of one role that is named in full says by itself which services can be passed it. Administration is
left to `iam-no-admin`.
"""

from __future__ import annotations

import re

from ...authoring import Inventory, Level, Node, Severity, StackRule, Verdicts
from ...iam.actions import formats
from ...iam.arns import fields, is_arn, reaches_all
from ...iam.attached import each_statement
from ...iam.conditions import insists_on
from ...iam.documents import Statement, identity_types
from ...iam.scope import is_left_to_no_admin

_ACTION = "iam:passrole"
_SERVICE = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)*\.amazonaws\.com(\.cn)?")


def _check(stack: Inventory) -> Verdicts:
    yield from each_statement(stack, _judge)


def _judge(statement: Statement) -> Verdicts:
    if not statement.covers(_ACTION) or is_left_to_no_admin(statement):
        return
    roles, unknown = statement.texts("Resource")
    wide = [place for place, text in roles if not _names_a_role(text)]
    if not roles and not unknown:
        wide = [statement.node["Resource"]]
    for place in wide:
        if not statement.denies:
            yield statement.problem("must name the roles that it lets be passed", at=place, about="roles")
    for node in unknown:
        yield node.undecided()
    if wide or any(set(text) & {"*", "?"} for _, text in roles):
        yield from _services(statement)


def _services(statement: Statement) -> Verdicts:
    condition: Node = statement.node["Condition"]
    if not insists_on(statement, _is_service, if_exists=True) and not statement.denies:
        yield statement.problem(
            "must say by iam:PassedToService which services roles may be passed to", at=condition, about="services"
        )


def _names_a_role(text: str) -> bool:
    """Return whether a resource is the ARN of a role, or of roles whose names begin alike."""
    of_role = is_arn(text) and fields(text)[2] == "iam" and fields(text)[5].startswith("role/")
    return of_role and not reaches_all(text, formats(_ACTION))


def _is_service(key: str, text: str) -> bool:
    return key == "iam:passedtoservice" and _SERVICE.fullmatch(text) is not None


iam_passrole_scoped = StackRule(
    id="iam-passrole-scoped",
    promise="Every iam:PassRole names the roles; where only their beginning, also the services they may be passed to.",
    fix='Set Resource to the ARNs of the roles, or add Condition: {"StringEquals": {"iam:PassedToService": "<service>'
    '.amazonaws.com"}}.',
    severity=Severity.HIGH,
    level=Level.MANDATORY,
    looks_at=identity_types(),
    check=_check,
)
