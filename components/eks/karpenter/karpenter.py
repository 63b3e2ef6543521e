"""Karpenter, the pools it may start nodes in, and what tells it that a node is about to go."""

from __future__ import annotations

import pulumi
import pulumi_aws as aws

from ...component import Component
from ...observability.spec import AlarmSpec
from .alarms import karpenter_alarms
from .args import KarpenterArgs
from .controller import controller
from .interruption import interruptions
from .nodes import node_access
from .objects import node_pools


class Karpenter(Component):
    """Starts the nodes that waiting pods need, within the limits of its pools, and takes away those nobody needs."""

    node_role_arn: pulumi.Output[str]
    """ARN of the nodes' role."""

    node_role_name: pulumi.Output[str]
    """Name of the nodes' role."""

    queue_name: pulumi.Output[str]
    """Queue that tells of interruptions."""

    ready: tuple[pulumi.Resource, ...]
    """The pools: a workload that depends on them is gone before its nodes are."""

    def __init__(self, name: str, args: KarpenterArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        inputs = {
            "bottlerocketVersion": args.bottlerocket_version,
            "logLevel": args.log_level,
            "vcpuLimits": {key: pool.cpu_limit for key, pool in args.pools.items()},
            "gpuLimits": {key: pool.gpu_limit for key, pool in args.pools.items() if pool.gpu} or None,
        }
        super().__init__("stackwright:eks:Karpenter", name, inputs, opts, args.transform)
        nodes = node_access(self, args.scope, args.cluster)
        events = interruptions(self, args.scope)
        release = controller(
            self,
            args,
            node_role=nodes.role,
            queue=events.queue,
            depends_on=[*nodes.ready, *events.ready, *_spot_role(self, args)],
        )
        self.node_role_arn = nodes.role.arn
        self.node_role_name = nodes.role.name
        self.queue_name = events.queue.name
        self.ready = node_pools(self, args, nodes.role, release)
        self._alarms = karpenter_alarms(events.queue.name, args.cluster.cluster_name)
        self.finish()

    @property
    def alarms(self) -> tuple[AlarmSpec, ...]:
        """Interruptions that nobody reads, and pods that no node fits."""
        return self._alarms


def _spot_role(owner: Component, args: KarpenterArgs) -> list[pulumi.Resource]:
    """Create the role that EC2 needs to buy spare capacity, where the account has none yet."""
    if not args.create_spot_role:
        return []
    role = aws.iam.ServiceLinkedRole(
        f"{owner.logical_name}-spot-role",
        aws_service_name="spot.amazonaws.com",
        description="Lets EC2 Spot start and end instances",
        tags=args.scope.tags(args.scope.physical_name(owner.logical_name, "spot", "role")),
        opts=owner.child(),
    )
    return [role]
