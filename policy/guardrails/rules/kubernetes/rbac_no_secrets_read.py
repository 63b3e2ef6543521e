"""Roles read the Secrets that they name."""

from __future__ import annotations

from ...authoring import Controls, Item, Level, Rule, Severity, Verdicts
from ...rbac import ROLES, Grant, each_grant

_READS = ("get", "list", "watch")


def _check(role: Item) -> Verdicts:
    yield from each_grant(role, _judge)


def _judge(grant: Grant) -> Verdicts:
    verbs = [verb for verb in _READS if grant.allows("", "secrets", verb)]
    if verbs and not grant.narrow:
        sentence = f"{grant.node.path} must not allow to {' and '.join(verbs)} all secrets: it has no resourceNames"
        yield grant.node.says(sentence, mark=f"{','.join(verbs)} secrets")


k8s_rbac_no_secrets_read = Rule(
    id="k8s-rbac-no-secrets-read",
    promise="Roles read only the Secrets that they name.",
    fix="List the names of the Secrets in the rule's resource_names, with the verb get alone; or mount them instead.",
    severity=Severity.MEDIUM,
    level=Level.ADVISORY,
    controls=Controls(checkov=("CKV2_K8S_5",)),
    looks_at=ROLES,
    check=_check,
)
