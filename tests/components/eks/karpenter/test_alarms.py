"""Karpenter watches"""

from __future__ import annotations


def facts(made, spec):
    (metric,) = spec.metrics.values()
    dimensions = {key: made.value(value) for key, value in metric.dimensions.items()}
    return (metric.namespace, metric.name, metric.statistic, dimensions, spec.comparison, spec.threshold, spec.periods)


def test_interruptions_that_nobody_reads_and_pods_that_no_node_fits(karpenter):
    made = karpenter()
    assert {spec.key: facts(made, spec) for spec in made.result.alarms} == {
        "interruptions-unread": (
            "AWS/SQS",
            "ApproximateAgeOfOldestMessage",
            "Maximum",
            {"QueueName": made["karpenter-queue"].outputs["name"]},
            "above",
            60,
            3,
        ),
        "pods-waiting": (
            "AWS/EKS",
            "scheduler_pending_pods_UNSCHEDULABLE",
            "Sum",
            {"ClusterName": "acme-test-main"},
            "above",
            0,
            15,
        ),
    }


def test_and_wakes_somebody_only_where_services_lack_nodes(karpenter):
    severities = {spec.key: (spec.severity, spec.runbook) for spec in karpenter().result.alarms}
    assert severities == {
        "interruptions-unread": ("P2", "karpenter-interruptions"),
        "pods-waiting": ("P1", "karpenter-pods-waiting"),
    }
