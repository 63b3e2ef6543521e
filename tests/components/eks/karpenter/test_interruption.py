"""Karpenter hears of a node that is about to go"""

from __future__ import annotations

import json

import pytest

QUEUE = "karpenter-queue"
EVENTS = {
    "capacity-reservation": ("aws.ec2", "EC2 Capacity Reservation Instance Interruption Warning"),
    "health": ("aws.health", "AWS Health Event"),
    "rebalance": ("aws.ec2", "EC2 Instance Rebalance Recommendation"),
    "spot": ("aws.ec2", "EC2 Spot Instance Interruption Warning"),
    "state-change": ("aws.ec2", "EC2 Instance State-change Notification"),
}


def test_by_a_queue_that_is_encrypted_and_forgets_soon(karpenter, scope):
    assert karpenter()[QUEUE].inputs == {
        "messageRetentionSeconds": 300,
        "sqsManagedSseEnabled": True,
        "tags": scope.tags("acme-test-karpenter-queue"),
    }


def test_from_the_rules_of_this_account_and_from_nobody_without_tls(karpenter):
    made = karpenter()
    queue = made[QUEUE].outputs["arn"]
    rules = sorted(made[f"karpenter-rule-{key}"].outputs["arn"] for key in EVENTS)
    send = {"Effect": "Allow", "Action": "sqs:SendMessage", "Resource": queue}
    account = {"aws:SourceAccount": "123456789012"}
    assert made["karpenter-queue-policy"].inputs["queueUrl"] == made[QUEUE].outputs["url"]
    assert made.json("karpenter-queue-policy", "policy") == {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Sid": "EventsOfThisAccount",
                **send,
                "Principal": {"Service": "events.amazonaws.com"},
                "Condition": {"StringEquals": account, "ArnEquals": {"aws:SourceArn": rules}},
            },
            {
                "Sid": "QueuesOfThisAccount",
                **send,
                "Principal": {"Service": "sqs.amazonaws.com"},
                "Condition": {
                    "StringEquals": account,
                    "ArnLike": {"aws:SourceArn": "arn:aws:sqs:eu-west-1:123456789012:*"},
                },
            },
            {
                "Sid": "OnlyOverTls",
                "Effect": "Deny",
                "Principal": "*",
                "Action": "sqs:*",
                "Resource": queue,
                "Condition": {"Bool": {"aws:SecureTransport": "false"}},
            },
        ],
    }


@pytest.mark.parametrize("key", list(EVENTS))
def test_through_a_rule_for_each_event(karpenter, scope, key):
    made = karpenter()
    rule, target = made[f"karpenter-rule-{key}"], made[f"karpenter-target-{key}"]
    source, detail_type = EVENTS[key]
    assert json.loads(rule.inputs["eventPattern"]) == {"source": [source], "detail-type": [detail_type]}
    assert rule.inputs["description"] == f"{detail_type}, for the nodes that karpenter has started"
    assert rule.inputs["tags"] == scope.tags(f"acme-test-karpenter-rule-{key}")
    assert target.inputs == {"rule": rule.outputs["name"], "arn": made[QUEUE].outputs["arn"]}


def test_only_once_the_queue_lets_events_in(karpenter):
    made = karpenter()
    policy = made["karpenter-queue-policy"].urn
    assert all(policy in made[f"karpenter-target-{key}"].dependencies for key in EVENTS)
