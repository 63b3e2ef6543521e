"""One routed target: a target group that services register in, and the rule that sends requests to it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Protocol

import pulumi
import pulumi_aws as aws

from ..component import Component
from ..network.contract import Network
from ..scope import Scope
from .route import Route, priority_of

_NAME = re.compile(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?")
_CODES = re.compile(r"[2-4]\d\d(-[2-4]\d\d)?(,[2-4]\d\d(-[2-4]\d\d)?)*")
_LONGEST_DEREGISTRATION = 3_600
_HEALTH_LIMITS = {
    "interval_seconds": (5, 300),
    "timeout_seconds": (2, 120),
    "healthy_count": (2, 10),
    "unhealthy_count": (2, 10),
}

# Elastic Load Balancing names have at most 32 characters, of which the automatic ending takes 8.
_LONGEST_AUTONAMED = 24


@dataclass(frozen=True, kw_only=True)
class Target:
    """What a service needs to receive the requests of a route."""

    target_group_arn: pulumi.Output[str]
    """Target group the service registers its addresses in."""

    target_group_arn_suffix: pulumi.Output[str]
    """The target group as CloudWatch names it."""

    load_balancer_arn_suffix: pulumi.Output[str]
    """The load balancer as CloudWatch names it."""

    rule: pulumi.Resource
    """Listener rule: ECS refuses a target group that no listener uses, so a service depends on it."""

    url: pulumi.Output[str]
    """Where the route answers, for instance `https://api.acme.example`."""


class Health(Protocol):
    """How the balancer finds out whether a target is well, in the service's own words."""

    @property
    def path(self) -> str:
        """Path that answers while the service is well."""

    @property
    def interval_seconds(self) -> int:
        """Time between two checks."""

    @property
    def timeout_seconds(self) -> int:
        """Time an answer may take."""

    @property
    def healthy_count(self) -> int:
        """Good answers in a row that make a target healthy."""

    @property
    def unhealthy_count(self) -> int:
        """Bad answers in a row that make a target unhealthy."""


@dataclass(frozen=True, kw_only=True)
class PathHealth:
    """The usual `Health` of a service: one path, asked every 15 seconds."""

    path: str = "/"
    """Path that answers while the service is well. Default: the root."""

    interval_seconds: int = 15
    """Time between two checks. Default: 15 seconds."""

    timeout_seconds: int = 5
    """Time an answer may take. Default: 5 seconds."""

    healthy_count: int = 2
    """Good answers in a row that make a target healthy. Default: two."""

    unhealthy_count: int = 3
    """Bad answers in a row that make a target unhealthy. Default: three."""


@dataclass(frozen=True, kw_only=True)
class TargetSettings:
    """How the balancer speaks to a target. Refuses what AWS would refuse in the middle of a deployment."""

    port: int
    """Port the service listens on."""

    health: Health
    """How the balancer finds out whether the target is well."""

    health_codes: str
    """HTTP codes that mean well, for instance `200-399`."""

    deregistration_seconds: int
    """Time that requests under way have to finish when a target leaves."""

    def __post_init__(self) -> None:
        if not 1 <= self.port <= 65_535:
            raise ValueError(f"port must be 1 to 65535, got {self.port}")
        if not self.health.path.startswith("/"):
            raise ValueError(f"the health path must start with '/', got {self.health.path!r}")
        for field, (lowest, highest) in _HEALTH_LIMITS.items():
            value = getattr(self.health, field)
            if not lowest <= value <= highest:
                raise ValueError(f"health {field} must be {lowest} to {highest}, got {value}")
        if self.health.timeout_seconds >= self.health.interval_seconds:
            raise ValueError(
                f"health timeout_seconds must be below interval_seconds, {self.health.interval_seconds}, "
                f"got {self.health.timeout_seconds}"
            )
        if not _CODES.fullmatch(self.health_codes):
            raise ValueError(
                f"health_codes must be codes of 200 to 499 like '200' or '200-399', got {self.health_codes!r}"
            )
        if not 0 <= self.deregistration_seconds <= _LONGEST_DEREGISTRATION:
            raise ValueError(f"deregistration_seconds must be 0 to 3600, got {self.deregistration_seconds}")


def check_target_name(name: str) -> None:
    """Raise ValueError where *name* cannot be part of a child's name."""
    if not _NAME.fullmatch(name):
        raise ValueError(f"a route's name must be lower-case letters, digits and inner hyphens, got {name!r}")


def target_group(
    owner: Component, scope: Scope, network: Network, name: str, settings: TargetSettings
) -> aws.lb.TargetGroup:
    """Create `{owner}-target-{name}`, which services register their IP addresses in."""
    logical_name = f"{owner.logical_name}-target-{name}"
    return aws.lb.TargetGroup(
        logical_name,
        name_prefix=short_prefix(logical_name, name),
        target_type="ip",
        protocol="HTTP",
        port=settings.port,
        vpc_id=network.vpc_id,
        deregistration_delay=settings.deregistration_seconds,
        health_check=aws.lb.TargetGroupHealthCheckArgs(
            path=settings.health.path,
            matcher=settings.health_codes,
            protocol="HTTP",
            port="traffic-port",
            interval=settings.health.interval_seconds,
            timeout=settings.health.timeout_seconds,
            healthy_threshold=settings.health.healthy_count,
            unhealthy_threshold=settings.health.unhealthy_count,
        ),
        tags=scope.tags(scope.physical_name(logical_name)),
        opts=owner.child(),
    )


def forward(
    owner: Component,
    scope: Scope,
    name: str,
    route: Route,
    *,
    host: str | None,
    listener_arn: pulumi.Input[str],
    target_group_arn: pulumi.Input[str],
) -> aws.lb.ListenerRule:
    """Create `{owner}-route-{name}`: requests of *route*, to *host* where given, go to the target group."""
    logical_name = f"{owner.logical_name}-route-{name}"
    paths = aws.lb.ListenerRuleConditionPathPatternArgs(values=list(route.paths))
    conditions = [aws.lb.ListenerRuleConditionArgs(path_pattern=paths)]
    if host is not None:
        hosts = aws.lb.ListenerRuleConditionHostHeaderArgs(values=[host])
        conditions.insert(0, aws.lb.ListenerRuleConditionArgs(host_header=hosts))
    return aws.lb.ListenerRule(
        logical_name,
        listener_arn=listener_arn,
        priority=priority_of(name, route),
        conditions=conditions,
        actions=[aws.lb.ListenerRuleActionArgs(type="forward", target_group_arn=target_group_arn)],
        tags=scope.tags(scope.physical_name(logical_name)),
        opts=owner.child(),
    )


def short_prefix(logical_name: str, hint: str) -> str | None:
    """Return a name prefix where the automatic name would be refused: too long, or reserved.

    A prefix has at most 6 characters; AWS reserves names that start with `internal-`.
    """
    if len(logical_name) <= _LONGEST_AUTONAMED and not f"{logical_name}-".startswith("internal-"):
        return None
    return f"{hint[:5].rstrip('-')}-"
