"""The add-ons that every cluster needs are versions that the program chose.

EKS Auto Mode has them built in. Source: https://docs.aws.amazon.com/eks/latest/userguide/eks-add-ons.html.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Any

from ...authoring import Inventory, Item, Level, Parameter, Severity, StackRule, Verdicts, each
from ...quantifiers import some

_CLUSTER = "aws:eks/cluster:Cluster"
_ADDON = "aws:eks/addon:Addon"


def _check(stack: Inventory, parameters: Mapping[str, Any]) -> Verdicts:
    yield from each(stack.of(_CLUSTER), functools.partial(_judge, stack, parameters["addons"]))


def _judge(stack: Inventory, names: list[str], cluster: Item) -> Verdicts:
    if cluster.at("computeConfig.enabled").truth() is True:
        return
    for name in names:
        if not some(stack.of(_ADDON), functools.partial(_is_addon, stack, cluster, name)):
            yield cluster.says(f"no aws.eks.Addon of this cluster is called {name}", mark=name)


def _is_addon(stack: Inventory, cluster: Item, name: str, addon: Item) -> bool:
    if addon["addonName"].value() != name:
        return False
    answer = stack.refers(addon["clusterName"], cluster)
    if answer is None:
        raise addon["clusterName"].undecided()
    return answer


eks_core_addons_managed = StackRule(
    id="eks-core-addons-managed",
    promise="The add-ons that every cluster needs are managed, with a version that the program names.",
    fix="Add an aws.eks.Addon each for vpc-cni, kube-proxy and coredns, and set bootstrap_self_managed_addons=False on"
    " a new cluster.",
    severity=Severity.LOW,
    level=Level.DISABLED,
    parameters={
        "addons": Parameter(
            says="Add-ons that a cluster has to have.",
            default=["coredns", "kube-proxy", "vpc-cni"],
            schema={"type": "array", "items": {"type": "string", "minLength": 1}, "uniqueItems": True},
        )
    },
    looks_at=frozenset({_CLUSTER}),
    check=_check,
)
