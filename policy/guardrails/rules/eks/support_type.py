"""A cluster in production is hard to delete, and others do not slip into the support that costs more.

Source: https://docs.aws.amazon.com/eks/latest/userguide/view-support-type.html.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...authoring import Item, Level, Parameter, Rule, Severity, Verdicts, must_be


def _check(cluster: Item, parameters: Mapping[str, Any]) -> Verdicts:
    if parameters["standardSupport"]:
        yield from must_be(cluster.at("upgradePolicy.supportType"), "STANDARD")
    if parameters["deletionProtection"]:
        yield from must_be(cluster["deletionProtection"], True)


eks_support_type = Rule(
    id="eks-support-type",
    promise="Clusters in production are protected from deletion, and other clusters never enter extended support.",
    fix='Set deletion_protection=True in production, and upgrade_policy={"support_type": "STANDARD"} elsewhere: AWS'
    " then upgrades the cluster when standard support ends.",
    severity=Severity.LOW,
    level=Level.ADVISORY,
    parameters={
        "standardSupport": Parameter(
            says="Whether clusters have to be upgraded when standard support ends.",
            default=False,
            by_profile={"development": True, "ephemeral": True},
            schema={"type": "boolean"},
        ),
        "deletionProtection": Parameter(
            says="Whether clusters have to be protected from deletion.",
            default=True,
            by_profile={"development": False, "ephemeral": False},
            schema={"type": "boolean"},
        ),
    },
    looks_at=frozenset({"aws:eks/cluster:Cluster"}),
    check=_check,
)
