"""A NAT of one small machine: the group replaces it when it fails, its address and the routes stay."""

from __future__ import annotations

import json
from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from ..component import Component
from .args import NatInstance, VpcArgs
from .nat_script import user_data
from .plan import gateway_address
from .tagging import child_tags

_ROOT_DEVICE = "/dev/xvda"  # Amazon Linux's


@dataclass(frozen=True)
class MadeNatInstance:
    """The parts of a NAT instance that others point at."""

    interface: aws.ec2.NetworkInterface
    address: aws.ec2.Eip
    group: aws.autoscaling.Group


def create_nat_instance(
    owner: Component,
    args: VpcArgs,
    settings: NatInstance,
    *,
    vpc_id: pulumi.Output[str],
    subnet_id: pulumi.Output[str],
    subnet_cidr: str,
    public_route: aws.ec2.Route,
) -> MadeNatInstance:
    """Create the lasting interface and address, and the group of one that carries them."""
    name = f"{owner.logical_name}-nat-instance"
    security_group = _security_group(owner, args, name, vpc_id)
    interface = aws.ec2.NetworkInterface(
        f"{name}-interface",
        subnet_id=subnet_id,
        security_groups=[security_group.id],
        # It carries packets that are neither from it nor for it.
        source_dest_check=False,
        description=f"NAT of {owner.logical_name}",
        tags=child_tags(args.scope, f"{name}-interface"),
        opts=owner.child(),
    )
    address = aws.ec2.Eip(
        f"{name}-address",
        domain="vpc",
        network_interface=interface.id,
        tags=child_tags(args.scope, f"{name}-address"),
        opts=owner.child(depends_on=[public_route]),
    )
    profile, policy = _identity(owner, args, name, interface)
    script = interface.id.apply(
        lambda interface_id: user_data(
            region=args.scope.region,
            interface_id=interface_id,
            gateway=gateway_address(subnet_cidr),
            cidr=args.cidr,
        )
    )
    template = _template(owner, args, settings, name, security_group, profile, script)
    # The instance needs its permission, the internet and the address before it boots.
    group = _group(owner, args, name, template, subnet_id, [policy, public_route, address])
    return MadeNatInstance(interface, address, group)


def _security_group(owner: Component, args: VpcArgs, name: str, vpc_id: pulumi.Output[str]) -> aws.ec2.SecurityGroup:
    group = aws.ec2.SecurityGroup(
        f"{name}-security-group",
        vpc_id=vpc_id,
        description=f"NAT instance of {owner.logical_name}",
        tags=child_tags(args.scope, f"{name}-security-group"),
        opts=owner.child(),
    )
    # The instance forwards other machines' traffic. What each of them may reach is decided by its own security group;
    # a port closed here would be closed to all of them. So: anything from inside the VPC, anything to outside, and
    # nothing that starts outside.
    aws.vpc.SecurityGroupIngressRule(
        f"{name}-ingress-vpc",
        security_group_id=group.id,
        cidr_ipv4=args.cidr,
        ip_protocol="-1",
        description=f"Traffic of {owner.logical_name} to be forwarded",
        tags=child_tags(args.scope, f"{name}-ingress-vpc"),
        opts=owner.child(),
    )
    aws.vpc.SecurityGroupEgressRule(
        f"{name}-egress-all",
        security_group_id=group.id,
        cidr_ipv4="0.0.0.0/0",
        ip_protocol="-1",
        description=f"Forwarded traffic of {owner.logical_name}",
        tags=child_tags(args.scope, f"{name}-egress-all"),
        opts=owner.child(),
    )
    return group


def _identity(
    owner: Component, args: VpcArgs, name: str, interface: aws.ec2.NetworkInterface
) -> tuple[aws.iam.InstanceProfile, aws.iam.RolePolicy]:
    """Create a role that can do one thing: attach the lasting interface to an instance of this name."""
    scope = args.scope
    role = aws.iam.Role(
        f"{name}-role",
        description=f"Lets the NAT instance of {owner.logical_name} attach its interface",
        assume_role_policy=json.dumps(
            {
                "Version": "2012-10-17",
                "Statement": [
                    {"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}
                ],
            }
        ),
        tags=child_tags(scope, f"{name}-role"),
        opts=owner.child(),
    )
    instances = f"arn:{scope.partition}:ec2:{scope.region}:{scope.account_id}:instance/*"
    attach = {"Effect": "Allow", "Action": "ec2:AttachNetworkInterface"}
    named_so = {"StringEquals": {"aws:ResourceTag/Name": scope.physical_name(name)}}
    policy = aws.iam.RolePolicy(
        f"{name}-policy",
        role=role.name,
        policy=pulumi.Output.json_dumps(
            {
                "Version": "2012-10-17",
                "Statement": [
                    {**attach, "Resource": interface.arn},
                    {**attach, "Resource": instances, "Condition": named_so},
                ],
            }
        ),
        opts=owner.child(),
    )
    profile = aws.iam.InstanceProfile(
        f"{name}-profile", role=role.name, tags=child_tags(scope, f"{name}-profile"), opts=owner.child()
    )
    return profile, policy


def _template(
    owner: Component,
    args: VpcArgs,
    settings: NatInstance,
    name: str,
    security_group: aws.ec2.SecurityGroup,
    profile: aws.iam.InstanceProfile,
    script: pulumi.Output[str],
) -> aws.ec2.LaunchTemplate:
    tagged = ("instance", "volume", "network-interface")
    return aws.ec2.LaunchTemplate(
        f"{name}-template",
        image_id=settings.image,
        instance_type=settings.instance_type,
        iam_instance_profile={"arn": profile.arn},
        user_data=script,
        update_default_version=True,
        metadata_options={"http_endpoint": "enabled", "http_tokens": "required", "http_put_response_hop_limit": 1},
        monitoring={"enabled": True},
        # The account's own EBS key: the group could use another only with a grant on it, and nothing is stored here.
        block_device_mappings=[
            {
                "device_name": _ROOT_DEVICE,
                "ebs": {"encrypted": "true", "volume_type": "gp3", "delete_on_termination": "true"},
            }
        ],
        # A public address of its own, for it must fetch packages and attach the lasting interface before it has that
        # interface's address.
        network_interfaces=[
            {
                "device_index": 0,
                "associate_public_ip_address": "true",
                "delete_on_termination": "true",
                "security_groups": [security_group.id],
            }
        ],
        tag_specifications=[{"resource_type": kind, "tags": child_tags(args.scope, name)} for kind in tagged],
        tags=child_tags(args.scope, f"{name}-template"),
        opts=owner.child(),
    )


def _group(
    owner: Component,
    args: VpcArgs,
    name: str,
    template: aws.ec2.LaunchTemplate,
    subnet_id: pulumi.Output[str],
    needs: list[pulumi.Resource],
) -> aws.autoscaling.Group:
    return aws.autoscaling.Group(
        name,
        min_size=1,
        max_size=1,
        desired_capacity=1,
        vpc_zone_identifiers=[subnet_id],
        launch_template={"id": template.id, "version": template.latest_version.apply(str)},
        health_check_type="EC2",
        health_check_grace_period=120,
        enabled_metrics=[aws.autoscaling.Metric.GROUP_IN_SERVICE_INSTANCES],
        metrics_granularity="1Minute",
        # Two can not run at once, since both would claim the interface: a new template ends the old instance first.
        instance_refresh={"strategy": "Rolling", "preferences": {"min_healthy_percentage": 0}},
        tags=[
            aws.autoscaling.GroupTagArgs(key=key, value=value, propagate_at_launch=True)
            for key, value in child_tags(args.scope, name).items()
        ],
        opts=owner.child(depends_on=needs),
    )
