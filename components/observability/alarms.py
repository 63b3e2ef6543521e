"""Turns the alarms that components bring into CloudWatch alarms that call the right people."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pulumi
import pulumi_aws as aws

from ..component import Component, Transform
from ..scope import Scope
from .publishers import publishers
from .spec import SEVERITIES, AlarmSpec, Comparison, Metric, Severity, Watched
from .subscription import Subscription

# Id under which an alarm's expression stands beside its metrics.
_RESULT = "result"

_OPERATORS: Mapping[Comparison, str] = {
    "above": "GreaterThanThreshold",
    "at_least": "GreaterThanOrEqualToThreshold",
    "below": "LessThanThreshold",
    "at_most": "LessThanOrEqualToThreshold",
}
_STATISTICS = frozenset({"Average", "Sum", "Minimum", "Maximum", "SampleCount"})
_METRIC_ID = re.compile(r"[a-z][a-zA-Z0-9_]*")


@dataclass(frozen=True, kw_only=True)
class AlarmsArgs:
    """What `Alarms` needs."""

    scope: Scope
    """Names and tags."""

    kms_key_arn: pulumi.Input[str]
    """Key that encrypts the topics; its policy must let those who publish use it, see `EncryptionKey`'s `alarms`."""

    watched: Sequence[Watched]
    """Components whose alarms are created."""

    subscriptions: Mapping[Severity, Sequence[Subscription]]
    """Severity -> who hears of it. A severity that is left out calls nobody."""

    transform: Transform = field(default_factory=dict)
    """Changes to children by role, see `Component`. Default: none."""

    def __post_init__(self) -> None:
        if unknown := sorted(set(self.subscriptions) - set(SEVERITIES)):
            raise ValueError(f"subscriptions must be keyed by {', '.join(SEVERITIES)}, got {', '.join(unknown)}")
        for watched in self.watched:
            for spec in watched.alarms:
                _refuse_bad_ids(watched.logical_name, spec)
        taken: dict[str, str] = {}
        for role, what in _roles(self):
            if role in taken:
                raise ValueError(_clash(role, taken[role], what))
            taken[role] = what


class Alarms(Component):
    """Every alarm of the components it watches, each sent to the topic of its severity with a link to its runbook."""

    topic_arns: Mapping[str, pulumi.Output[str]]
    """Severity (`P0` to `P3`) -> ARN of its SNS topic, once its policy lets publishers in."""

    alarm_arns: Mapping[str, pulumi.Output[str]]
    """`{component}-{key}` -> ARN of the alarm; what `Dashboard` shows the status of."""

    names_to_mute: Mapping[str, pulumi.Output[str]]
    """`{component}-{key}` -> name of each alarm that also fires because something was switched off on purpose."""

    def __init__(self, name: str, args: AlarmsArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        specs = [(watched.logical_name, spec) for watched in args.watched for spec in watched.alarms]
        inputs = {
            "alarms": {severity: sum(spec.severity == severity for _, spec in specs) for severity in SEVERITIES},
            "subscriptions": {severity: len(args.subscriptions.get(severity, ())) for severity in SEVERITIES},
        }
        super().__init__("stackwright:observability:Alarms", name, inputs, opts, args.transform)
        self._args = args
        topics = {severity: self._topic(severity) for severity in SEVERITIES}
        self.topic_arns = {severity: policy.arn for severity, (_, policy) in topics.items()}
        made = {
            (component, spec.key): self._alarm(component, spec, topics[spec.severity][0].arn)
            for component, spec in specs
        }
        self.alarm_arns = {f"{component}-{key}": alarm.arn for (component, key), alarm in made.items()}
        self.names_to_mute = {
            f"{component}-{spec.key}": made[component, spec.key].name for component, spec in specs if spec.only_while_on
        }
        self.finish()

    def _topic(self, severity: Severity) -> tuple[aws.sns.Topic, aws.sns.TopicPolicy]:
        scope, key = self._args.scope, severity.lower()
        physical_name = scope.physical_name(self.logical_name, key)
        topic = aws.sns.Topic(
            f"{self.logical_name}-topic-{key}",
            name=physical_name,
            kms_master_key_id=self._args.kms_key_arn,
            tags=scope.tags(physical_name),
            opts=self.child(),
        )
        policy = aws.sns.TopicPolicy(
            f"{self.logical_name}-policy-{key}",
            arn=topic.arn,
            policy=pulumi.Output.json_dumps(_topic_policy(scope, topic.arn)),
            opts=self.child(),
        )
        for subscription in self._args.subscriptions.get(severity, ()):
            aws.sns.TopicSubscription(
                f"{self.logical_name}-{key}-{subscription.identity}",
                topic=topic.arn,
                protocol=subscription.protocol,
                endpoint=subscription.endpoint,
                opts=self.child(),
            )
        return topic, policy

    def _alarm(self, component: str, spec: AlarmSpec, topic_arn: pulumi.Output[str]) -> aws.cloudwatch.MetricAlarm:
        scope = self._args.scope
        physical_name = scope.physical_name(component, spec.key, limit=255)
        return aws.cloudwatch.MetricAlarm(
            f"{self.logical_name}-{component}-{spec.key}",
            name=physical_name,
            alarm_description=f"{spec.severity}: {spec.title}. Runbook: {scope.runbook_url(spec.runbook)}",
            comparison_operator=_OPERATORS[spec.comparison],
            threshold=spec.threshold,
            evaluation_periods=spec.periods,
            datapoints_to_alarm=spec.breaching_periods or spec.periods,
            treat_missing_data=spec.missing,
            alarm_actions=[topic_arn],
            ok_actions=[topic_arn],
            tags={**scope.tags(physical_name), "Severity": spec.severity},
            opts=self.child(),
            **_measured(spec),
        )


def _topic_policy(scope: Scope, topic_arn: pulumi.Output[str]) -> dict[str, Any]:
    allowed = [
        {
            "Sid": f"{publisher.sid}OfThisAccount",
            "Effect": "Allow",
            "Principal": {"Service": publisher.service},
            "Action": "sns:Publish",
            "Resource": topic_arn,
            "Condition": publisher.condition(scope),
        }
        for publisher in publishers(scope)
    ]
    only_over_tls = {
        "Sid": "OnlyOverTls",
        "Effect": "Deny",
        "Principal": "*",
        "Action": "sns:Publish",
        "Resource": topic_arn,
        "Condition": {"Bool": {"aws:SecureTransport": "false"}},
    }
    return {"Version": "2012-10-17", "Statement": [*allowed, only_over_tls]}


def _measured(spec: AlarmSpec) -> dict[str, Any]:
    """Return what the alarm looks at: one metric as it is, or queries that an expression combines."""
    if spec.expression is None:
        (metric,) = spec.metrics.values()
        statistic = "statistic" if metric.statistic in _STATISTICS else "extended_statistic"
        return {**_metric(metric, spec.period_seconds), statistic: metric.statistic}
    query, measure = aws.cloudwatch.MetricAlarmMetricQueryArgs, aws.cloudwatch.MetricAlarmMetricQueryMetricArgs
    operands = [
        query(
            id=key,
            metric=measure(**_metric(metric, spec.period_seconds), stat=metric.statistic),
            return_data=False,
        )
        for key, metric in spec.metrics.items()
    ]
    result = query(id=_RESULT, expression=spec.expression, label=spec.title, return_data=True)
    return {"metric_queries": [*operands, result]}


def _metric(metric: Metric, period: int) -> dict[str, Any]:
    return {
        "namespace": metric.namespace,
        "metric_name": metric.name,
        "dimensions": dict(metric.dimensions),
        "period": period,
    }


def _roles(args: AlarmsArgs) -> Iterator[tuple[str, str]]:
    """Yield the role of every child, and what it is in words."""
    for severity in SEVERITIES:
        key = severity.lower()
        yield f"topic-{key}", f"the topic of {severity}"
        yield f"policy-{key}", f"the topic policy of {severity}"
        for subscription in args.subscriptions.get(severity, ()):
            yield f"{key}-{subscription.identity}", f"subscription {subscription.identity!r} of {severity}"
    for watched in args.watched:
        for spec in watched.alarms:
            yield f"{watched.logical_name}-{spec.key}", f"alarm {spec.key!r} of {watched.logical_name!r}"


def _clash(role: str, first: str, second: str) -> str:
    if first == second:
        return f"{first} is there twice: give every component its own name, and each of its alarms its own key"
    return f"{first} and {second} would both be named {role!r}: rename one"


def _refuse_bad_ids(component: str, spec: AlarmSpec) -> None:
    """Refuse ids that CloudWatch would not take in an expression."""
    if spec.expression is None:
        return
    for key in spec.metrics:
        if key == _RESULT or not _METRIC_ID.fullmatch(key):
            raise ValueError(
                f"alarm {spec.key!r} of {component!r}: a metric's id starts with a lower-case letter, holds letters, "
                f"digits and underscores, and is not {_RESULT!r}, got {key!r}"
            )
