"""Runs services on EKS: the `Compute` of a stack that asks for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pulumi

from ..access import Connection
from ..compute.contract import Target
from ..compute.images import repository_of
from ..compute.spec import ServiceSpec
from ..ecr_repository import EcrRepository
from ..network.contract import Network
from ..observability.spec import Watched
from ..schedule.hours import WorkingHours
from ..scope import Scope
from .namespace.namespace import Namespace
from .platform import EksPlatform
from .service.args import KubernetesServiceArgs
from .service.kubernetes_service import KubernetesService


@dataclass(frozen=True, kw_only=True)
class EksCompute:
    """What all services of a stack that run on EKS have in common."""

    scope: Scope
    """Where the services live."""

    platform: EksPlatform
    """Cluster they run in, and what it takes to run them."""

    network: Network
    """Network they run in."""

    images: Mapping[str, EcrRepository]
    """Name in `ServiceSpec.image` -> repository."""

    namespaces: Mapping[str, Namespace]
    """Service -> namespace it runs in."""

    off_hours: WorkingHours | None = None
    """When they run at all. Default: always."""

    def run(
        self,
        name: str,
        spec: ServiceSpec,
        *,
        target: Target | None,
        connection: Connection,
        after: tuple[pulumi.Resource, ...],
    ) -> KubernetesService:
        """Run *spec* in the cluster. Raises ValueError where its image repository is not among `images`, or *name* has
        no namespace.
        """
        image = repository_of(name, spec, self.images)
        namespace = self.namespaces.get(name)
        if namespace is None:
            known = ", ".join(sorted(self.namespaces)) or "none"
            raise ValueError(f"service {name!r}: no namespace to run in; there is one for: {known}")
        collector = self.platform.collector
        told = {} if collector is None else collector.connection.environment
        args = KubernetesServiceArgs(
            scope=self.scope,
            cluster=self.platform.cluster,
            network=self.network,
            namespace=namespace,
            spec=spec,
            repository_url=image.repository_url,
            environment={**told, **connection.environment},
            secrets=connection.secrets,
            target=target,
            off_hours=self.off_hours,
            after=after,
            nodes_ready=self.platform.nodes_ready,
        )
        service = KubernetesService(name, args)
        if collector is not None:
            collector.allow_from(service)
        return service

    @property
    def watched(self) -> tuple[Watched, ...]:
        """The cluster, what starts its nodes, and its tools."""
        return self.platform.watched

    @property
    def commands(self) -> Mapping[str, Mapping[str, pulumi.Output[str]]]:
        """`cluster`, or the name of a tool -> purpose -> command that reaches it."""
        return self.platform.commands
