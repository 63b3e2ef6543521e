"""Neighbours of a service in a cluster: a namespace, and the service itself with what a test changes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pulumi_aws as aws
import pytest

from components.component import Component
from components.compute.spec import Image, Scale, ServiceSpec
from components.kubernetes.namespace.namespace import Namespace, NamespaceArgs
from components.kubernetes.service.args import KubernetesServiceArgs
from components.kubernetes.service.kubernetes_service import KubernetesService
from components.scope import Scope
from tests.components.compute.conftest import REPOSITORY, StandInNetwork, StandInTarget
from tests.components.eks.making import StandInCluster


class Owner(Component):
    """What builders make children of."""

    def __init__(self, name: str = "orders") -> None:
        super().__init__("stackwright:kubernetes:Owner", name, {}, None)


@dataclass
class Making:
    """What tests build services from, inside the program that they deploy."""

    scope: Scope
    _namespaces: dict[str, Namespace] = field(default_factory=dict)
    _cluster: StandInCluster | None = None

    @property
    def cluster(self) -> StandInCluster:
        if self._cluster is None:
            self._cluster = StandInCluster()
        return self._cluster

    def namespace(self, name: str = "core-api") -> Namespace:
        if name not in self._namespaces:
            self._namespaces[name] = Namespace(name, NamespaceArgs(scope=self.scope, cluster=self.cluster))
        return self._namespaces[name]

    def owner(self) -> tuple[Owner, Scope, StandInCluster, Namespace]:
        """Return what most builders take first."""
        return Owner(), self.scope, self.cluster, self.namespace()

    def spec(self, **changes: Any) -> ServiceSpec:
        basis = {
            "cpu": 0.25,
            "memory": 512,
            "port": 8080,
            "image": Image(repository="orders", tag="v1"),
            "scale": Scale(min=2, max=6),
        }
        return ServiceSpec(**{**basis, **changes})

    def target(self) -> StandInTarget:
        return StandInTarget(rule=aws.sns.Topic("listener-rule"))

    def args(self, spec: ServiceSpec | None = None, *, namespace: str = "core-api", **changes: Any) -> Any:
        basis = {
            "scope": self.scope,
            "cluster": self.cluster,
            "network": StandInNetwork(),
            "namespace": self.namespace(namespace),
            "spec": spec or self.spec(),
            "repository_url": REPOSITORY,
        }
        return KubernetesServiceArgs(**{**basis, **changes})

    def service(self, name: str = "orders", spec: ServiceSpec | None = None, **changes: Any) -> KubernetesService:
        return KubernetesService(name, self.args(spec, **changes))


@pytest.fixture
def making(scope: Scope) -> Making:
    return Making(scope)


@pytest.fixture
def orders(deploy: Callable[..., Any], making: Making) -> Callable[..., Any]:
    """Deploy the service `orders` with what the test changes in its spec."""
    return lambda **changes: deploy(lambda: making.service(spec=making.spec(**changes)))
