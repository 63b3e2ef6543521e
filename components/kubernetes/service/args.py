"""What a service in a cluster is made of, refused where the cluster would refuse it in the middle of a deployment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pulumi

from ...access import SecretRef
from ...component import Transform
from ...compute.args import check_route, check_variables
from ...compute.contract import Target
from ...compute.facts import service_facts
from ...compute.spec import ServiceSpec, check_path
from ...eks.contract import Cluster
from ...eks.pod_identity import Statement
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
        check_fit(self.spec, self.namespace)
        _check_volumes(self.spec, self.volumes)

    @property
    def facts(self) -> dict[str, Any]:
        """What a reader of a plan wants to know first."""
        volumes = {path: f"{volume.size_gib} GiB" for path, volume in self.volumes.items()}
        return {
            **service_facts(self.spec),
            "namespace": self.namespace.namespace_name,
            "secrets": sorted(self.secrets) or None,
            "volumes": volumes or None,
        }

    @property
    def statements(self) -> pulumi.Input[Sequence[Statement]] | None:
        """What its role may do from the start. A service's: nothing, it is granted later."""
        return None

    def complete(self, template: Any) -> Any:
        """Return the template of its pods with what a kind of service adds to it. A service's: as it is."""
        return template


def check_fit(spec: ServiceSpec, namespace: Namespace) -> None:
    """Raise ValueError where the limits of *namespace* would refuse a pod of *spec*."""
    most = namespace.container_limits
    for name, asked, allowed in (("cpu", spec.cpu, most.max_cpu), ("memory", spec.memory, most.max_memory_mib)):
        if asked > allowed:
            raise ValueError(
                f"spec.{name} must be at most {allowed:g}, the most of a container in namespace "
                f"{namespace.namespace_name}, got {asked:g}: ask for less, or raise its container_limits"
            )


def _check_volumes(spec: ServiceSpec, volumes: Mapping[str, Volume]) -> None:
    most = max([spec.scale.max, *(schedule.max for schedule in spec.scale.schedules.values())])
    if volumes and most > 1:
        raise ValueError(f"one node at a time mounts a volume, got up to {most} pods: make scale.max 1, or do without")
    twice = sorted(set(volumes) & set(spec.writable_paths))
    if twice:
        raise ValueError(f"a path is either a volume or a writable path, got both: {', '.join(twice)}")
    for path in volumes:
        check_path(path)
