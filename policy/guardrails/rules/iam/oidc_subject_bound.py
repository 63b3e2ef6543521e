"""Roles for workloads of an OIDC provider are bound to one of its subjects, and of a shared provider to an audience.

A subject is bound where everything up to the repository, project or namespace is spelled out: `repo:acme/shop:*`,
`system:serviceaccount:shop:*`. The repository itself will do, which AWS reads from tokens of GitHub. A provider of the
account's own lists its audiences itself; one that all accounts share (Google, Cognito) does not. Cognito has no
subjects of that sort: there the identity pool is the audience.
"""

from __future__ import annotations

import re

from ...authoring import Controls, Item, Level, Node, Rule, Severity, Verdicts
from ...iam.conditions import insists_on, tests
from ...iam.documents import Document, Statement, is_silent
from ...iam.openness import principals

_COGNITO = "cognito-identity.amazonaws.com"
_GITHUB = "token.actions.githubusercontent.com"
_PUBLIC = frozenset({_COGNITO, "accounts.google.com", "graph.facebook.com", "www.amazon.com"})
_AUDIENCES = {"graph.facebook.com": "app_id", "www.amazon.com": "app_id"}
_SUBJECTS = {"graph.facebook.com": "id", "www.amazon.com": "user_id"}
# Two parts spelled out, three of a Kubernetes service account: `system:serviceaccount` is the same everywhere. CircleCI
# has slashes between them; with Bitbucket the provider is of one workspace, and the first part is a repository of it.
_BOUND = re.compile(
    r"system:serviceaccount:[^:*?]+:.+|(?!system:serviceaccount:)[^:*?]+:[^:*?]+:.+|[^*?]+"
    r"|org/[^/*?]+/project/[^/*?]+/.+|\{[0-9a-f-]{36}\}:.+"
)
# A workflow that is called from another repository has that one's subject: `job_workflow_ref` binds nothing.
# Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html
_REPOSITORIES = {"repository": re.compile(r"[^*?/]+/[^*?]+"), "repository_id": re.compile(r"\d+")}
_NAMED = re.compile(r"[^*?]+")
_LOOSE = "is compared in a way that lets other tokens in: under a negation, ...IfExists or ForAllValues"


def _check(role: Item) -> Verdicts:
    yield from Document(role["assumeRolePolicy"]).each(_judge)


def _judge(statement: Statement) -> Verdicts:
    for principal in principals(statement, "Federated"):
        provider = _provider(principal.text())
        if not provider:
            continue
        if provider in _PUBLIC:
            audience = f"{provider}:{_AUDIENCES.get(provider, 'aud')}"
            yield from _must_bind(statement, principal, {audience: _NAMED}, "an application or a pool")
        if provider != _COGNITO:
            subject = f"{provider}:{_SUBJECTS.get(provider, 'sub')}"
            repositories = {f"{provider}:{claim}": form for claim, form in _REPOSITORIES.items()}
            forms = {subject: _BOUND} | (repositories if provider == _GITHUB else {})
            yield from _must_bind(statement, principal, forms, "a repository, project or namespace")


def _must_bind(statement: Statement, principal: Node, forms: dict[str, re.Pattern[str]], what: str) -> Verdicts:
    """Yield a problem unless a condition holds the first of the keys, or one that says the same, to named values."""
    accepted = {key.lower(): form for key, form in forms.items()}
    if statement.denies or insists_on(statement, lambda key, text: key in accepted and _fits(accepted[key], text)):
        return
    wanted = next(iter(forms))
    name = wanted.rpartition(":")[2]
    key = f"the {name}" if is_silent(principal) else wanted
    yield statement.problem(
        f"must say which tokens it is for: {key} {_found(statement, wanted, what)}",
        at=statement.node["Condition"],
        about=name,
    )


def _fits(form: re.Pattern[str], text: str) -> bool:
    return form.fullmatch(text) is not None


def _found(statement: Statement, key: str, what: str) -> str:
    """Return what is wrong with the condition on *key*."""
    lines = [test for test in tests(statement) if test.key.lower() == key.lower()]
    if not lines:
        return "is not limited"
    return f"must spell out {what}" if all(line.insists for line in lines) else _LOOSE


def _provider(principal: str) -> str:
    """Return the host and path of an OIDC provider; empty for SAML and others."""
    if principal in _PUBLIC:
        return principal
    return principal.partition(":oidc-provider/")[2]


iam_oidc_subject_bound = Rule(
    id="iam-oidc-subject-bound",
    promise="Every role that trusts an OIDC provider names a repository, project or namespace of it, or a pool.",
    fix='Add Condition: {"StringEquals": {"<provider>:aud": "sts.amazonaws.com", "<provider>:sub": "<subject>"}}; use'
    " StringLike for a subject such as repo:acme/shop:*.",
    severity=Severity.HIGH,
    level=Level.MANDATORY,
    controls=Controls(checkov=("CKV_AWS_393",)),
    looks_at=frozenset({"aws:iam/role:Role"}),
    check=_check,
)
