"""What is called to switch a database or machines off and on: the API, its input, and the permission for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pulumi

from ..off_hours import MachineGroup, ScalableService, StoppableDatabase
from ..scope import Scope

ECS_NAMESPACE = "ecs"
ECS_DIMENSION = "ecs:service:DesiredCount"

# Kind -> what the API calls it. Its inputs are spelt as the SDK for Java does, which EventBridge Scheduler calls:
# "DbInstanceIdentifier" where the API Reference has "DBInstanceIdentifier".
_KINDS = {"instance": ("DBInstance", "DbInstance", "db-instance"), "cluster": ("DBCluster", "DbCluster", "db-cluster")}


@dataclass(frozen=True, kw_only=True)
class Call:
    """One call of an AWS API."""

    api: str
    """Service and operation as a universal target's ARN ends, for instance `rds:stopDBInstance`."""

    input: Mapping[str, pulumi.Input[str] | int]
    """Parameter -> value."""

    @property
    def permission(self) -> str:
        """The IAM action that allows it."""
        service, operation = self.api.split(":")
        return f"{service}:{operation[0].upper()}{operation[1:]}"


@dataclass(frozen=True, kw_only=True)
class Switched:
    """Something that is switched by calls."""

    arn: pulumi.Input[str]
    """What the calls act on, and nothing else."""

    off: Call
    """What switches it off."""

    on: Call
    """What switches it on."""


def database_calls(database: StoppableDatabase) -> Switched:
    """Return what stops and starts *database*."""
    operation, parameter, _ = _KINDS[database.kind]
    given: Mapping[str, pulumi.Input[str] | int] = {f"{parameter}Identifier": database.identifier}
    return Switched(
        arn=database.arn,
        off=Call(api=f"rds:stop{operation}", input=given),
        on=Call(api=f"rds:start{operation}", input=given),
    )


def group_calls(group: MachineGroup) -> Switched:
    """Return what takes all machines out of *group*, and lets it have them again.

    None may be added meanwhile: work that waits would make a cluster's autoscaler add them at once.
    """

    def size(least: int, most: int, desired: int) -> Call:
        given = {"AutoScalingGroupName": group.name, "MinSize": least, "MaxSize": most, "DesiredCapacity": desired}
        return Call(api="autoscaling:updateAutoScalingGroup", input=given)

    return Switched(arn=group.arn, off=size(0, 0, 0), on=size(group.min, group.max, group.desired))


def wake_service(scope: Scope, service: ScalableService) -> pulumi.Output[str]:
    """Return the command that switches *service* on until it is next switched off."""
    return pulumi.Output.concat(
        f"aws application-autoscaling register-scalable-target --service-namespace {ECS_NAMESPACE} ",
        f"--scalable-dimension {ECS_DIMENSION} --resource-id ",
        service.resource_id,
        f" --min-capacity {service.min} --max-capacity {service.max} --region {scope.region}",
    )


def wake_database(scope: Scope, database: StoppableDatabase) -> pulumi.Output[str]:
    """Return the command that starts *database*."""
    word = _KINDS[database.kind][2]
    return pulumi.Output.concat(
        f"aws rds start-{word} --{word}-identifier ", database.identifier, f" --region {scope.region}"
    )


def wake_group(scope: Scope, group: MachineGroup) -> pulumi.Output[str]:
    """Return the command that lets *group* have its machines."""
    return pulumi.Output.concat(
        "aws autoscaling update-auto-scaling-group --auto-scaling-group-name ",
        group.name,
        f" --min-size {group.min} --max-size {group.max} --desired-capacity {group.desired} --region {scope.region}",
    )
