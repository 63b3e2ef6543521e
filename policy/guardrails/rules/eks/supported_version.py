"""A cluster runs a version of Kubernetes that AWS supports at no extra charge, and will for a while.

The version must be named: a cluster that names none starts with AWS's choice and stays there.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from ...authoring import (
    Controls,
    Inventory,
    Level,
    Node,
    Parameter,
    Severity,
    StackRule,
    Verdicts,
    guarded,
    must_be_one_of,
)
from ...tables import rows

_CLUSTER = "aws:eks/cluster:Cluster"


def _check(stack: Inventory, parameters: Mapping[str, Any]) -> Verdicts:
    today = stack.start.today if stack.start else None
    for cluster in stack.of(_CLUSTER):
        yield from guarded(_judge(cluster["version"], parameters, today))


def _judge(version: Node, parameters: Mapping[str, Any], today: date | None) -> Verdicts:
    problems = list(must_be_one_of(version, parameters["versions"]))
    yield from problems
    row = next((row for row in rows("eks_versions") if not problems and row["version"] == version.text()), None)
    if row is None or not row["standard_until"]:
        return
    end = date.fromisoformat(row["standard_until"])
    left = (end - (today or date.fromisoformat(row["as_of"]))).days
    if left < parameters["warnDays"]:
        ended = f"must be raised: its standard support ended on {end:%Y-%m-%d}"
        ending = f"must be raised before its standard support ends on {end:%Y-%m-%d}, in {left} days"
        yield version.problem(ended if left < 0 else ending)


def _supported() -> list[str]:
    """Return the versions whose standard support had not ended on the day the table was made."""
    return [row["version"] for row in rows("eks_versions") if (row["standard_until"] or "9999") > row["as_of"]]


eks_supported_version = StackRule(
    id="eks-supported-version",
    promise="Clusters name a version of Kubernetes that stays in standard support for the time an upgrade takes.",
    fix="Raise version by one minor version at a time, the control plane first, then add-ons and nodes.",
    severity=Severity.HIGH,
    level=Level.ADVISORY,
    controls=Controls(fsbp=("EKS.2",), checkov=("CKV_AWS_339",)),
    parameters={
        "versions": Parameter(
            says="Versions of Kubernetes that a cluster may run.",
            default=_supported(),
            schema={"type": "array", "items": {"type": "string", "pattern": "^1\\.[0-9]+$"}, "minItems": 1},
        ),
        "warnDays": Parameter(
            says="Days before the end of standard support from which a version is a finding.",
            default=90,
            schema={"type": "integer", "minimum": 0},
        ),
    },
    looks_at=frozenset({_CLUSTER}),
    check=_check,
)
