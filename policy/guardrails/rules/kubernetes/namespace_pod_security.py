"""A namespace refuses pods that could take over their node.

The namespaces of Kubernetes itself need such pods.
Source: https://kubernetes.io/docs/concepts/security/pod-security-admission/.
"""

from __future__ import annotations

from ...authoring import Item, Level, Rule, Severity, Verdicts, must_be_one_of
from ...selectors import NAMESPACE

_STANDARDS = ("baseline", "restricted")
_OF_KUBERNETES = ("kube-node-lease", "kube-public", "kube-system")


def _check(namespace: Item) -> Verdicts:
    standard = namespace.at("metadata.labels")["pod-security.kubernetes.io/enforce"]
    for verdict in must_be_one_of(standard, _STANDARDS):
        if namespace.at("metadata.name").value() not in _OF_KUBERNETES:
            yield verdict


k8s_namespace_pod_security = Rule(
    id="k8s-namespace-pod-security",
    promise="Namespaces enforce a Pod Security Standard, so that nobody starts a pod that can take over its node.",
    fix='Add the label "pod-security.kubernetes.io/enforce": "restricted" (or "baseline") to metadata.labels.',
    severity=Severity.MEDIUM,
    level=Level.ADVISORY,
    looks_at=frozenset({NAMESPACE}),
    check=_check,
)
