"""Containers ask for no Linux capability that leads to their node.

The Pod Security Standard `baseline` allows those that a container has anyway where it drops none: who drops all of them
and asks for some of these back has fewer than who says nothing.
Source: https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline.
"""

from __future__ import annotations

import functools
from collections.abc import Collection, Mapping
from typing import Any

from ...authoring import Controls, Item, Level, Node, Parameter, Rule, Severity, Verdicts, each
from ...kubernetes import PATCHES, WORKLOADS, Container, each_container, word
from ...tables import rows


def _check(workload: Item, parameters: Mapping[str, Any]) -> Verdicts:
    yield from each_container(workload, functools.partial(_judge, frozenset(parameters["allowed"])))


def _judge(allowed: Collection[str], container: Container) -> Verdicts:
    added = container.security("capabilities")["add"].items()
    yield from each(added, functools.partial(_allowed, allowed))


def _allowed(allowed: Collection[str], capability: Node) -> Verdicts:
    if capability.text().removeprefix("CAP_") not in allowed:
        yield capability.problem('must be one that the parameter "allowed" names', mark=word(capability))


def _baseline() -> list[str]:
    """Return the capabilities that the Pod Security Standard `baseline` allows."""
    return [row["capability"] for row in rows("kubernetes_baseline_capabilities")]


k8s_no_added_capabilities = Rule(
    id="k8s-no-added-capabilities",
    promise="Containers ask for no Linux capability that goes beyond what every container may have.",
    fix='Remove it from "add" in the capabilities of the security_context. What changes the node, its network or other'
    " processes is best left to an agent with an exception of its own.",
    severity=Severity.HIGH,
    level=Level.MANDATORY,
    controls=Controls(checkov=("CKV_K8S_25", "CKV_K8S_39")),
    parameters={
        "allowed": Parameter(
            says="Capabilities that a container may ask for, without CAP_.",
            default=_baseline(),
            schema={"type": "array", "items": {"type": "string", "pattern": "^[A-Z_]+$"}, "uniqueItems": True},
        )
    },
    looks_at=WORKLOADS | PATCHES,
    check=_check,
)
