"""What stands around a database's instances: subnets, closed security group, parameters, logs, monitoring."""

from __future__ import annotations

import json

import pulumi
import pulumi_aws as aws

from ..component import Component
from .args import RdsDatabaseArgs
from .instance import Surroundings
from .plan import check_zones


def surroundings(owner: Component, args: RdsDatabaseArgs) -> Surroundings:
    """Create what the instances of *owner* need before they start."""
    name, tags = owner.logical_name, args.scope.tags
    subnets = args.network.isolated_subnet_ids
    check_zones(subnets)
    subnet_group = aws.rds.SubnetGroup(
        f"{name}-subnets",
        description=f"Isolated subnets of {args.network.logical_name}",
        subnet_ids=[subnets[zone] for zone in sorted(subnets)],
        tags=tags(args.scope.physical_name(f"{name}-subnets")),
        opts=owner.child(),
    )
    # No rule at all: AWS gives a new group an egress rule to everywhere, which the provider removes as it creates it.
    # `allow_from` opens the one port, peer by peer.
    group = aws.ec2.SecurityGroup(
        f"{name}-security-group",
        description=f"Database {name}",
        vpc_id=args.network.vpc_id,
        tags=tags(args.scope.physical_name(f"{name}-security-group")),
        opts=owner.child(),
    )
    role, attachment = _monitoring(owner, args)
    return Surroundings(
        security_group_id=group.id,
        subnet_group_name=subnet_group.name,
        parameter_group_name=_parameters(owner, args).name,
        monitoring_role_arn=role.arn,
        ready=[attachment, *_logs(owner, args)],
    )


def _parameters(owner: Component, args: RdsDatabaseArgs) -> aws.rds.ParameterGroup:
    # The family is part of the name, so a major upgrade makes the new group before the old one goes. RDS uses the old
    # one until the maintenance window and refuses its deletion until then, so a kept database leaves it behind, free of
    # charge; where nothing may stay, the deletion succeeds in the first deployment after the window.
    family = args.engine_facts.family(args.version)
    role = f"parameters-{family}"
    values = {args.engine_facts.tls_parameter: "1", **args.parameters}
    return aws.rds.ParameterGroup(
        f"{owner.logical_name}-{role}",
        family=family,
        description=f"Parameters of {owner.logical_name} on {family}",
        parameters=[
            {"name": key, "value": value, "apply_method": "pending-reboot"} for key, value in sorted(values.items())
        ],
        skip_destroy=args.removal == "retain",
        tags=args.scope.tags(args.scope.physical_name(f"{owner.logical_name}-{role}")),
        opts=owner.child(),
    )


def _logs(owner: Component, args: RdsDatabaseArgs) -> list[aws.cloudwatch.LogGroup]:
    # RDS would create the groups itself, without a key and to be kept for ever.
    name = owner.logical_name
    instances = {"": args.identifier(name)} | {f"-{key}": args.replica_identifier(name, key) for key in args.replicas}
    return [
        aws.cloudwatch.LogGroup(
            f"{name}-log-{export}{suffix}",
            name=f"/aws/rds/instance/{identifier}/{export}",
            kms_key_id=args.log_kms_key_arn,
            retention_in_days=args.log_days,
            tags=args.scope.tags(f"/aws/rds/instance/{identifier}/{export}"),
            opts=owner.child(),
        )
        for suffix, identifier in instances.items()
        for export in args.engine_facts.log_exports
    ]


def _monitoring(owner: Component, args: RdsDatabaseArgs) -> tuple[aws.iam.Role, pulumi.Resource]:
    name, scope = owner.logical_name, args.scope
    prefix = f"arn:{scope.partition}:rds:{scope.region}:{scope.account_id}:db:"
    identifiers = [args.identifier(name), *(args.replica_identifier(name, key) for key in args.replicas)]
    trust = {
        "Effect": "Allow",
        "Principal": {"Service": "monitoring.rds.amazonaws.com"},
        "Action": "sts:AssumeRole",
        "Condition": {
            "StringEquals": {"aws:SourceAccount": scope.account_id},
            "ArnEquals": {"aws:SourceArn": [f"{prefix}{identifier}" for identifier in identifiers]},
        },
    }
    role = aws.iam.Role(
        f"{name}-monitoring",
        description=f"Lets RDS publish operating system metrics of {name}",
        assume_role_policy=json.dumps({"Version": "2012-10-17", "Statement": [trust]}),
        tags=scope.tags(scope.physical_name(f"{name}-monitoring")),
        opts=owner.child(),
    )
    # AWS's own policy: the log group it writes to, RDSOSMetrics, is one for the whole account.
    attachment = aws.iam.RolePolicyAttachment(
        f"{name}-monitoring-policy",
        role=role.name,
        policy_arn=f"arn:{scope.partition}:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole",
        opts=owner.child(),
    )
    return role, attachment
