"""Roles for workloads of an OIDC provider are bound to an audience and to one of its subjects.

A subject is bound where everything up to the repository, project or namespace is spelled out: `repo:acme/shop:*`,
`system:serviceaccount:shop:*`. Cognito has no subjects of that sort: there the identity pool is the audience.
"""

from __future__ import annotations

import re

from ...authoring import Controls, Item, Level, Node, Rule, Severity, Verdicts
from ...iam.conditions import insists_on
from ...iam.documents import Document, Statement, is_silent
from ...iam.openness import principals

_COGNITO = "cognito-identity.amazonaws.com"
_PUBLIC = frozenset({_COGNITO, "accounts.google.com", "graph.facebook.com", "www.amazon.com"})
_AUDIENCES = {"graph.facebook.com": "app_id", "www.amazon.com": "app_id"}
_SUBJECTS = {"graph.facebook.com": "id", "www.amazon.com": "user_id"}
# Two parts spelled out, three of a Kubernetes service account: `system:serviceaccount` is the same everywhere.
_BOUND = re.compile(r"(system:serviceaccount:[^:*?]+:.+|(?!system:serviceaccount:)[^:*?]+:[^:*?]+:.+|[^*?]+)")


def _check(role: Item) -> Verdicts:
    yield from Document(role["assumeRolePolicy"]).each(_judge)


def _judge(statement: Statement) -> Verdicts:
    for principal in principals(statement, "Federated"):
        provider = _provider(principal.text())
        if not provider:
            continue
        aud, sub = f"{provider}:{_AUDIENCES.get(provider, 'aud')}", f"{provider}:{_SUBJECTS.get(provider, 'sub')}"
        yield from _must_bind(statement, principal, aud, re.compile(r"[^*?]+"))
        if provider != _COGNITO:
            yield from _must_bind(statement, principal, sub, _BOUND)


def _must_bind(statement: Statement, principal: Node, key: str, form: re.Pattern[str]) -> Verdicts:
    bound = insists_on(statement, lambda found, text: found == key.lower() and form.fullmatch(text) is not None)
    if not bound and not statement.denies:
        name = key.rpartition(":")[2]
        what = (
            f"must limit {'the ' + name if is_silent(principal) else key} to named values, without a leading wildcard"
        )
        yield statement.problem(what, at=statement.node["Condition"], about=name)


def _provider(principal: str) -> str:
    """Return the host and path of an OIDC provider; empty for SAML and others."""
    if principal in _PUBLIC:
        return principal
    return principal.partition(":oidc-provider/")[2]


iam_oidc_subject_bound = Rule(
    id="iam-oidc-subject-bound",
    promise="Every role that trusts an OIDC provider names its audience, and a repository, project or namespace.",
    fix='Add Condition: {"StringEquals": {"<provider>:aud": "sts.amazonaws.com", "<provider>:sub": "<subject>"}}; use'
    " StringLike for a subject such as repo:acme/shop:*.",
    severity=Severity.HIGH,
    level=Level.MANDATORY,
    controls=Controls(checkov=("CKV_AWS_393",)),
    looks_at=frozenset({"aws:iam/role:Role"}),
    check=_check,
)
