"""Switches an environment off outside working hours, and on again before people come."""

from __future__ import annotations

from collections.abc import Mapping

import pulumi
import pulumi_aws as aws

from ..component import Component
from ..off_hours import ScalableService
from .args import ScheduleArgs
from .calls import (
    ECS_DIMENSION,
    ECS_NAMESPACE,
    Switched,
    database_calls,
    group_calls,
    wake_database,
    wake_group,
    wake_service,
)
from .plan import silences, switches
from .role import calling_role

# What services need is there before they are, and goes after them. Starting a database takes some minutes.
_EARLY_MINUTES, _LATE_MINUTES = 20, 10
# Within the morning, a service that does not come up is somebody's business again.
_GRACE_MINUTES = 30
# For as long a failed call may be made again. It is the shortest working day, so no start outlasts one.
_RETRY_SECONDS, _RETRIES = 3600, 20


class Schedule(Component):
    """Services without tasks, databases stopped and machines gone outside working hours, and back before they begin.

    Databases and machines come twenty minutes before the services and go ten minutes after them.
    """

    role_name: pulumi.Output[str] | None
    """Name of the role that databases and machines are switched under; none where there are neither."""

    wake_commands: Mapping[str, pulumi.Output[str]]
    """Name -> AWS CLI command that switches it on at any hour, until the schedule next switches it off."""

    def __init__(self, name: str, args: ScheduleArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        hours = args.hours
        inputs = {
            "timezone": hours.timezone,
            "days": hours.days,
            "start": hours.start,
            "stop": hours.stop,
            "holidays": sorted(day.isoformat() for day in hours.holidays) or None,
            "services": sorted(args.services) or None,
            "databases": sorted(args.databases) or None,
            "groups": sorted(args.groups) or None,
        }
        super().__init__("stackwright:schedule:Schedule", name, inputs, opts, args.transform)
        self._args = args
        # Of what is not released, nothing would run in the morning either.
        services = {key: service for key, service in args.services.items() if service.max > 0}
        for key, service in services.items():
            self._scale(key, service)
        called = {key: database_calls(database) for key, database in args.databases.items()}
        called |= {key: group_calls(group) for key, group in args.groups.items()}
        self.role_name = self._call(called) if called else None
        if args.muted_alarms:
            self._mute()
        self.wake_commands = {
            **{key: wake_service(args.scope, service) for key, service in services.items()},
            **{key: wake_database(args.scope, database) for key, database in args.databases.items()},
            **{key: wake_group(args.scope, group) for key, group in args.groups.items()},
        }
        self.finish()

    def _scale(self, key: str, service: ScalableService) -> None:
        before: list[pulumi.Resource] = []
        for switch in switches(self._args.hours):
            least, most = (service.min, service.max) if switch.on else (0, 0)
            action = aws.appautoscaling.ScheduledAction(
                f"{self.logical_name}-{key}-{switch.key}",
                service_namespace=ECS_NAMESPACE,
                scalable_dimension=ECS_DIMENSION,
                resource_id=service.resource_id,
                schedule=switch.expression,
                timezone=self._args.hours.timezone,
                scalable_target_action=aws.appautoscaling.ScheduledActionScalableTargetActionArgs(
                    min_capacity=least, max_capacity=most
                ),
                # One after another: two at once for one service may end in a ConcurrentUpdateException.
                # Source: Application Auto Scaling API Reference, "PutScheduledAction".
                opts=self.child(depends_on=before),
            )
            before = [action]

    def _call(self, called: Mapping[str, Switched]) -> pulumi.Output[str]:
        args, name = self._args, f"{self.logical_name}-group"
        group = aws.scheduler.ScheduleGroup(
            name, tags=args.scope.tags(args.scope.physical_name(name)), opts=self.child()
        )
        role, policy = calling_role(self, args.scope, group.arn, called)
        # AWS does not say whether it makes a call again that the service itself refused. Either way it ends there:
        # there is no dead-letter queue, as each day off would send it one message: that a stopped database is stopped.
        retry = aws.scheduler.ScheduleTargetRetryPolicyArgs(
            maximum_event_age_in_seconds=_RETRY_SECONDS, maximum_retry_attempts=_RETRIES
        )
        for key, switched in called.items():
            for switch in switches(args.hours, early=_EARLY_MINUTES, late=_LATE_MINUTES):
                call = switched.on if switch.on else switched.off
                aws.scheduler.Schedule(
                    f"{self.logical_name}-{key}-{switch.key}",
                    name=args.scope.physical_name(self.logical_name, key, switch.key, limit=64),
                    group_name=group.name,
                    schedule_expression=switch.expression,
                    schedule_expression_timezone=args.hours.timezone,
                    flexible_time_window=aws.scheduler.ScheduleFlexibleTimeWindowArgs(mode="OFF"),
                    target=aws.scheduler.ScheduleTargetArgs(
                        arn=f"arn:{args.scope.partition}:scheduler:::aws-sdk:{call.api}",
                        role_arn=role.arn,
                        input=pulumi.Output.json_dumps(dict(call.input)),
                        retry_policy=retry,
                    ),
                    opts=self.child(depends_on=[policy]),
                )
        return role.name

    def _mute(self) -> None:
        args = self._args
        for silence in silences(args.hours, grace=_GRACE_MINUTES):
            name = f"{self.logical_name}-mute-{silence.key}"
            aws.cloudwatch.AlarmMuteRule(
                name,
                name=args.scope.physical_name(name, limit=255),
                description="What fires because services are off outside working hours",
                mute_targets=aws.cloudwatch.AlarmMuteRuleMuteTargetsArgs(alarm_names=list(args.muted_alarms)),
                rule=aws.cloudwatch.AlarmMuteRuleRuleArgs(
                    schedule=aws.cloudwatch.AlarmMuteRuleRuleScheduleArgs(
                        expression=silence.expression, duration=silence.duration, timezone=args.hours.timezone
                    )
                ),
                tags=args.scope.tags(args.scope.physical_name(name)),
                opts=self.child(),
            )
