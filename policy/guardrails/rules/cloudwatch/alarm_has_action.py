"""A CloudWatch alarm that goes off does something.

An alarm has actions, and they are on, or another resource heeds it: a composite alarm, an ECS or CodeDeploy deployment
that it rolls back, a health check; or an event rule hears all alarms. A dashboard only shows it. What another stack
heeds cannot be seen here.
"""

from __future__ import annotations

from ...authoring import Controls, Inventory, Item, Level, Severity, StackRule, Verdicts, each, must_be, must_be_set

_METRIC = "aws:cloudwatch/metricAlarm:MetricAlarm"
_COMPOSITE = "aws:cloudwatch/compositeAlarm:CompositeAlarm"
_DASHBOARD = "aws:cloudwatch/dashboard:Dashboard"
_EVENT_RULE = "aws:cloudwatch/eventRule:EventRule"

# What CloudWatch tells the event bus. Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/
# cloudwatch-and-eventbridge.html.
_EVENT = "CloudWatch Alarm State Change"

# Where the name of an alarm is written as a text.
_HEEDED_AT = (
    ("aws:ecs/service:Service", "alarms.alarmNames"),
    ("aws:codedeploy/deploymentGroup:DeploymentGroup", "alarmConfiguration.alarms"),
    ("aws:autoscaling/group:Group", "instanceRefresh.preferences.alarmSpecification.alarms"),
    ("aws:route53/healthCheck:HealthCheck", "cloudwatchAlarmName"),
)


def _check(stack: Inventory) -> Verdicts:
    by_edge = {
        urn
        for item in stack
        if item.custom and item.type != _DASHBOARD
        for urns in item.property_dependencies.values()
        for urn in urns
    }
    alarms = [alarm for alarm in stack.of(_METRIC, _COMPOSITE) if alarm.urn not in by_edge]
    yield from each(alarms, lambda alarm: _judge(stack, alarm))


def _judge(stack: Inventory, alarm: Item) -> Verdicts:
    refused = [*must_be(alarm["actionsEnabled"], True), *must_be_set(alarm["alarmActions"])]
    if refused and not _is_named(stack, alarm) and not _all_are_heard(stack):
        yield from refused


def _is_named(stack: Inventory, alarm: Item) -> bool:
    texts = (text for type_, path in _HEEDED_AT for one in stack.of(type_) for text in one.at(path).items())
    if any(stack.refers(text, alarm) for text in texts):
        return True
    rules = [one["alarmRule"].text() for one in stack.of(_COMPOSITE) if not one["alarmRule"].made_of]
    return any(f'"{name}"' in rule or f"({name})" in rule for name in alarm.identities() for rule in rules)


def _all_are_heard(stack: Inventory) -> bool:
    return any(_EVENT in rule["eventPattern"].text() for rule in stack.of(_EVENT_RULE))


alarm_has_action = StackRule(
    id="alarm-has-action",
    promise="Somebody or something hears every CloudWatch alarm.",
    fix="Set alarm_actions to the ARN of an aws.sns.Topic, and leave actions_enabled out.",
    severity=Severity.MEDIUM,
    level=Level.ADVISORY,
    levels={"ephemeral": Level.DISABLED},
    controls=Controls(checkov=("CKV_AWS_319",)),
    looks_at=frozenset({_METRIC, _COMPOSITE}),
    check=_check,
)
