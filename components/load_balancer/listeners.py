"""Where a load balancer may be reached: its security group, its listeners and its DNS records."""

from __future__ import annotations

import pulumi_aws as aws

from ..component import Component
from ..network.contract import Network
from ..scope import Scope
from .certificate import Domain, ValidCertificate

# TLS 1.3 and 1.2 with forward secrecy and authenticated encryption only; post-quantum key exchange for clients that
# have it. Source: Elastic Load Balancing, "Security policies for your Application Load Balancer", which recommends it.
TLS_POLICY = "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09"

_WORLD, _WORLD_IPV6 = "0.0.0.0/0", "::/0"
_PUBLIC_PORTS = {"http": 80, "https": 443}


def security_group(owner: Component, scope: Scope, network: Network, *, internal: bool) -> aws.ec2.SecurityGroup:
    """Create the balancer's security group. It lets nothing out: each service opens its own port."""
    name = f"{owner.logical_name}-security-group"
    group = aws.ec2.SecurityGroup(
        name,
        description=f"Load balancer {owner.logical_name}",
        vpc_id=network.vpc_id,
        tags=scope.tags(scope.physical_name(name)),
        opts=owner.child(),
    )
    if internal:
        _admit(owner, scope, group, "http", 80, cidr_ipv4=network.cidr_block)
        return group
    for protocol, port in _PUBLIC_PORTS.items():
        _admit(owner, scope, group, protocol, port, cidr_ipv4=_WORLD)
        if network.ipv6:
            _admit(owner, scope, group, f"{protocol}-ipv6", port, cidr_ipv6=_WORLD_IPV6)
    return group


def plain_listener(owner: Component, scope: Scope, balancer: aws.lb.LoadBalancer) -> aws.lb.Listener:
    """Create the live listener of an internal balancer: HTTP, and 404 for what no route takes."""
    name = f"{owner.logical_name}-http"
    return aws.lb.Listener(
        name,
        load_balancer_arn=balancer.arn,
        port=80,
        protocol="HTTP",
        default_actions=[_not_found()],
        tags=scope.tags(scope.physical_name(name)),
        opts=owner.child(),
    )


def tls_listener(
    owner: Component, scope: Scope, balancer: aws.lb.LoadBalancer, certificate: ValidCertificate
) -> aws.lb.Listener:
    """Create the live listener of a public balancer: HTTPS, 404 for what no route takes, and HTTP that redirects."""
    redirect = f"{owner.logical_name}-http"
    to_https = aws.lb.ListenerDefaultActionRedirectArgs(protocol="HTTPS", port="443", status_code="HTTP_301")
    aws.lb.Listener(
        redirect,
        load_balancer_arn=balancer.arn,
        port=80,
        protocol="HTTP",
        default_actions=[aws.lb.ListenerDefaultActionArgs(type="redirect", redirect=to_https)],
        tags=scope.tags(scope.physical_name(redirect)),
        opts=owner.child(),
    )
    name = f"{owner.logical_name}-https"
    return aws.lb.Listener(
        name,
        load_balancer_arn=balancer.arn,
        port=443,
        protocol="HTTPS",
        ssl_policy=TLS_POLICY,
        certificate_arn=certificate.arn,
        default_actions=[_not_found()],
        tags=scope.tags(scope.physical_name(name)),
        opts=owner.child(),
    )


def point_dns(owner: Component, domain: Domain, host: str, balancer: aws.lb.LoadBalancer, *, ipv6: bool) -> None:
    """Create `{owner}-dns-{host}`, the alias record of *host*, and `{owner}-dns6-{host}` where *ipv6*."""
    records = {"dns": "A", "dns6": "AAAA"} if ipv6 else {"dns": "A"}
    for role, record_type in records.items():
        aws.route53.Record(
            f"{owner.logical_name}-{role}-{host}",
            zone_id=domain.hosted_zone_id,
            name=domain.full_name(host),
            type=record_type,
            aliases=[
                aws.route53.RecordAliasArgs(
                    name=balancer.dns_name, zone_id=balancer.zone_id, evaluate_target_health=True
                )
            ],
            opts=owner.child(),
        )


def _not_found() -> aws.lb.ListenerDefaultActionArgs:
    response = aws.lb.ListenerDefaultActionFixedResponseArgs(
        content_type="text/plain", message_body="Not found", status_code="404"
    )
    return aws.lb.ListenerDefaultActionArgs(type="fixed-response", fixed_response=response)


def _admit(
    owner: Component,
    scope: Scope,
    group: aws.ec2.SecurityGroup,
    role: str,
    port: int,
    *,
    cidr_ipv4: str | None = None,
    cidr_ipv6: str | None = None,
) -> None:
    name = f"{owner.logical_name}-ingress-{role}"
    aws.vpc.SecurityGroupIngressRule(
        name,
        security_group_id=group.id,
        cidr_ipv4=cidr_ipv4,
        cidr_ipv6=cidr_ipv6,
        ip_protocol="tcp",
        from_port=port,
        to_port=port,
        description=f"{cidr_ipv4 or cidr_ipv6} to {owner.logical_name} on {port}",
        tags=scope.tags(scope.physical_name(name)),
        opts=owner.child(),
    )
