"""A service on Fargate that deploys without downtime, goes back by itself and is reached only by whom it names."""

from __future__ import annotations

import pulumi
import pulumi_aws as aws

from ..access import Connection, Peer, open_port, variable
from ..component import Component
from ..network.contract import whole
from ..network.egress import allow_https_out
from ..observability.spec import AlarmSpec
from ..off_hours import ScalableService
from .alarms import service_alarms
from .args import FargateServiceArgs
from .commands import reach
from .deployment import capacity, deployment, routing
from .facts import service_facts
from .logs import log_group
from .restart_rule import restart_rule
from .roles import Roles, service_roles
from .rollback import rollback_alarm
from .scaling import autoscale
from .task import log_options, task_definition

__all__ = ["FargateService", "FargateServiceArgs"]

_TIMEOUT = "30m"

# What Service Connect has by default for HTTP. Source: Amazon ECS API Reference, "TimeoutConfiguration".
_IDLE_SECONDS = 300


class FargateService(Component):
    """A service on Fargate that deploys without downtime, goes back by itself and is reached only by whom it names.

    It is deployed once more when a secret it is given has rotated, since tasks read secrets only as they start. AWS
    tells of rotations through CloudTrail: that works where a trail logs management events.
    """

    service_name: pulumi.Output[str]
    """Name of the ECS service."""

    service_arn: pulumi.Output[str]
    """ARN of the ECS service."""

    task_definition_arn: pulumi.Output[str]
    """ARN of the revision of the task definition that was asked for."""

    task_role_arn: pulumi.Output[str]
    """ARN of the role its process acts under."""

    role_name: pulumi.Output[str]
    """Name of the role its process acts under; what other components grant to."""

    security_group_id: pulumi.Output[str]
    """Security group of its tasks."""

    log_group_name: pulumi.Output[str]
    """Log group of its tasks."""

    internal_url: pulumi.Output[str] | None
    """Where other services of the cluster reach it, for instance `http://orders:8080`; none without a port."""

    def __init__(self, name: str, args: FargateServiceArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("stackwright:compute:FargateService", name, service_facts(args.spec), opts, args.transform)
        self._args = args
        self._physical_name = args.scope.physical_name(name)

        group = self._security_group()
        logs = log_group(self, args.scope, "logs", (name,), args.log_days, args.log_kms_key_arn)
        roles = service_roles(self, args, logs.arn)
        task = task_definition(self, args, roles, logs.name)
        alarm = rollback_alarm(
            self,
            args.scope,
            args.target,
            cluster_name=args.cluster.cluster_name,
            service_name=self._physical_name,
        )
        service = self._service(group, logs, roles, task, alarm)
        restart_rule(self, args, service)
        self._scalable = autoscale(
            self,
            args.scope,
            args.spec,
            args.target,
            cluster_name=args.cluster.cluster_name,
            service_name=service.name,
        )

        self.service_name = service.name
        self.service_arn = service.arn
        self.task_definition_arn = task.arn
        self.task_role_arn = roles.task.arn
        self.role_name = roles.task.name
        self.security_group_id = group.id
        self.log_group_name = logs.name
        self.internal_url = self._internal_url(service)
        self.finish()

    @property
    def alarms(self) -> tuple[AlarmSpec, ...]:
        """CPU, memory, and how many tasks run."""
        cluster = self._args.cluster
        dimensions: dict[str, pulumi.Input[str]] = {
            "ClusterName": cluster.cluster_name,
            "ServiceName": self._physical_name,
        }
        return service_alarms(self._args.spec, cluster.container_insights, dimensions)

    @property
    def scalable(self) -> ScalableService:
        """What a `Schedule` switches off and on."""
        return self._scalable

    @property
    def connection(self) -> Connection:
        """What a service that calls this one must be told: `{NAME}_URL`."""
        if self.internal_url is None:
            raise ValueError(f"{self.logical_name} has no port, so nothing can connect to it: give spec.port")
        return Connection(environment={variable(self.logical_name, "URL"): self.internal_url})

    @property
    def commands(self) -> dict[str, pulumi.Output[str]]:
        """AWS CLI commands that reach its tasks: `logs`, `tasks`, and `shell` where that is allowed."""
        return reach(
            self._args.scope,
            self.logical_name,
            cluster_name=self._args.cluster.cluster_name,
            service_name=self._physical_name,
            log_group_name=self.log_group_name,
            shell=self._args.spec.exec,
        )

    def allow_from(self, peer: Peer) -> None:
        """Let *peer* reach the service's port."""
        port = self._args.spec.port
        if port is None:
            raise ValueError(f"{self.logical_name} has no port to open to {peer.logical_name}: give spec.port")
        open_port(self, self._args.scope, source=peer, destination=self, port=port)

    def _security_group(self) -> aws.ec2.SecurityGroup:
        args, name = self._args, f"{self.logical_name}-security-group"
        group = aws.ec2.SecurityGroup(
            name,
            description=f"Tasks of {self._physical_name}",
            vpc_id=args.network.vpc_id,
            tags=args.scope.tags(args.scope.physical_name(name)),
            opts=self.child(),
        )
        allow_https_out(self, args.scope, args.network, group.id)
        return group

    def _service(
        self,
        group: aws.ec2.SecurityGroup,
        logs: aws.cloudwatch.LogGroup,
        roles: Roles,
        task: aws.ecs.TaskDefinition,
        alarm: aws.cloudwatch.MetricAlarm,
    ) -> aws.ecs.Service:
        args, spec = self._args, self._args.spec
        network = args.network
        return aws.ecs.Service(
            self.logical_name,
            name=self._physical_name,
            cluster=args.cluster.cluster_arn,
            task_definition=task.arn,
            desired_count=spec.scale.min if spec.released else 0,
            availability_zone_rebalancing="ENABLED",
            network_configuration=aws.ecs.ServiceNetworkConfigurationArgs(
                subnets=[network.private_subnet_ids[zone] for zone in network.zones],
                security_groups=[group.id],
                assign_public_ip=False,
            ),
            enable_execute_command=spec.exec,
            enable_ecs_managed_tags=True,
            propagate_tags="SERVICE",
            tags=args.scope.tags(self._physical_name),
            opts=self.child(
                # Autoscaling owns the number of tasks after the first deployment.
                ignore_changes=["desired_count"],
                # A cluster has one service of a name, so a replacement cannot stand beside what it replaces.
                delete_before_replace=True,
                depends_on=[args.cluster, *roles.policies, *_surroundings(args)],
                custom_timeouts=pulumi.CustomTimeouts(create=_TIMEOUT, update=_TIMEOUT, delete=_TIMEOUT),
            ),
            **capacity(spec),
            **deployment(alarm),
            **routing(self.logical_name, spec, args.target),
            service_connect_configuration=self._service_connect(logs),
        )

    def _service_connect(self, logs: aws.cloudwatch.LogGroup) -> aws.ecs.ServiceServiceConnectConfigurationArgs:
        port = self._args.spec.port
        return aws.ecs.ServiceServiceConnectConfigurationArgs(
            enabled=True,
            namespace=self._args.cluster.namespace_arn,
            # A service without a port still calls the others by name.
            services=None if port is None else [_offered(self.logical_name, port)],
            log_configuration=aws.ecs.ServiceServiceConnectConfigurationLogConfigurationArgs(
                log_driver="awslogs", options=log_options(self._args.scope, logs.name, "service-connect")
            ),
        )

    def _internal_url(self, service: aws.ecs.Service) -> pulumi.Output[str] | None:
        port = self._args.spec.port
        if port is None:
            return None
        # Made of the service's own output, so that whoever is told the URL starts after the name exists.
        url = f"http://{self.logical_name}:{port}"
        return service.name.apply(lambda _: url)


def _surroundings(args: FargateServiceArgs) -> list[pulumi.Resource]:
    """Return what must stand before the first task starts: its way out to the registry, its rule, whom it calls."""
    rule = [] if args.target is None else [args.target.rule]
    return [*whole(args.network), *rule, *args.after]


def _offered(name: str, port: int) -> aws.ecs.ServiceServiceConnectConfigurationServiceArgs:
    alias = aws.ecs.ServiceServiceConnectConfigurationServiceClientAliasArgs(dns_name=name, port=port)
    # The proxy in front of every task would end each answer after 15 seconds, a balancer's requests too: how long one
    # may take is for the caller and the balancer to say. Both must be given, or the idle one is switched off.
    timeout = aws.ecs.ServiceServiceConnectConfigurationServiceTimeoutArgs(
        per_request_timeout_seconds=0, idle_timeout_seconds=_IDLE_SECONDS
    )
    return aws.ecs.ServiceServiceConnectConfigurationServiceArgs(
        port_name=name, discovery_name=name, client_alias=[alias], timeout=timeout
    )
