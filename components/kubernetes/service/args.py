"""What a service in a cluster is made of, refused where the cluster would refuse it in the middle of a deployment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pulumi

from ...access import SecretRef
from ...component import Transform
from ...compute.args import check_route, check_variables
from ...compute.contract import Target
from ...compute.spec import ServiceSpec, check_path
from ...eks.contract import Cluster
from ...network.contract import Network
from ...schedule.hours import WorkingHours
from ...scope import Scope
from ..namespace.namespace import Namespace
from ..scaling.queue import QueueDepth
from ..volumes import Volume
from .ingress import Ingress


@dataclass(frozen=True, kw_only=True)
class KubernetesServiceArgs:
    """What a `KubernetesService` is made of."""

    scope: Scope
    """Where the service lives."""

    cluster: Cluster
    """Cluster it runs in."""

    network: Network
    """Network that the cluster is in."""

    namespace: Namespace
    """Namespace it runs in."""

    spec: ServiceSpec
    """What it is."""

    repository_url: pulumi.Input[str]
    """Registry URL of the image's repository, without tag."""

    environment: Mapping[str, pulumi.Input[str]] = field(default_factory=dict)
    """Environment variable -> value known only once other resources exist. Default: those of `spec` alone."""

    secrets: Mapping[str, SecretRef] = field(default_factory=dict)
    """Environment variable -> secret it is filled from; a changed value restarts the service.
    Default: none, and no right to read any."""

    target: Target | None = None
    """Route of a load balancer that sends it requests. Default: none, it is reached by name from other services."""

    ingress: Ingress | None = None
    """A load balancer of its own. Default: none."""

    volumes: Mapping[str, Volume] = field(default_factory=dict)
    """Path -> disk that outlives its one pod. Default: none."""

    off_hours: WorkingHours | None = None
    """When it runs at all. Default: always."""

    queue: QueueDepth | None = None
    """Queue whose length scales it. Default: none."""

    after: tuple[pulumi.Resource, ...] = ()
    """Services it calls. Default: none but those whose `connection` is in `environment`."""

    controllers_ready: tuple[pulumi.Resource, ...] = ()
    """What acts on its objects: traffic, secrets, scaling. They come before it and outlive it. Default: none."""

    nodes_ready: tuple[pulumi.Resource, ...] = ()
    """Node pools: its pods come after them, and are gone before they go. Default: none."""

    transform: Transform = field(default_factory=dict)
    """Changes to children by role, see `Component`. Default: none."""

    def __post_init__(self) -> None:
        check_route(self.spec, self.target)
        check_variables(self.spec.environment, self.environment, self.secrets)
        if self.ingress is not None and self.spec.port is None:
            raise ValueError("an ingress needs a port to send requests to: give spec.port")
        _check_volumes(self.spec, self.volumes)


def _check_volumes(spec: ServiceSpec, volumes: Mapping[str, Volume]) -> None:
    most = max([spec.scale.max, *(schedule.max for schedule in spec.scale.schedules.values())])
    if volumes and most > 1:
        raise ValueError(f"one node at a time mounts a volume, got up to {most} pods: make scale.max 1, or do without")
    twice = sorted(set(volumes) & set(spec.writable_paths))
    if twice:
        raise ValueError(f"a path is either a volume or a writable path, got both: {', '.join(twice)}")
    for path in volumes:
        check_path(path)
