"""The security group that every pod of a service has beside its own: names are resolved, and nodes ask its health."""

from __future__ import annotations

from typing import Any

import pulumi
import pulumi_aws as aws

from ..component import Component
from ..scope import Scope
from .args import EksClusterArgs

_DNS = (53, 53)
_ANY = (1, 65535)


def pod_security_group(
    owner: Component, args: EksClusterArgs, cluster_group_id: pulumi.Output[str]
) -> tuple[aws.ec2.SecurityGroup, tuple[pulumi.Resource, ...]]:
    """Create `{owner}-pods`, and what pods need of nodes: `{owner}-dns-{protocol}-out` and `-in`, `{owner}-probes-in`.

    CoreDNS and kubelets are on nodes, which have the cluster's own group; that one lets everything out. Return the
    group and its rules: a pod that starts before them, or stops after them, knows no names.
    """
    name = owner.logical_name
    group = aws.ec2.SecurityGroup(
        f"{name}-pods",
        description=f"Every pod of a service in {name}",
        vpc_id=args.network.vpc_id,
        tags=args.scope.tags(args.scope.physical_name(name, "pods")),
        opts=owner.child(),
    )
    rules: list[pulumi.Resource] = []
    for protocol in ("tcp", "udp"):
        what = f"Pods ask CoreDNS by {protocol.upper()}"
        rules += [
            aws.vpc.SecurityGroupEgressRule(
                f"{name}-dns-{protocol}-out",
                **_rule(args.scope, (name, "dns", protocol, "out"), group.id, cluster_group_id, protocol, _DNS, what),
                opts=owner.child(),
            ),
            aws.vpc.SecurityGroupIngressRule(
                f"{name}-dns-{protocol}-in",
                **_rule(args.scope, (name, "dns", protocol, "in"), cluster_group_id, group.id, protocol, _DNS, what),
                opts=owner.child(),
            ),
        ]
    what = "Kubelets ask the health of pods, each on its own port"
    rules.append(
        aws.vpc.SecurityGroupIngressRule(
            f"{name}-probes-in",
            **_rule(args.scope, (name, "probes", "in"), group.id, cluster_group_id, "tcp", _ANY, what),
            opts=owner.child(),
        )
    )
    return group, tuple(rules)


def _rule(
    scope: Scope,
    name: tuple[str, ...],
    group_id: pulumi.Input[str],
    peer_id: pulumi.Input[str],
    protocol: str,
    ports: tuple[int, int],
    description: str,
) -> dict[str, Any]:
    return {
        "security_group_id": group_id,
        "referenced_security_group_id": peer_id,
        "ip_protocol": protocol,
        "from_port": ports[0],
        "to_port": ports[1],
        "description": description,
        "tags": scope.tags(scope.physical_name(*name)),
    }
