"""TargetGroupBindings and SecurityGroupPolicies: what the controller's webhook refuses, or what would do nothing."""

from __future__ import annotations

from collections.abc import Iterator

from ..manifests import Manifest


def _binding(binding: Manifest) -> Iterator[str]:
    spec = binding["spec"]
    if not {"targetGroupARN", "targetGroupName"} & set(spec):
        yield "spec: needs targetGroupARN or targetGroupName"
    if spec["targetType"] == "ip" and "nodeSelector" in spec:
        yield "spec.nodeSelector: is not allowed where targetType is ip"
    if spec["targetType"] == "instance" and spec.get("iamRoleArnToAssume"):
        yield "spec.targetType: must be ip where a role is assumed"
    if "QUIC" in spec.get("targetGroupProtocol", "") and spec["targetType"] == "instance":
        yield "spec.targetType: must be ip for QUIC"


def _policy(policy: Manifest) -> Iterator[str]:
    # An empty selector selects every pod of the namespace, one that is missing selects none: both are mistakes here.
    selectors = [policy["spec"].get(key) for key in ("podSelector", "serviceAccountSelector")]
    if not any(selectors):
        yield "spec: needs podSelector or serviceAccountSelector, and it must select something"


RULES = {"TargetGroupBinding": (_binding,), "SecurityGroupPolicy": (_policy,)}
