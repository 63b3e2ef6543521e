"""Private ways to AWS services: free gateways for S3 and DynamoDB always, interface endpoints by choice."""

from __future__ import annotations

import pulumi_aws as aws

from ..component import Component
from .args import VpcArgs
from .facts import gateway_service_name, interface_service_name
from .subnets import Tiers
from .tagging import child_tags

_GATEWAYS = ("s3", "dynamodb")
_HTTPS = 443


def create_endpoints(owner: Component, args: VpcArgs, vpc: aws.ec2.Vpc, tiers: Tiers) -> None:
    """Create the gateway endpoints on every route table, and the chosen interface endpoints in every private subnet."""
    for service in _GATEWAYS:
        name = f"{owner.logical_name}-endpoint-{service}"
        aws.ec2.VpcEndpoint(
            name,
            vpc_id=vpc.id,
            vpc_endpoint_type="Gateway",
            service_name=gateway_service_name(args.scope, service),
            route_table_ids=tiers.table_ids(),
            tags=child_tags(args.scope, name),
            opts=owner.child(),
        )
    if not args.endpoint_services:
        return
    group = _security_group(owner, args, vpc)
    for service in args.endpoint_services:
        name = f"{owner.logical_name}-endpoint-{service.replace('.', '-')}"
        aws.ec2.VpcEndpoint(
            name,
            vpc_id=vpc.id,
            vpc_endpoint_type="Interface",
            service_name=interface_service_name(args.scope, service),
            subnet_ids=list(tiers.subnet_ids("private").values()),
            security_group_ids=[group.id],
            private_dns_enabled=True,
            tags=child_tags(args.scope, name),
            opts=owner.child(),
        )


def _security_group(owner: Component, args: VpcArgs, vpc: aws.ec2.Vpc) -> aws.ec2.SecurityGroup:
    """Create the one group all interface endpoints share; it has no egress rule, for an endpoint only answers."""
    name = f"{owner.logical_name}-endpoints"
    group = aws.ec2.SecurityGroup(
        name,
        vpc_id=vpc.id,
        description=f"Interface endpoints of {owner.logical_name}",
        tags=child_tags(args.scope, name),
        opts=owner.child(),
    )
    aws.vpc.SecurityGroupIngressRule(
        f"{name}-ingress-https",
        security_group_id=group.id,
        cidr_ipv4=args.cidr,
        ip_protocol="tcp",
        from_port=_HTTPS,
        to_port=_HTTPS,
        description=f"{owner.logical_name} to AWS services over HTTPS",
        tags=child_tags(args.scope, f"{name}-ingress-https"),
        opts=owner.child(),
    )
    return group
