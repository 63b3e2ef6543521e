"""Nobody is bound to the role that may do everything, and nothing is granted to everybody.

Roles that Kubernetes itself grants to everybody are left alone, and so are notices: roles of the stack that read
objects by their names, and no Secrets, such as a ConfigMap that tells the version of a product.
Source: https://kubernetes.io/docs/reference/access-authn-authz/rbac/#default-roles-and-role-bindings.
"""

from __future__ import annotations

import functools

from ...authoring import Inventory, Item, Level, Node, Problem, Severity, StackRule, Verdicts, each, must_not_be
from ...kubernetes import word
from ...rbac import BINDINGS, ROLES, Grant
from ...selectors import names_object, same_namespace

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
_READS = ("get", "list", "watch")


def _check(stack: Inventory) -> Verdicts:
    yield from each(stack.of(*sorted(BINDINGS)), functools.partial(_judge, stack))


def _judge(stack: Inventory, binding: Item) -> Verdicts:
    role = binding.at("roleRef.name")
    yield from must_not_be(role, "cluster-admin")
    if role.unknown or role.value() not in _FOR_EVERYBODY:
        for verdict in each(binding["subjects"].items(), _named):
            if not isinstance(verdict, Problem) or not _is_notice(stack, binding):
                yield verdict


def _named(subject: Node) -> Verdicts:
    name = subject["name"]
    if name.value() in _EVERYBODY:
        yield name.problem("must be somebody in particular", mark=word(name))


def _is_notice(stack: Inventory, binding: Item) -> bool:
    """Return whether the role that is bound is one of the stack, and reads objects by their names. Raises Undecided."""
    kind, name = binding.at("roleRef.kind").text(), binding.at("roleRef.name")
    roles = [role for role in stack.of(*sorted(ROLES)) if role.type.endswith(f":{kind}")]
    bound = [role for role in roles if names_object(stack, name, role)]
    bound = [role for role in bound if kind == "ClusterRole" or same_namespace(binding, role)]
    grants = [Grant(node) for role in bound for node in role["rules"].items()]
    return bool(grants) and all(map(_only_reads, grants))


def _only_reads(grant: Grant) -> bool:
    verbs = {verb.text() for verb in grant.node["verbs"].items()}
    return grant.narrow and verbs.issubset(_READS) and not grant.allows("", "secrets", next(iter(verbs), ""))


k8s_rbac_no_cluster_admin = StackRule(
    id="k8s-rbac-no-cluster-admin",
    promise="No binding grants the role cluster-admin, or anything at all to everybody.",
    fix="Bind a role that names what is needed to the groups and service accounts that need it; administrators of the"
    " cluster come from its access entries.",
    severity=Severity.HIGH,
    level=Level.MANDATORY,
    looks_at=BINDINGS,
    check=_check,
)
