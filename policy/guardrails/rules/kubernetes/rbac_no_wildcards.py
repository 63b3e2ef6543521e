"""Roles name what they allow."""

from __future__ import annotations

from ...authoring import Controls, Item, Level, Rule, Severity, Verdicts, guarded
from ...kubernetes import contains
from ...rbac import EVERY, ROLES, Grant, each_grant

_LISTS = ("apiGroups", "nonResourceURLs", "resources", "verbs")
_EVERYTHING = (EVERY, "/*")  # of addresses, which are the only ones to begin with a slash, both are all


def _check(role: Item) -> Verdicts:
    yield from each_grant(role, _judge)


def _judge(grant: Grant) -> Verdicts:
    for key in _LISTS:
        yield from guarded(_named(grant, key))


def _named(grant: Grant, key: str) -> Verdicts:
    if contains(grant.node[key], _EVERYTHING):
        yield grant.node[key].problem("must name what it means instead of *", mark=grant.mark)


k8s_rbac_no_wildcards = Rule(
    id="k8s-rbac-no-wildcards",
    promise="Roles name the verbs, resources and API groups that they allow.",
    fix="Write out the verbs, resources and api_groups that are needed: a * also allows what is added later.",
    severity=Severity.HIGH,
    level=Level.MANDATORY,
    controls=Controls(checkov=("CKV_K8S_49",)),
    looks_at=ROLES,
    check=_check,
)
