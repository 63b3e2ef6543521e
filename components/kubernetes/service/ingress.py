"""A load balancer of a service's own, by choice: TLS alone, open to whom it names, made by the cluster's controller."""

from __future__ import annotations

import ipaddress
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args

import pulumi
import pulumi_aws as aws
import pulumi_kubernetes as kubernetes

from ...component import Component
from ...compute.spec import HealthCheck
from ...eks.contract import Cluster
from ...load_balancer.listeners import TLS_POLICY
from ...network.contract import Network
from ...scope import Scope
from ..labels import metadata

Scheme = Literal["internal", "internet-facing"]
"""Which subnets the balancer is in: the private ones, or the public ones."""

_HTTPS = 443
_HOST = re.compile(r"([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}")


@dataclass(frozen=True, kw_only=True)
class Ingress:
    """A load balancer of a service's own, beside or instead of the platform's."""

    host: str
    """Name it answers to, for instance `orders.acme.example`; the certificate covers it."""

    certificate_arn: pulumi.Input[str]
    """Certificate of ACM for that name."""

    paths: tuple[str, ...] = ("/",)
    """Beginnings of the paths that it sends on. Default: every path."""

    scheme: Scheme = "internal"
    """`internal` is reached from the VPC and what is connected to it. Default: internal."""

    sources: tuple[str, ...] = ()
    """IPv4 ranges that may connect. Default: the VPC's own."""

    def __post_init__(self) -> None:
        if not _HOST.fullmatch(self.host):
            raise ValueError(f"an ingress host must be a whole name such as 'orders.acme.example', got {self.host!r}")
        if not self.paths or not all(path.startswith("/") for path in self.paths):
            raise ValueError(f"ingress paths must start with '/', at least one, got {list(self.paths)}")
        if self.scheme not in get_args(Scheme):
            raise ValueError(f"ingress scheme must be {' or '.join(map(repr, get_args(Scheme)))}, got {self.scheme!r}")
        if self.scheme == "internet-facing" and not self.sources:
            raise ValueError("an internet-facing ingress must say who may connect: give sources, '0.0.0.0/0' is all")
        for source in self.sources:
            _check_range(source)


def _check_range(source: str) -> None:
    try:
        ipaddress.IPv4Network(source)
    except ValueError as error:
        raise ValueError(f"ingress sources must be IPv4 ranges such as '10.0.0.0/8', got {source!r}: {error}") from None


@dataclass(frozen=True, kw_only=True)
class Balancer:
    """The balancer of an ingress, as the service that it sends requests to lets it in."""

    logical_name: str
    """Name that the rules about it end in."""

    security_group_id: pulumi.Output[str]
    """Security group that the controller gives it."""


def ingress(
    owner: Component,
    scope: Scope,
    cluster: Cluster,
    network: Network,
    namespace: str,
    wanted: Ingress,
    *,
    port: int,
    health: HealthCheck,
    wait: bool,
    depends_on: Sequence[pulumi.Resource],
) -> Balancer:
    """Create `{owner}-ingress` and the security group of the balancer that the controller makes of it.

    The group is `{owner}-balancer-security-group`, its rules `{owner}-balancer-https-{range}`. The rules of both sides
    are the program's, so the controller is told to make none. Return whom the service has to let in.
    """
    name = owner.logical_name
    group = aws.ec2.SecurityGroup(
        f"{name}-balancer-security-group",
        description=f"Load balancer of {scope.physical_name(name)}",
        vpc_id=network.vpc_id,
        tags=scope.tags(scope.physical_name(name, "balancer", "security-group")),
        opts=owner.child(),
    )
    for source in wanted.sources or (network.cidr_block,):
        _admit(owner, scope, group, source)
    kubernetes.networking.v1.Ingress(
        f"{name}-ingress",
        metadata=_metadata(scope, name, namespace, told_of(scope, name, network, wanted, group.id, health), wait),
        spec=ingress_spec(name, wanted, port),
        opts=owner.child(provider=cluster.provider, depends_on=list(depends_on)),
    )
    return Balancer(logical_name="own-balancer", security_group_id=group.id)


def told_of(
    scope: Scope,
    name: str,
    network: Network,
    wanted: Ingress,
    security_group_id: pulumi.Input[str],
    health: HealthCheck,
) -> dict[str, pulumi.Input[str]]:
    """Return the annotations that describe the balancer to the controller.

    Source: AWS Load Balancer Controller, "Ingress annotations".
    """
    subnets = network.private_subnet_ids if wanted.scheme == "internal" else network.public_subnet_ids
    tags = scope.tags(scope.physical_name(name, "ingress"))
    told: dict[str, pulumi.Input[str]] = {
        "scheme": wanted.scheme,
        "target-type": "ip",
        "listen-ports": json.dumps([{"HTTPS": _HTTPS}]),
        "certificate-arn": wanted.certificate_arn,
        "ssl-policy": TLS_POLICY,
        "security-groups": security_group_id,
        "manage-backend-security-group-rules": "false",
        "subnets": pulumi.Output.all(*(subnets[zone] for zone in sorted(subnets))).apply(",".join),
        "healthcheck-path": health.path,
        "healthcheck-interval-seconds": str(health.interval_seconds),
        "healthcheck-timeout-seconds": str(health.timeout_seconds),
        "healthy-threshold-count": str(health.healthy_count),
        "unhealthy-threshold-count": str(health.unhealthy_count),
        "success-codes": "200-399",
        "load-balancer-attributes": "routing.http.drop_invalid_header_fields.enabled=true",
        "tags": ",".join(f"{key}={tags[key]}" for key in sorted(tags)),
    }
    return {f"alb.ingress.kubernetes.io/{key}": value for key, value in told.items()}


def ingress_spec(name: str, wanted: Ingress, port: int) -> Any:
    """Return the spec that sends requests to the Service of *name*."""
    backend = {"service": {"name": name, "port": {"number": port}}}
    paths = [{"path": path, "pathType": "Prefix", "backend": backend} for path in wanted.paths]
    return {"ingressClassName": "alb", "rules": [{"host": wanted.host, "http": {"paths": paths}}]}


def _admit(owner: Component, scope: Scope, group: aws.ec2.SecurityGroup, source: str) -> None:
    key = source.replace(".", "-").replace("/", "-")
    name = f"{owner.logical_name}-balancer-https-{key}"
    aws.vpc.SecurityGroupIngressRule(
        name,
        security_group_id=group.id,
        cidr_ipv4=source,
        ip_protocol="tcp",
        from_port=_HTTPS,
        to_port=_HTTPS,
        description=f"{source} to the load balancer of {owner.logical_name}",
        tags=scope.tags(scope.physical_name(name)),
        opts=owner.child(),
    )


def _metadata(scope: Scope, name: str, namespace: str, told: Mapping[str, pulumi.Input[str]], wait: bool) -> Any:
    # Without pods there is nothing behind it, and nothing to wait for.
    patience = {} if wait else {"pulumi.com/skipAwait": "true"}
    return {**metadata(scope, name, namespace=namespace), "annotations": {**told, **patience}}
