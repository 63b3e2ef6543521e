"""Programs that make one controller each in a cluster that stands, and what is the same of all of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from components.component import Component
from components.kubernetes.controllers.prometheus import Prometheus, PrometheusArgs
from components.kubernetes.namespace.isolation import policies
from tests.components.compute.conftest import StandInNetwork
from tests.components.eks.making import StandInCluster
from tests.conftest import Made

KEY = "arn:aws:kms:eu-west-1:123456789012:key/metrics"
LOG_KEY = "arn:aws:kms:eu-west-1:123456789012:key/logs"

NAMESPACE = "kubernetes:core/v1:Namespace"
POLICY = "kubernetes:networking.k8s.io/v1:NetworkPolicy"
RELEASE = "kubernetes:helm.sh/v3:Release"
ADDON = "aws:eks/addon:Addon"
ROLE = "aws:iam/role:Role"
ROLE_POLICY = "aws:iam/rolePolicy:RolePolicy"
IDENTITY = "aws:eks/podIdentityAssociation:PodIdentityAssociation"

SYSTEM = {
    "nodeSelector": {"stackwright.dev/nodes": "system"},
    "tolerations": [
        {"key": "CriticalAddonsOnly", "operator": "Equal", "value": "true", "effect": "NoSchedule"},
    ],
}


class Owner(Component):
    """A component of no children, for functions that make them for their caller."""

    def __init__(self, name: str = "owner") -> None:
        super().__init__("stackwright:kubernetes:Owner", name, {}, None)


def closed(prefix: str) -> dict[str, str]:
    """Return the network policies of a namespace, as children: name -> type."""
    return {f"{prefix}-{policy}": POLICY for policy in (*policies(), "allow-controller")}


def ask(cpu: str, memory: str) -> dict[str, Any]:
    """Return what a container asks for and the most memory it gets."""
    return {"requests": {"cpu": cpu, "memory": memory}, "limits": {"memory": memory}}


def called_on(made: Made, policy: str) -> list[int]:
    """Return the ports that others may call in the namespace of *policy*."""
    ways = made[policy].inputs["spec"]["ingress"]
    assert ways[0] == {"from": [{"podSelector": {}}]}
    return [port["port"] for way in ways[1:] for port in way["ports"]]


@pytest.fixture
def make(deploy: Any, scope: Any) -> Callable[..., Made]:
    """Deploy one controller, with what a test gives as its arguments; a function is given the cluster.

    *removal* and *version* are the cluster's.
    """

    def run(
        build: Callable[..., Any],
        args: Callable[..., Any],
        name: str,
        *,
        removal: Any = "retain",
        version: str = "1.35",
        **given: Any,
    ) -> Made:
        def program() -> Any:
            cluster = StandInCluster(removal=removal, kubernetes_version=version)
            more = {key: value(cluster) if callable(value) else value for key, value in given.items()}
            return build(name, args(scope=scope, cluster=cluster, **more))

        return deploy(program)

    return run


@pytest.fixture
def metrics(scope: Any) -> Callable[..., Callable[[StandInCluster], Prometheus]]:
    """Return a function that makes a Prometheus of one mode in a cluster."""

    def of(mode: Any, **changes: Any) -> Callable[[StandInCluster], Prometheus]:
        keys = {"kms_key_arn": KEY, "log_kms_key_arn": LOG_KEY}
        return lambda cluster: Prometheus(
            "prometheus",
            PrometheusArgs(scope=scope, cluster=cluster, network=StandInNetwork(), mode=mode, **{**keys, **changes}),
        )

    return of
