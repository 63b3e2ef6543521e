"""Runs services on ECS Fargate: the `Compute` of a stack that asks for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pulumi

from ..access import Connection
from ..ecr_repository import EcrRepository
from ..network.contract import Network
from ..observability.spec import Watched
from ..scope import Scope
from .contract import Target
from .ecs_cluster import EcsCluster
from .fargate_service import FargateService, FargateServiceArgs
from .images import repository_of
from .spec import ServiceSpec


@dataclass(frozen=True, kw_only=True)
class FargateCompute:
    """What all Fargate services of a stack have in common."""

    scope: Scope
    """Where the services live."""

    cluster: EcsCluster
    """Cluster they run in."""

    network: Network
    """Network they run in."""

    images: Mapping[str, EcrRepository]
    """Name in `ServiceSpec.image` -> repository."""

    log_kms_key_arn: pulumi.Input[str]
    """Key that encrypts their logs."""

    log_days: int
    """Days their logs are kept."""

    def run(
        self,
        name: str,
        spec: ServiceSpec,
        *,
        target: Target | None,
        connection: Connection,
        after: tuple[pulumi.Resource, ...],
    ) -> FargateService:
        """Run *spec* as a Fargate service. Raises ValueError where its image repository is not among `images`."""
        image = repository_of(name, spec, self.images)
        args = FargateServiceArgs(
            scope=self.scope,
            cluster=self.cluster,
            network=self.network,
            spec=spec,
            repository_url=image.repository_url,
            repository_arn=image.repository_arn,
            log_kms_key_arn=self.log_kms_key_arn,
            log_days=self.log_days,
            environment=connection.environment,
            secrets=connection.secrets,
            target=target,
            after=after,
        )
        return FargateService(name, args)

    @property
    def watched(self) -> tuple[Watched, ...]:
        """Nothing: AWS runs what tasks run on."""
        return ()

    @property
    def commands(self) -> Mapping[str, Mapping[str, pulumi.Output[str]]]:
        """None: nobody logs in to what tasks run on."""
        return {}
