"""What happens at a cluster's API is logged."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...authoring import Controls, Item, Level, Parameter, Rule, Severity, Verdicts
from ...quantifiers import contains


def _check(cluster: Item, parameters: Mapping[str, Any]) -> Verdicts:
    types = cluster["enabledClusterLogTypes"]
    missing = [one for one in parameters["types"] if not contains(types, (one,))]
    if missing:
        yield types.problem(f"must contain {' and '.join(missing)}")


eks_control_plane_logs = Rule(
    id="eks-control-plane-logs",
    promise="Clusters log who did what at their API.",
    fix='Set enabled_cluster_log_types=["api", "audit", "authenticator"].',
    severity=Severity.MEDIUM,
    level=Level.ADVISORY,
    controls=Controls(fsbp=("EKS.8",), checkov=("CKV_AWS_37",)),
    parameters={
        "types": Parameter(
            says="Types of control plane logs that have to be on.",
            default=["api", "audit", "authenticator"],
            schema={
                "type": "array",
                "items": {"enum": ["api", "audit", "authenticator", "controllerManager", "scheduler"]},
                "uniqueItems": True,
            },
        )
    },
    looks_at=frozenset({"aws:eks/cluster:Cluster"}),
    check=_check,
)
