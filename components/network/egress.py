"""The way out that every service has: HTTPS to anywhere, and nothing else unless it is granted."""

from __future__ import annotations

import pulumi
import pulumi_aws as aws

from ..component import Component
from ..scope import Scope
from .contract import Network
from .tagging import child_tags

_HTTPS = 443


def allow_https_out(owner: Component, scope: Scope, network: Network, security_group_id: pulumi.Input[str]) -> None:
    """Let the security group's members open HTTPS connections to anywhere, as children of *owner*.

    The rules are named `{owner}-egress-https` and, where the network has IPv6, `{owner}-egress-https-ipv6`.
    """
    name = f"{owner.logical_name}-egress-https"
    _rule(owner, scope, name, security_group_id, cidr_ipv4="0.0.0.0/0")
    if network.ipv6:
        _rule(owner, scope, f"{name}-ipv6", security_group_id, cidr_ipv6="::/0")


def _rule(owner: Component, scope: Scope, name: str, security_group_id: pulumi.Input[str], **destination: str) -> None:
    aws.vpc.SecurityGroupEgressRule(
        name,
        security_group_id=security_group_id,
        ip_protocol="tcp",
        from_port=_HTTPS,
        to_port=_HTTPS,
        description=f"{owner.logical_name} to anywhere over HTTPS",
        tags=child_tags(scope, name),
        opts=owner.child(),
        **destination,
    )
