"""The controller: its identity, its definitions of objects, and itself, in this order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pulumi
import pulumi_aws as aws
import pulumi_kubernetes as kubernetes

from ...component import Component
from ...kubernetes.charts import release
from ...kubernetes.controllers.values import resources
from ...kubernetes.placement import on_system_nodes
from ..pod_identity import PodIdentity, Statement, pod_identity
from .args import KarpenterArgs
from .controller_policy import Reach, controller_statements

_NAMESPACE = "kube-system"
_ACCOUNT = "karpenter"


def controller(
    owner: Component,
    args: KarpenterArgs,
    *,
    node_role: aws.iam.Role,
    queue: aws.sqs.Queue,
    depends_on: Sequence[pulumi.Resource],
) -> kubernetes.helm.v3.Release:
    """Create `{owner}-controller-role` and its like, `{owner}-crds`, and `{owner}-release`, which is returned.

    The definitions are a release of their own: Helm never updates those that come with a controller's chart.
    """
    identity = _identity(owner, args, node_role, queue)
    definitions = release(
        owner, args.cluster, "karpenter-crd", role="crds", namespace=_NAMESPACE, values={}, depends_on=args.after
    )
    return release(
        owner,
        args.cluster,
        "karpenter",
        role="release",
        namespace=_NAMESPACE,
        values=_values(args, queue.name),
        depends_on=[definitions, *identity.ready, *depends_on],
        skip_crds=True,
    )


def _identity(owner: Component, args: KarpenterArgs, node_role: aws.iam.Role, queue: aws.sqs.Queue) -> PodIdentity:
    cluster, subnets = args.cluster, args.network.private_subnet_ids

    def statements(known: dict[str, Any]) -> list[Statement]:
        return controller_statements(Reach(scope=args.scope, **known))

    return pod_identity(
        owner,
        args.scope,
        cluster,
        "controller",
        namespace=_NAMESPACE,
        service_account=_ACCOUNT,
        statements=pulumi.Output.all(
            cluster_name=cluster.cluster_name,
            cluster_arn=cluster.cluster_arn,
            node_role_arn=node_role.arn,
            queue_arn=queue.arn,
            security_group_id=cluster.security_group_id,
            subnet_ids=pulumi.Output.all(*(subnets[zone] for zone in args.network.zones)),
        ).apply(statements),
    )


def _values(args: KarpenterArgs, queue_name: pulumi.Output[str]) -> dict[str, Any]:
    return {
        "settings": {
            "clusterName": args.cluster.cluster_name,
            "interruptionQueue": queue_name,
            # No node is started in a zone that AWS, or a person, has shifted the cluster away from.
            "enableZonalShift": True,
        },
        "serviceAccount": {"create": True, "name": _ACCOUNT},
        "replicas": 2,
        # The VPC's resolver: that of the cluster may be waiting for the very node that is to be started.
        "dnsPolicy": "Default",
        "logLevel": args.log_level,
        "controller": {"resources": resources("500m", "1Gi")},
        **on_system_nodes(),
    }
