"""Who may open a connection to the cluster's private endpoint: the network itself, and ranges that are named."""

from __future__ import annotations

import pulumi
import pulumi_aws as aws

from ..component import Component
from .args import EksClusterArgs

_HTTPS = 443


def private_access(
    owner: Component, args: EksClusterArgs, cluster_group_id: pulumi.Output[str]
) -> tuple[pulumi.Resource, ...]:
    """Create `{owner}-api-in-{range}` for the network's range and each of `private_access_cidrs`; return the rules.

    EKS's own group admits nodes only: a runner in a private subnet would wait in vain. Who gets through still needs
    an access entry. Source: Amazon EKS User Guide, "Cluster API server endpoint".
    """
    return tuple(
        _admit(owner, args, cluster_group_id, cidr)
        for cidr in dict.fromkeys((args.network.cidr_block, *args.private_access_cidrs))
    )


def _admit(
    owner: Component, args: EksClusterArgs, cluster_group_id: pulumi.Output[str], cidr: str
) -> aws.vpc.SecurityGroupIngressRule:
    key = cidr.replace(".", "-").replace("/", "-")
    name = f"{owner.logical_name}-api-in-{key}"
    return aws.vpc.SecurityGroupIngressRule(
        name,
        security_group_id=cluster_group_id,
        cidr_ipv4=cidr,
        ip_protocol="tcp",
        from_port=_HTTPS,
        to_port=_HTTPS,
        description=f"{cidr} to the API of {owner.logical_name}",
        tags=args.scope.tags(args.scope.physical_name(owner.logical_name, "api", "in", key)),
        opts=owner.child(),
    )
