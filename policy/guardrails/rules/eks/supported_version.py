"""A cluster runs a version of Kubernetes that AWS supports at no extra charge.

The version must be named: a cluster that names none starts with AWS's choice and stays there.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...authoring import Controls, Item, Level, Parameter, Rule, Severity, Verdicts, must_be_one_of
from ...tables import rows


def _check(cluster: Item, parameters: Mapping[str, Any]) -> Verdicts:
    yield from must_be_one_of(cluster["version"], parameters["versions"])


def _supported() -> list[str]:
    """Return the versions whose standard support had not ended on the day the table was made."""
    return [row["version"] for row in rows("eks_versions") if (row["standard_until"] or "9999") > row["as_of"]]


eks_supported_version = Rule(
    id="eks-supported-version",
    promise="Clusters name a version of Kubernetes that is in standard support.",
    fix="Raise version by one minor version at a time, the control plane first, then add-ons and nodes.",
    severity=Severity.HIGH,
    level=Level.ADVISORY,
    controls=Controls(fsbp=("EKS.2",), checkov=("CKV_AWS_339",)),
    parameters={
        "versions": Parameter(
            says="Versions of Kubernetes that a cluster may run.",
            default=_supported(),
            schema={"type": "array", "items": {"type": "string", "pattern": "^1\\.[0-9]+$"}, "minItems": 1},
        )
    },
    looks_at=frozenset({"aws:eks/cluster:Cluster"}),
    check=_check,
)
