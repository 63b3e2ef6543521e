"""Nothing lives in the namespace that everything else falls into.

A namespace that the provider is given holds for what names none.
"""

from __future__ import annotations

from ...authoring import Controls, Item, Level, Rule, Severity, Verdicts
from ...kubernetes import WORKLOADS
from ...selectors import made_of_namespace, namespace

_OTHERS = frozenset(
    {
        "kubernetes:core/v1:ConfigMap",
        "kubernetes:core/v1:PersistentVolumeClaim",
        "kubernetes:core/v1:Secret",
        "kubernetes:core/v1:Service",
        "kubernetes:core/v1:ServiceAccount",
        "kubernetes:networking.k8s.io/v1:Ingress",
        "kubernetes:rbac.authorization.k8s.io/v1:Role",
        "kubernetes:rbac.authorization.k8s.io/v1:RoleBinding",
    }
)


def _check(item: Item) -> Verdicts:
    place = namespace(item)
    if place.unknown and made_of_namespace(place):
        return
    if place.value() in (None, "", "default"):
        yield item.at("metadata.namespace").problem("must be a namespace of its own")


k8s_no_default_namespace = Rule(
    id="k8s-no-default-namespace",
    promise="Nothing lives in the namespace called default, where policies and quotas cannot tell things apart.",
    fix="Create a kubernetes.core.v1.Namespace and set metadata.namespace to its name, or give the provider one.",
    severity=Severity.LOW,
    level=Level.ADVISORY,
    controls=Controls(checkov=("CKV_K8S_21",)),
    looks_at=WORKLOADS | _OTHERS,
    check=_check,
)
