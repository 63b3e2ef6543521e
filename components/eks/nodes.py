"""The system nodes: Bottlerocket on Graviton in every zone, kept for the controllers of the platform."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from ..component import Component
from ..kubernetes.placement import SYSTEM_LABEL, SYSTEM_TAINT
from .args import EksClusterArgs
from .roles import NODE_POLICIES, NODE_TRUST, managed_role

# Source: Bottlerocket documentation, "Storage": the first holds the system, the second images, logs and volumes.
_SYSTEM_DEVICE, _DATA_DEVICE = "/dev/xvda", "/dev/xvdb"
_SYSTEM_GIB = 4

# Kubernetes' words for what a taint does -> EKS's.
_EFFECTS = {"NoSchedule": "NO_SCHEDULE"}


@dataclass(frozen=True, kw_only=True)
class Nodes:
    """A node group and its role."""

    group: aws.eks.NodeGroup
    """The node group."""

    role: aws.iam.Role
    """The role of its nodes."""


def system_nodes(
    owner: Component, args: EksClusterArgs, cluster: aws.eks.Cluster, needs: Sequence[pulumi.Resource]
) -> Nodes:
    """Create `{owner}-system-nodes`, once *needs* are there: without a network add-on no node would become ready."""
    name, wanted = f"{owner.logical_name}-system-nodes", args.system_nodes
    made = managed_role(
        owner,
        args.scope,
        "system-nodes",
        removal=args.removal,
        description=f"What the system nodes of {owner.logical_name} may do",
        trust=NODE_TRUST,
        policies=NODE_POLICIES,
    )
    template = _template(owner, args)
    private = args.network.private_subnet_ids
    label, label_value = SYSTEM_LABEL
    key, value, effect = SYSTEM_TAINT
    group = aws.eks.NodeGroup(
        name,
        cluster_name=cluster.name,
        node_role_arn=made.role.arn,
        subnet_ids=[private[zone] for zone in sorted(private)],
        ami_type="BOTTLEROCKET_ARM_64",
        version=args.kubernetes_version,
        release_version=wanted.release_version,
        instance_types=list(wanted.instance_types),
        capacity_type="ON_DEMAND",
        launch_template=aws.eks.NodeGroupLaunchTemplateArgs(id=template.id, version=template.latest_version.apply(str)),
        scaling_config=aws.eks.NodeGroupScalingConfigArgs(
            min_size=wanted.min, max_size=wanted.max, desired_size=wanted.desired
        ),
        update_config=aws.eks.NodeGroupUpdateConfigArgs(max_unavailable=1),
        node_repair_config=aws.eks.NodeGroupNodeRepairConfigArgs(enabled=True),
        labels={label: label_value},
        taints=[aws.eks.NodeGroupTaintArgs(key=key, value=value, effect=_EFFECTS[effect])],
        tags=args.scope.tags(args.scope.physical_name(name)),
        # No fixed name: a change that makes a new group has it up before the old one is drained.
        # Nothing scales the group, so the wanted size is the program's; left alone, it would refuse a higher least one.
        opts=owner.child(depends_on=[*needs, *made.ready]),
    )
    return Nodes(group=group, role=made.role)


def _template(owner: Component, args: EksClusterArgs) -> aws.ec2.LaunchTemplate:
    scope, name = args.scope, f"{owner.logical_name}-system-nodes"
    tags = scope.tags(scope.physical_name(name))
    return aws.ec2.LaunchTemplate(
        f"{name}-template",
        update_default_version=True,
        # One hop: a pod that does not share its node's network cannot take its node's role.
        metadata_options=aws.ec2.LaunchTemplateMetadataOptionsArgs(
            http_endpoint="enabled", http_tokens="required", http_put_response_hop_limit=1
        ),
        block_device_mappings=[
            _volume(_SYSTEM_DEVICE, _SYSTEM_GIB),
            _volume(_DATA_DEVICE, args.system_nodes.disk_gib),
        ],
        tag_specifications=[
            aws.ec2.LaunchTemplateTagSpecificationArgs(resource_type=kind, tags=tags)
            for kind in ("instance", "volume", "network-interface")
        ],
        tags=scope.tags(scope.physical_name(f"{name}-template")),
        opts=owner.child(),
    )


def _volume(device: str, gib: int) -> aws.ec2.LaunchTemplateBlockDeviceMappingArgs:
    # The account's own EBS key: Auto Scaling could use another only with a grant on it, and nothing is stored here.
    return aws.ec2.LaunchTemplateBlockDeviceMappingArgs(
        device_name=device,
        ebs=aws.ec2.LaunchTemplateBlockDeviceMappingEbsArgs(
            encrypted="true", volume_type="gp3", volume_size=gib, delete_on_termination="true"
        ),
    )
