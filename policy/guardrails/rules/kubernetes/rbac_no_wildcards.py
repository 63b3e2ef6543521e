"""Roles name what they allow."""

from __future__ import annotations

from ...authoring import Controls, Item, Level, Rule, Severity, Undecided, Verdicts
from ...quantifiers import contains
from ...rbac import EVERY, ROLES, Grant, each_grant

_LISTS = ("apiGroups", "nonResourceURLs", "resources", "verbs")
_EVERYTHING = (EVERY, "/*")  # of addresses, which are the only ones to begin with a slash, both are all


def _check(role: Item) -> Verdicts:
    yield from each_grant(role, _judge)


def _judge(grant: Grant) -> Verdicts:
    wide: list[str] = []
    doubts: list[Undecided] = []
    for key in _LISTS:
        try:
            wide += [key] if contains(grant.node[key], _EVERYTHING) else []
        except Undecided as undecided:
            doubts.append(undecided)
    if wide:
        sentence = f"{grant.node.path} must name what it means in {' and '.join(wide)} instead of *"
        yield grant.node.says(sentence, mark=grant.mark)
    else:
        yield from doubts


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
