"""No role is a way to a more powerful one.

Permissions on objects that are named, for instance to bind the role `view` and no other, are no such way.
"""

from __future__ import annotations

import functools

from ...authoring import Controls, Item, Level, Rule, Severity, Verdicts
from ...quantifiers import contains
from ...rbac import ROLES, Grant, each_grant
from ...tables import rows

_MOST_POWERFUL = ("cluster-admin", "system:masters")


def _check(role: Item) -> Verdicts:
    yield from each_grant(role, _judge)


def _judge(grant: Grant) -> Verdicts:
    for group, resource, verb, leads_to in _ways():
        if not grant.allows(group, resource, verb):
            continue
        if not grant.narrow or contains(grant.node["resourceNames"], _MOST_POWERFUL):
            yield grant.node.says(
                f"{grant.node.path} must not allow to {verb} {resource}, which {leads_to}", mark=f"{verb} {resource}"
            )


@functools.cache
def _ways() -> tuple[tuple[str, str, str, str], ...]:
    return tuple((row["group"], row["resource"], row["verb"], row["leads_to"]) for row in rows("rbac_escalation"))


k8s_rbac_no_escalation = Rule(
    id="k8s-rbac-no-escalation",
    promise="No role lets who has it become somebody more powerful.",
    fix="Remove the verb or the resource from the rule, or limit it with resource_names to objects that are harmless.",
    severity=Severity.HIGH,
    level=Level.MANDATORY,
    controls=Controls(checkov=("CKV_K8S_158", "CKV2_K8S_2", "CKV2_K8S_3")),
    looks_at=ROLES,
    check=_check,
)
