"""An ECS cluster on Fargate, whose services find each other by name and whose shell sessions are on record."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, get_args

import pulumi
import pulumi_aws as aws

from ..component import Component, Removal, Transform
from ..log_retention import check_retention
from ..scope import Scope
from .logs import log_group
from .restart_function import restart_function

ContainerInsights = Literal["enhanced", "enabled", "disabled"]
"""What is measured: every container, every service, or neither."""

_PROVIDERS = ("FARGATE", "FARGATE_SPOT")


@dataclass(frozen=True, kw_only=True)
class EcsClusterArgs:
    """What an `EcsCluster` is made of."""

    scope: Scope
    """Where the cluster lives."""

    kms_key_arn: pulumi.Input[str]
    """Key that encrypts shell sessions and every log of the cluster; its policy must let CloudWatch Logs use it."""

    log_days: int = 365
    """Days the logs of shell sessions, restarts and measurements are kept. Default: a year, since they record who did
    what."""

    container_insights: ContainerInsights = "enhanced"
    """What is measured. Default: every container, which the alarms on task counts are made of."""

    removal: Removal = "retain"
    """What happens when the stack goes: with `destroy`, whatever was attached to roles meanwhile goes too. The cluster
    itself holds no data, and is never in the way of moving services elsewhere. Default: `retain`."""

    transform: Transform = field(default_factory=dict)
    """Changes to children by role, see `Component`. Default: none."""

    def __post_init__(self) -> None:
        check_retention(self.log_days)
        if self.container_insights not in get_args(ContainerInsights):
            choices = ", ".join(get_args(ContainerInsights))
            raise ValueError(f"container_insights must be one of {choices}, got {self.container_insights!r}")


class EcsCluster(Component):
    """An ECS cluster on Fargate, whose services find each other by name and whose shell sessions are on record."""

    cluster_arn: pulumi.Output[str]
    """ARN of the cluster."""

    cluster_name: pulumi.Output[str]
    """Name of the cluster."""

    namespace_arn: pulumi.Output[str]
    """ARN of the Cloud Map namespace in which services find each other."""

    exec_log_group_name: pulumi.Output[str]
    """Log group of the shell sessions."""

    exec_log_group_arn: pulumi.Output[str]
    """ARN of the log group of the shell sessions."""

    restart_function_arn: pulumi.Output[str]
    """ARN of the function that restarts a service of the cluster: its event names `cluster` and `service`."""

    kms_key_arn: pulumi.Input[str]
    """Key that encrypts shell sessions."""

    container_insights: ContainerInsights
    """What is measured."""

    removal: Removal
    """What happens to the cluster with its stack; its services follow."""

    def __init__(self, name: str, args: EcsClusterArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        inputs = {"containerInsights": args.container_insights, "logDays": args.log_days, "removal": args.removal}
        super().__init__("stackwright:compute:EcsCluster", name, inputs, opts, args.transform)
        scope = args.scope
        physical_name = scope.physical_name(name)

        measured = _insights(self, args, physical_name)
        sessions = log_group(self, scope, "exec-logs", (name, "exec"), args.log_days, args.kms_key_arn)
        namespace = aws.servicediscovery.HttpNamespace(
            f"{name}-namespace",
            name=physical_name,
            description=f"Names of the services of {physical_name}",
            tags=scope.tags(physical_name),
            opts=self.child(),
        )
        cluster = aws.ecs.Cluster(
            name,
            name=physical_name,
            settings=[aws.ecs.ClusterSettingArgs(name="containerInsights", value=args.container_insights)],
            configuration=_recorded_sessions(sessions, args.kms_key_arn),
            service_connect_defaults=aws.ecs.ClusterServiceConnectDefaultsArgs(namespace=namespace.arn),
            tags=scope.tags(physical_name),
            opts=self.child(depends_on=measured),
        )
        aws.ecs.ClusterCapacityProviders(
            f"{name}-capacity",
            cluster_name=cluster.name,
            capacity_providers=list(_PROVIDERS),
            # For tasks started by hand; every service says for itself what it runs on.
            default_capacity_provider_strategies=[
                aws.ecs.ClusterCapacityProvidersDefaultCapacityProviderStrategyArgs(
                    capacity_provider="FARGATE", weight=1
                )
            ],
            opts=self.child(),
        )
        restart = restart_function(self, scope, cluster, log_days=args.log_days, kms_key_arn=args.kms_key_arn)

        self.cluster_arn = cluster.arn
        self.cluster_name = cluster.name
        self.namespace_arn = namespace.arn
        self.exec_log_group_name = sessions.name
        self.exec_log_group_arn = sessions.arn
        self.restart_function_arn = restart.arn
        self.kms_key_arn = args.kms_key_arn
        self.container_insights = args.container_insights
        self.removal = args.removal
        self.finish()


def _insights(owner: Component, args: EcsClusterArgs, physical_name: str) -> list[pulumi.Resource]:
    """Create the log group that Container Insights writes to, and return it; none where nothing is measured.

    ECS would create it by itself, without a key, and leave it behind.
    """
    if args.container_insights == "disabled":
        return []
    name = f"/aws/ecs/containerinsights/{physical_name}/performance"
    group = aws.cloudwatch.LogGroup(
        f"{owner.logical_name}-insights-logs",
        name=name,
        retention_in_days=args.log_days,
        kms_key_id=args.kms_key_arn,
        tags=args.scope.tags(name),
        opts=owner.child(),
    )
    return [group]


def _recorded_sessions(
    sessions: aws.cloudwatch.LogGroup, kms_key_arn: pulumi.Input[str]
) -> aws.ecs.ClusterConfigurationArgs:
    return aws.ecs.ClusterConfigurationArgs(
        execute_command_configuration=aws.ecs.ClusterConfigurationExecuteCommandConfigurationArgs(
            kms_key_id=kms_key_arn,
            logging="OVERRIDE",
            log_configuration=aws.ecs.ClusterConfigurationExecuteCommandConfigurationLogConfigurationArgs(
                cloud_watch_encryption_enabled=True,
                cloud_watch_log_group_name=sessions.name,
            ),
        )
    )
