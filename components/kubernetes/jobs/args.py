"""What jobs are made of, refused where the cluster would refuse it in the middle of a deployment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pulumi

from ...access import SecretRef
from ...component import Transform
from ...compute.args import check_variables
from ...compute.cron import check_cron, check_timezone
from ...eks.contract import Cluster
from ...network.contract import Network
from ...scope import Scope
from ..namespace.namespace import Namespace
from ..service.args import check_fit
from .spec import JobSpec


@dataclass(frozen=True, kw_only=True)
class KubernetesJobArgs:
    """What a `KubernetesJob` is made of."""

    scope: Scope
    """Where the job lives."""

    cluster: Cluster
    """Cluster it runs in."""

    network: Network
    """Network that the cluster is in."""

    namespace: Namespace
    """Namespace it runs in."""

    spec: JobSpec
    """What it is."""

    repository_url: pulumi.Input[str]
    """Registry URL of the image's repository, without tag."""

    environment: Mapping[str, pulumi.Input[str]] = field(default_factory=dict)
    """Environment variable -> value known only once other resources exist. Default: those of `spec` alone."""

    secrets: Mapping[str, SecretRef] = field(default_factory=dict)
    """Environment variable -> secret it is filled from. Default: none, and no right to read any."""

    after: tuple[pulumi.Resource, ...] = ()
    """What it uses, for instance a database or a secret: whole, with all that is granted to the job there.
    Default: what lets it in, and whatever its `environment` and `secrets` are made of."""

    controllers_ready: tuple[pulumi.Resource, ...] = ()
    """What acts on its objects: secrets. They come before it and outlive it. Default: none."""

    nodes_ready: tuple[pulumi.Resource, ...] = ()
    """Node pools: its pods come after them, and are gone before they go. Default: none."""

    transform: Transform = field(default_factory=dict)
    """Changes to children by role, see `Component`. Default: none."""

    def __post_init__(self) -> None:
        check_variables(self.spec.environment, self.environment, self.secrets)
        check_fit(self.spec.pod, self.namespace)


@dataclass(frozen=True, kw_only=True)
class KubernetesCronJobArgs(KubernetesJobArgs):
    """What a `KubernetesCronJob` is made of."""

    schedule: str
    """When it runs: five fields as in crontab, weekdays by name, for instance `0 3 * * MON-FRI`."""

    timezone: str = "UTC"
    """Time zone of `schedule`, for instance `Europe/Berlin`. Default: UTC, which knows no summer time."""

    start_within_seconds: int = 300
    """How late a run may start; later, it is left out. Default: five minutes."""

    def __post_init__(self) -> None:
        super().__post_init__()
        check_cron(self.schedule)
        check_timezone(self.timezone)
        # Source: Kubernetes documentation, "CronJob": the controller looks every 10 seconds.
        if self.start_within_seconds < 10:
            raise ValueError(
                f"start_within_seconds must be at least 10, got {self.start_within_seconds}: "
                "the cluster looks every 10 seconds, and would leave runs out"
            )
