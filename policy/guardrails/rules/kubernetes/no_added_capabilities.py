"""Containers ask for no Linux capability that is worth an attack."""

from __future__ import annotations

import functools
from collections.abc import Collection, Mapping
from typing import Any

from ...authoring import Controls, Item, Level, Node, Parameter, Rule, Severity, Verdicts, each
from ...kubernetes import PATCHES, WORKLOADS, Container, each_container, word


def _check(workload: Item, parameters: Mapping[str, Any]) -> Verdicts:
    yield from each_container(workload, functools.partial(_judge, frozenset(parameters["allowed"])))


def _judge(allowed: Collection[str], container: Container) -> Verdicts:
    added = container.security("capabilities")["add"].items()
    yield from each(added, functools.partial(_allowed, allowed))


def _allowed(allowed: Collection[str], capability: Node) -> Verdicts:
    if capability.text().removeprefix("CAP_") not in allowed:
        yield capability.problem(f"must be one of {', '.join(sorted(allowed)) or 'none'}", mark=word(capability))


k8s_no_added_capabilities = Rule(
    id="k8s-no-added-capabilities",
    promise="Containers ask for no Linux capability beyond binding to low ports.",
    fix="Remove the capability from capabilities.add, and let the program do without it: listen on a port above 1023,"
    " leave changes of the node to the node.",
    severity=Severity.HIGH,
    level=Level.MANDATORY,
    controls=Controls(checkov=("CKV_K8S_25", "CKV_K8S_39")),
    parameters={
        "allowed": Parameter(
            says="Capabilities that a container may ask for, without CAP_.",
            default=["NET_BIND_SERVICE"],
            schema={"type": "array", "items": {"type": "string", "pattern": "^[A-Z_]+$"}, "uniqueItems": True},
        )
    },
    looks_at=WORKLOADS | PATCHES,
    check=_check,
)
