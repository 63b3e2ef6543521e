"""What a Fargate service is made of, refused where Fargate would refuse it in the middle of a deployment."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

import pulumi

from ..access import SecretRef
from ..component import Transform
from ..log_retention import check_retention
from ..network.contract import Network
from ..scope import Scope
from .contract import Target
from .ecs_cluster import EcsCluster
from .sizes import check_size
from .spec import ServiceSpec, check_variable

# Source: AWS ECS Developer Guide, "Task definition parameters for Fargate", stopTimeout and ephemeralStorage.
_LONGEST_STOP = 120
_EPHEMERAL_GIB = (21, 200)


@dataclass(frozen=True, kw_only=True)
class FargateServiceArgs:
    """What a `FargateService` is made of."""

    scope: Scope
    """Where the service lives."""

    cluster: EcsCluster
    """Cluster it runs in."""

    network: Network
    """Network whose private subnets it runs in."""

    spec: ServiceSpec
    """What it is."""

    repository_url: pulumi.Input[str]
    """Registry URL of the image's repository, without tag."""

    repository_arn: pulumi.Input[str]
    """ARN of the image's repository: the only one it may pull from."""

    log_kms_key_arn: pulumi.Input[str]
    """Key that encrypts its log; the key's policy must let CloudWatch Logs use it."""

    log_days: int = 30
    """Days its log is kept. Default: 30."""

    environment: Mapping[str, pulumi.Input[str]] = field(default_factory=dict)
    """Environment variable -> value known only once other resources exist. Default: those of `spec` alone."""

    secrets: Mapping[str, SecretRef] = field(default_factory=dict)
    """Environment variable -> secret it is filled from when a task starts; a rotation restarts the service.
    Default: none, and no right to read any."""

    target: Target | None = None
    """Route of a load balancer that sends it requests. Default: none, it is reached by name from other services."""

    after: tuple[pulumi.Resource, ...] = ()
    """Services it calls: a task knows only the names that existed when it started. Default: none but those
    whose `connection` is in `environment`."""

    transform: Transform = field(default_factory=dict)
    """Changes to children by role, see `Component`. Default: none."""

    def __post_init__(self) -> None:
        check_size(self.spec.cpu, self.spec.memory)
        check_retention(self.log_days)
        _check_limits(self.spec)
        check_route(self.spec, self.target)
        check_variables(self.spec.environment, self.environment, self.secrets)


def check_route(spec: ServiceSpec, target: Target | None) -> None:
    """Raise ValueError where *target* has no port to send to, or is missing though its requests scale the service."""
    if target is not None and spec.port is None:
        raise ValueError("a target needs a port to send requests to: give spec.port")
    if target is None and spec.scale.requests_per_target is not None:
        raise ValueError(
            "requests_per_target counts a load balancer's requests: give a target, or scale on CPU or memory"
        )


def check_variables(*sources: Mapping[str, object]) -> None:
    """Raise ValueError where a name in *sources* is no environment variable, or is in two of them."""
    names = Counter(name for source in sources for name in source)
    for name in names:
        check_variable(name)
    twice = ", ".join(sorted(name for name, count in names.items() if count > 1))
    if twice:
        raise ValueError(f"given more than once among spec.environment, environment and secrets: {twice}")


def _check_limits(spec: ServiceSpec) -> None:
    if spec.stop_timeout_seconds > _LONGEST_STOP:
        raise ValueError(f"stop_timeout_seconds must be at most {_LONGEST_STOP}, got {spec.stop_timeout_seconds}")
    low, high = _EPHEMERAL_GIB
    if spec.ephemeral_gib is not None and not low <= spec.ephemeral_gib <= high:
        raise ValueError(
            f"ephemeral_gib must be {low} to {high}, got {spec.ephemeral_gib}: leave it out for Fargate's own 20"
        )
