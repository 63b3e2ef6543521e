"""Only principals that are listed administer a whole cluster."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...authoring import Item, Level, Node, Parameter, Rule, Severity, Verdicts, each, must_not_be
from ...exceptions import glob
from ...quantifiers import contains

_ENTRY = "aws:eks/accessEntry:AccessEntry"
_ASSOCIATION = "aws:eks/accessPolicyAssociation:AccessPolicyAssociation"
_ADMIN_POLICY = "/AmazonEKSClusterAdminPolicy"


def _check(item: Item, parameters: Mapping[str, Any]) -> Verdicts:
    if item.type == _ENTRY:
        yield from each(item["kubernetesGroups"].items(), _not_masters)
        return
    policy = item["policyArn"]
    if not policy.text().endswith(_ADMIN_POLICY) or _is_in_namespaces(item["accessScope"]):
        return
    principal = item["principalArn"].text()
    if not any(glob(allowed)(principal) for allowed in parameters["principals"]):
        yield policy.problem("must not be the cluster administrator's policy for a principal that is not listed")


def _is_in_namespaces(scope: Node) -> bool:
    return scope["type"].value() == "namespace" and not contains(scope["namespaces"], ("*",))


def _not_masters(group: Node) -> Verdicts:
    yield from must_not_be(group, "system:masters")


eks_no_cluster_admin_access = Rule(
    id="eks-no-cluster-admin-access",
    promise="Only principals that are listed, by default the organization's administrators, administer a cluster.",
    fix="Associate a narrower policy, such as AmazonEKSViewPolicy, or limit access_scope to namespaces; or list the"
    " administrators' role in the parameter principals.",
    severity=Severity.HIGH,
    level=Level.MANDATORY,
    parameters={
        "principals": Parameter(
            says="ARNs of the principals that may administer clusters; `*` is any text.",
            default=["arn:*:iam::*:role/aws-reserved/sso.amazonaws.com/*AWSReservedSSO_AdministratorAccess_*"],
            schema={"type": "array", "items": {"type": "string", "minLength": 1}, "uniqueItems": True},
        )
    },
    looks_at=frozenset({_ENTRY, _ASSOCIATION}),
    check=_check,
)
