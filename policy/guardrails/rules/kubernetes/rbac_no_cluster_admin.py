"""Nobody is bound to the role that may do everything, and nothing is granted to everybody.

Roles that Kubernetes itself grants to everybody are left alone.
Source: https://kubernetes.io/docs/reference/access-authn-authz/rbac/#default-roles-and-role-bindings.
"""

from __future__ import annotations

from ...authoring import Item, Level, Node, Rule, Severity, Verdicts, each, must_not_be
from ...kubernetes import word
from ...rbac import BINDINGS

_EVERYBODY = (
    "system:anonymous",
    "system:authenticated",
    "system:masters",
    "system:serviceaccounts",
    "system:unauthenticated",
)
_FOR_EVERYBODY = (
    "system:basic-user",
    "system:discovery",
    "system:public-info-viewer",
    "system:service-account-issuer-discovery",
)


def _check(binding: Item) -> Verdicts:
    role = binding.at("roleRef.name")
    yield from must_not_be(role, "cluster-admin")
    if role.unknown or role.value() not in _FOR_EVERYBODY:
        yield from each(binding["subjects"].items(), _judge)


def _judge(subject: Node) -> Verdicts:
    name = subject["name"]
    if name.value() in _EVERYBODY:
        yield name.problem("must be somebody in particular", mark=word(name))


k8s_rbac_no_cluster_admin = Rule(
    id="k8s-rbac-no-cluster-admin",
    promise="No binding grants the role cluster-admin, or anything at all to everybody.",
    fix="Bind a role that names what is needed to the groups and service accounts that need it; administrators of the"
    " cluster come from its access entries.",
    severity=Severity.HIGH,
    level=Level.MANDATORY,
    looks_at=BINDINGS,
    check=_check,
)
