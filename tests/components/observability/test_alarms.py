"""Alarms..."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pulumi
import pulumi_aws as aws
import pytest

from components.component import Component
from components.observability.alarms import Alarms, AlarmsArgs
from components.observability.spec import SEVERITIES, AlarmSpec, Metric, single
from components.observability.subscription import Subscription
from components.scope import Scope
from stackwright.model import Secret

KEY = "arn:aws:kms:eu-west-1:123456789012:key/alarms"
CPU = Metric(namespace="AWS/RDS", name="CPUUtilization", dimensions={"DBInstanceIdentifier": "orders"})
BUSY = AlarmSpec(
    key="cpu", title="CPU above 80 %", severity="P2", metrics=single(CPU), threshold=80, runbook="database-cpu"
)
OPS = Subscription(protocol="email", endpoint="ops@acme.example", key="ops")


@dataclass(frozen=True)
class Thing:
    logical_name: str
    alarms: tuple[AlarmSpec, ...]


@pytest.fixture
def build(scope):
    def make(*watched, subscriptions=None, **others):
        args = AlarmsArgs(scope=scope, kms_key_arn=KEY, watched=watched, subscriptions=subscriptions or {}, **others)
        return Alarms("alarms", args)

    return make


def named(of):
    return of.named(under="stackwright:observability:Alarms")


def test_creates_a_topic_and_a_policy_per_severity_an_alarm_per_spec_and_a_subscription_per_address(deploy, build):
    made = deploy(lambda: build(Thing("orders", (BUSY,)), subscriptions={"P0": [OPS], "P2": [OPS]}))
    assert named(made) == {
        **{f"alarms-topic-{key}": "aws:sns/topic:Topic" for key in ("p0", "p1", "p2", "p3")},
        **{f"alarms-policy-{key}": "aws:sns/topicPolicy:TopicPolicy" for key in ("p0", "p1", "p2", "p3")},
        "alarms-p0-ops": "aws:sns/topicSubscription:TopicSubscription",
        "alarms-p2-ops": "aws:sns/topicSubscription:TopicSubscription",
        "alarms-orders-cpu": "aws:cloudwatch/metricAlarm:MetricAlarm",
    }
    component = made["alarms"]
    assert {made[name].parent for name in named(made)} == {component.urn}


def test_encrypt_every_topic_and_give_it_a_name_that_people_can_find(deploy, build, scope):
    topic = deploy(build)["alarms-topic-p0"]
    assert topic.inputs == {
        "name": "acme-test-alarms-p0",
        "kmsMasterKeyId": KEY,
        "tags": scope.tags("acme-test-alarms-p0"),
    }


def test_let_only_alarms_budgets_and_cost_anomalies_of_this_account_publish_and_only_over_tls(deploy, build):
    made = deploy(build)
    topic = made["alarms-topic-p1"].outputs["arn"]
    assert made["alarms-policy-p1"].inputs["arn"] == topic
    assert made.json("alarms-policy-p1", "policy") == {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Sid": "AlarmsOfThisAccount",
                "Effect": "Allow",
                "Principal": {"Service": "cloudwatch.amazonaws.com"},
                "Action": "sns:Publish",
                "Resource": topic,
                "Condition": {
                    "StringEquals": {"aws:SourceAccount": "123456789012"},
                    "ArnLike": {"aws:SourceArn": "arn:aws:cloudwatch:eu-west-1:123456789012:alarm:*"},
                },
            },
            {
                "Sid": "BudgetsOfThisAccount",
                "Effect": "Allow",
                "Principal": {"Service": "budgets.amazonaws.com"},
                "Action": "sns:Publish",
                "Resource": topic,
                "Condition": {
                    "StringEquals": {"aws:SourceAccount": "123456789012"},
                    "ArnLike": {"aws:SourceArn": "arn:aws:budgets::123456789012:*"},
                },
            },
            {
                "Sid": "CostAnomaliesOfThisAccount",
                "Effect": "Allow",
                "Principal": {"Service": "costalerts.amazonaws.com"},
                "Action": "sns:Publish",
                "Resource": topic,
                "Condition": {
                    "StringEquals": {"aws:SourceAccount": "123456789012"},
                    "ArnLike": {"aws:SourceArn": "arn:aws:ce::123456789012:anomalysubscription/*"},
                },
            },
            {
                "Sid": "OnlyOverTls",
                "Effect": "Deny",
                "Principal": "*",
                "Action": "sns:Publish",
                "Resource": topic,
                "Condition": {"Bool": {"aws:SecureTransport": "false"}},
            },
        ],
    }


def test_write_the_policy_for_the_partition_of_the_region(deploy, scope):
    china = replace(scope, region="cn-north-1")
    made = deploy(lambda: Alarms("alarms", AlarmsArgs(scope=china, kms_key_arn=KEY, watched=(), subscriptions={})))
    allowed = made.json("alarms-policy-p0", "policy")["Statement"][:-1]
    assert [statement["Condition"]["ArnLike"]["aws:SourceArn"] for statement in allowed] == [
        "arn:aws-cn:cloudwatch:cn-north-1:123456789012:alarm:*",
        "arn:aws-cn:budgets::123456789012:*",
        "arn:aws-cn:ce::123456789012:anomalysubscription/*",
    ]


def test_watch_one_metric_as_it_is_and_call_its_severitys_topic_both_ways(deploy, build, scope):
    made = deploy(lambda: build(Thing("orders", (BUSY,))))
    topic = made["alarms-topic-p2"].outputs["arn"]
    assert made["alarms-orders-cpu"].inputs == {
        "name": "acme-test-orders-cpu",
        "alarmDescription": (
            "P2: CPU above 80 %. Runbook: https://github.com/acme/platform/blob/main/docs/runbooks/database-cpu.md"
        ),
        "namespace": "AWS/RDS",
        "metricName": "CPUUtilization",
        "dimensions": {"DBInstanceIdentifier": "orders"},
        "statistic": "Average",
        "period": 60,
        "comparisonOperator": "GreaterThanThreshold",
        "threshold": 80,
        "evaluationPeriods": 5,
        "datapointsToAlarm": 5,
        "treatMissingData": "notBreaching",
        "alarmActions": [topic],
        "okActions": [topic],
        "tags": {**scope.tags("acme-test-orders-cpu"), "Severity": "P2"},
    }


def test_call_the_topic_of_each_severity(deploy, build):
    specs = tuple(replace(BUSY, key=f"cpu-{severity.lower()}", severity=severity) for severity in SEVERITIES)
    made = deploy(lambda: build(Thing("orders", specs)))
    for key in ("p0", "p1", "p2", "p3"):
        assert made[f"alarms-orders-cpu-{key}"].inputs["alarmActions"] == [made[f"alarms-topic-{key}"].outputs["arn"]]


def test_look_at_a_percentile_through_the_extended_statistic(deploy, build):
    slow = replace(BUSY, metrics=single(replace(CPU, statistic="p95")))
    inputs = deploy(lambda: build(Thing("orders", (slow,))))["alarms-orders-cpu"].inputs
    assert inputs["extendedStatistic"] == "p95"
    assert "statistic" not in inputs


def test_combine_several_metrics_by_their_expression(deploy, build):
    errors = Metric(namespace="AWS/X", name="Errors", dimensions={"Name": "orders"}, statistic="Sum")
    requests = Metric(namespace="AWS/X", name="Requests", dimensions={"Name": "orders"}, statistic="Sum")
    spec = replace(
        BUSY, title="errors", metrics={"e": errors, "r": requests}, expression="100 * e / r", period_seconds=300
    )
    inputs = deploy(lambda: build(Thing("orders", (spec,))))["alarms-orders-cpu"].inputs
    metric = {"namespace": "AWS/X", "dimensions": {"Name": "orders"}, "period": 300, "stat": "Sum"}
    assert inputs["metricQueries"] == [
        {"id": "e", "metric": {**metric, "metricName": "Errors"}, "returnData": False},
        {"id": "r", "metric": {**metric, "metricName": "Requests"}, "returnData": False},
        {"id": "result", "expression": "100 * e / r", "label": "errors", "returnData": True},
    ]
    assert not {"metricName", "namespace", "dimensions", "statistic", "extendedStatistic", "period"} & set(inputs)


@pytest.mark.parametrize(
    ("comparison", "operator"),
    [
        ("above", "GreaterThanThreshold"),
        ("at_least", "GreaterThanOrEqualToThreshold"),
        ("below", "LessThanThreshold"),
        ("at_most", "LessThanOrEqualToThreshold"),
    ],
)
def test_compare_as_the_spec_says(deploy, build, comparison, operator):
    made = deploy(lambda: build(Thing("orders", (replace(BUSY, comparison=comparison),))))
    assert made["alarms-orders-cpu"].inputs["comparisonOperator"] == operator


def test_take_periods_and_missing_data_from_the_spec(deploy, build):
    spec = replace(BUSY, periods=10, breaching_periods=3, missing="breaching")
    inputs = deploy(lambda: build(Thing("orders", (spec,))))["alarms-orders-cpu"].inputs
    assert inputs["evaluationPeriods"] == 10
    assert inputs["datapointsToAlarm"] == 3
    assert inputs["treatMissingData"] == "breaching"


def test_subscribe_an_address_to_its_severitys_topic(deploy, build):
    made = deploy(lambda: build(subscriptions={"P1": [OPS]}))
    assert made["alarms-p1-ops"].inputs == {
        "topic": made["alarms-topic-p1"].outputs["arn"],
        "protocol": "email",
        "endpoint": "ops@acme.example",
    }


def test_show_counts_and_never_an_endpoint_as_the_components_inputs(deploy, build):
    def program():
        pager = pulumi.Output.secret("https://pager.example/token")
        hook = Subscription(protocol="https", endpoint=pager, key="pager")
        return build(Thing("orders", (BUSY,)), subscriptions={"P0": [OPS, hook]})

    made = deploy(program)
    assert made["alarms"].inputs == {
        "alarms": {"P0": 0, "P1": 0, "P2": 1, "P3": 0},
        "subscriptions": {"P0": 2, "P1": 0, "P2": 0, "P3": 0},
    }
    assert made["alarms-p0-pager"].inputs["endpoint"] == Secret("https://pager.example/token")


def test_add_nothing_but_its_own_alarms_when_a_component_joins_in_front(deploy, build):
    def state(*watched):
        made = deploy(lambda: build(*watched, subscriptions={"P0": [OPS]}))
        return {name: made[name].inputs for name in named(made)}

    orders, stock = Thing("orders", (BUSY,)), Thing("stock", (BUSY, replace(BUSY, key="disk")))
    before, after = state(orders), state(stock, orders)
    assert {name: after[name] for name in before} == before
    assert set(after) - set(before) == {"alarms-stock-cpu", "alarms-stock-disk"}


def test_output_the_topics_by_severity_and_the_alarms_by_component_and_key(deploy, build):
    made = deploy(lambda: build(Thing("orders", (BUSY,))))
    topics = {severity: made[f"alarms-topic-{severity.lower()}"].outputs["arn"] for severity in SEVERITIES}
    alarms = {"orders-cpu": made["alarms-orders-cpu"].outputs["arn"]}
    assert {key: made.value(arn) for key, arn in made.result.topic_arns.items()} == topics
    assert {key: made.value(arn) for key, arn in made.result.alarm_arns.items()} == alarms
    assert made["alarms"].outputs == {"topic_arns": topics, "alarm_arns": alarms, "names_to_mute": {}}


def test_name_those_that_fire_because_something_is_off(deploy, build):
    down = replace(BUSY, key="down", only_while_on=True)
    made = deploy(lambda: build(Thing("orders", (BUSY, down))))
    assert {key: made.value(name) for key, name in made.result.names_to_mute.items()} == {
        "orders-down": "acme-test-orders-down"
    }


def test_output_a_topic_only_once_its_policy_is_in_place(deploy, build):
    def program():
        topic = build().topic_arns["P2"]
        return aws.ssm.Parameter("reader", type="String", value=topic)

    assert deploy(program)["reader"].property_dependencies["value"] == (
        "urn:pulumi:test::house::stackwright:observability:Alarms$aws:sns/topicPolicy:TopicPolicy::alarms-policy-p2",
    )


def test_watch_a_component_of_the_library_by_the_alarms_it_brings(deploy, build):
    class Watchable(Component):
        alarms = (BUSY,)

    made = deploy(lambda: build(Watchable("test:test:Watchable", "orders", {}, None)))
    assert "alarms-orders-cpu" in named(made)


def test_can_be_altered_by_role(deploy, build):
    louder = {"topic-p0": lambda props: {**props, "display_name": "Customers are down"}}
    made = deploy(lambda: build(transform=louder))
    assert made["alarms-topic-p0"].inputs["displayName"] == "Customers are down"
    assert "displayName" not in made["alarms-topic-p1"].inputs


def args(scope: Scope, *watched: Thing, subscriptions=None) -> AlarmsArgs:
    return AlarmsArgs(scope=scope, kms_key_arn=KEY, watched=watched, subscriptions=subscriptions or {})


def test_refuse_one_alarm_twice(scope):
    with pytest.raises(ValueError, match="alarm 'cpu' of 'orders' is there twice: give every component its own name"):
        args(scope, Thing("orders", (BUSY,)), Thing("orders", (BUSY,)))


def test_refuse_two_alarms_that_would_share_a_name(scope):
    dashed = replace(BUSY, key="b-cpu")
    clash = "alarm 'b-cpu' of 'a' and alarm 'cpu' of 'a-b' would both be named 'a-b-cpu': rename one"
    with pytest.raises(ValueError, match=clash):
        args(scope, Thing("a", (dashed,)), Thing("a-b", (BUSY,)))


def test_refuse_an_alarm_named_as_a_topic(scope):
    with pytest.raises(ValueError, match="the topic of P0 and alarm 'p0' of 'topic' would both be named 'topic-p0'"):
        args(scope, Thing("topic", (replace(BUSY, key="p0"),)))


def test_refuse_one_address_twice_in_a_severity_without_showing_it(scope):
    twice = [Subscription(protocol="email", endpoint="ops@acme.example")] * 2
    with pytest.raises(ValueError, match="subscription '368ba384' of P0 is there twice") as refusal:
        args(scope, subscriptions={"P0": twice})
    assert "ops@acme.example" not in str(refusal.value)


def test_take_one_address_in_two_severities(scope):
    assert args(scope, subscriptions={"P0": [OPS], "P1": [OPS]})


def test_refuse_a_severity_that_does_not_exist(scope):
    with pytest.raises(ValueError, match="subscriptions must be keyed by P0, P1, P2, P3, got P4"):
        args(scope, subscriptions={"P4": [OPS]})


@pytest.mark.parametrize("key", ["result", "Errors", "4xx", "e-r"])
def test_refuse_a_metric_id_that_no_expression_can_name(scope, key):
    spec = replace(BUSY, metrics={key: CPU}, expression=f"{key} * 2")
    with pytest.raises(ValueError, match=f"alarm 'cpu' of 'orders': a metric's id .* got '{key}'"):
        args(scope, Thing("orders", (spec,)))


def test_take_any_id_where_no_expression_names_it(scope):
    assert args(scope, Thing("orders", (replace(BUSY, metrics={"result": CPU}),)))
