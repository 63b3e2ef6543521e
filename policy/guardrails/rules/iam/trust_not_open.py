"""Roles trust somebody in particular.

The account's own root passes: it only lets IAM policies of the account decide. Another account as a whole needs an
external id, its organization, or to be a trusted account. Which account is the stack's own is read from the ARN of the
role; where that is not known yet, from any other ARN of the stack.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from ...authoring import (
    Controls,
    Inventory,
    Item,
    Level,
    Node,
    Parameter,
    Severity,
    StackRule,
    Undecided,
    Verdicts,
    each,
)
from ...iam.arns import account
from ...iam.conditions import closes
from ...iam.documents import Document, Statement
from ...iam.openness import everybody, principals

_ROLE = "aws:iam/role:Role"
_ACCOUNT = re.compile(r"(?:arn:[^:]+:iam::)?(\d{12})(?::root)?")


def _check(stack: Inventory, parameters: Mapping[str, Any]) -> Verdicts:
    trusted = parameters["trustedAccounts"]
    for role in stack.of(_ROLE):
        document = Document(role["assumeRolePolicy"])
        if document.malformed:
            yield document.node.says("assumeRolePolicy must be a JSON policy document with statements")
        yield from document.each(lambda statement: _judge(stack, statement, trusted))


def _judge(stack: Inventory, statement: Statement, trusted: list[str]) -> Verdicts:
    place = everybody(statement)
    if place is not None and not statement.denies and not closes(statement):
        yield statement.problem("lets anybody assume the role", at=place)
    yield from each(principals(statement, "AWS"), lambda one: _account(stack, statement, one, trusted))


def _account(stack: Inventory, statement: Statement, principal: Node, trusted: list[str]) -> Verdicts:
    """Judge an account that is trusted as a whole; where its own is not known, one that nothing else closes."""
    whole = _ACCOUNT.fullmatch(principal.text())
    if whole is None or whole[1] in trusted:
        return
    own = _own(stack, principal.item)
    if whole[1] == own or closes(statement, account_named=True) or statement.denies:
        return
    if not own:
        yield principal.undecided()
    else:
        yield statement.problem(
            f"trusts all of another account without an external id or an organization, found {principal.shown}",
            at=principal,
            about="" if principal.secret else whole[1],
        )


def _own(stack: Inventory, role: Item) -> str:
    """Return the account that the role is in, empty where that is not known."""
    arns = [role.output("arn"), *(item.output("arn") for item in stack if item.type.startswith("aws:"))]
    for arn in arns:
        try:
            found = account(arn.text())
        except Undecided:
            continue
        if found.isdigit():
            return found
    return ""


iam_trust_not_open = StackRule(
    id="iam-trust-not-open",
    promise="No role trusts everybody, or all of another account without an external id or an organization.",
    fix="Name the role or service in Principal; for another account as a whole add a condition on sts:ExternalId or"
    " aws:PrincipalOrgID, or list the account in trustedAccounts.",
    severity=Severity.CRITICAL,
    level=Level.MANDATORY,
    controls=Controls(cis_7_0=("2.21",), checkov=("CKV_AWS_60", "CKV_AWS_61")),
    parameters={
        "trustedAccounts": Parameter(
            says="Ids of accounts that roles may trust as a whole, such as the organization's own.",
            default=[],
            schema={"type": "array", "items": {"type": "string", "pattern": "^[0-9]{12}$"}, "uniqueItems": True},
        )
    },
    looks_at=frozenset({_ROLE}),
    check=_check,
)
