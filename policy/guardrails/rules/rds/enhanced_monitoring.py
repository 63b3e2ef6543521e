"""RDS instances report what their operating system does, and keep Performance Insights under a key of one's own.

An Aurora instance that says nothing takes the interval of its cluster, if that has one.
"""

from __future__ import annotations

from ...authoring import Controls, Inventory, Item, Level, Node, Severity, StackRule, Verdicts, each, must_be_at_least
from ...customer_key import must_be_customer_key
from ...databases import CLUSTER, INSTANCE, MEMBER, is_multi_az_cluster


def _check(stack: Inventory) -> Verdicts:
    yield from each(stack.of(INSTANCE, MEMBER), lambda database: _judge_instance(stack, database))
    yield from each(stack.of(CLUSTER), _judge_cluster)


def _judge_instance(stack: Inventory, database: Item) -> Verdicts:
    yield from _judge(database, _interval(stack, database))


def _judge_cluster(cluster: Item) -> Verdicts:
    refused = list(_judge(cluster, cluster["monitoringInterval"]))
    if refused and is_multi_az_cluster(cluster):
        yield from refused


def _judge(database: Item, interval: Node) -> Verdicts:
    yield from must_be_at_least(interval, 1)
    if database["performanceInsightsEnabled"].truth() is True:
        yield from must_be_customer_key(database["performanceInsightsKmsKeyId"])


def _interval(stack: Inventory, database: Item) -> Node:
    own = database["monitoringInterval"]
    if database.type == MEMBER and own.absent:
        clusters, certain = stack.targets(database["clusterIdentifier"], CLUSTER)
        if not certain:
            raise database["clusterIdentifier"].undecided()
        return next((one["monitoringInterval"] for one in clusters if not one["monitoringInterval"].absent), own)
    return own


rds_enhanced_monitoring = StackRule(
    id="rds-enhanced-monitoring",
    promise="RDS instances report on their operating system, and keep Performance Insights under a customer key.",
    fix="Set monitoring_interval=60 with a monitoring_role_arn; where performance_insights_enabled is set, set"
    " performance_insights_kms_key_id too.",
    severity=Severity.LOW,
    level=Level.DISABLED,
    controls=Controls(fsbp=("RDS.6",), checkov=("CKV_AWS_118", "CKV_AWS_354")),
    looks_at=frozenset({INSTANCE, MEMBER, CLUSTER}),
    check=_check,
)
