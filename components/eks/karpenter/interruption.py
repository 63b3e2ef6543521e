"""The queue that tells Karpenter that a node is about to go, and the events that reach it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pulumi
import pulumi_aws as aws

from ...component import Component
from ...scope import Scope

# An interruption is over long before. Source: repository aws/karpenter-provider-aws v1.14.1,
# website/content/en/v1.14/reference/cloudformation.md, which has the five events too.
_RETENTION_SECONDS = 300

_EVENTS: Mapping[str, tuple[str, str]] = {
    "capacity-reservation": ("aws.ec2", "EC2 Capacity Reservation Instance Interruption Warning"),
    "health": ("aws.health", "AWS Health Event"),
    "rebalance": ("aws.ec2", "EC2 Instance Rebalance Recommendation"),
    "spot": ("aws.ec2", "EC2 Spot Instance Interruption Warning"),
    "state-change": ("aws.ec2", "EC2 Instance State-change Notification"),
}


@dataclass(frozen=True, kw_only=True)
class Interruptions:
    """A queue, and what makes it tell something."""

    queue: aws.sqs.Queue
    """The queue."""

    ready: tuple[pulumi.Resource, ...]
    """What a reader depends on: without them it would wait for nothing."""


def interruptions(owner: Component, scope: Scope) -> Interruptions:
    """Create `{owner}-queue`, its policy, and `{owner}-rule-{event}` and `{owner}-target-{event}` of each event."""
    name = owner.logical_name
    queue = aws.sqs.Queue(
        f"{name}-queue",
        message_retention_seconds=_RETENTION_SECONDS,
        # The key of SQS itself: with one of ours, EventBridge would need to use it too, for events that hold no secret.
        sqs_managed_sse_enabled=True,
        tags=scope.tags(scope.physical_name(name, "queue")),
        opts=owner.child(),
    )
    rules = {key: _rule(owner, scope, key) for key in _EVENTS}
    policy = aws.sqs.QueuePolicy(
        f"{name}-queue-policy",
        queue_url=queue.url,
        policy=pulumi.Output.all(queue.arn, *(rule.arn for rule in rules.values())).apply(
            lambda arns: json.dumps(queue_policy(scope, arns[0], arns[1:]))
        ),
        opts=owner.child(),
    )
    targets = [
        aws.cloudwatch.EventTarget(
            f"{name}-target-{key}", rule=rule.name, arn=queue.arn, opts=owner.child(depends_on=[policy])
        )
        for key, rule in rules.items()
    ]
    return Interruptions(queue=queue, ready=(policy, *targets))


def queue_policy(scope: Scope, queue_arn: str, rule_arns: Sequence[str]) -> dict[str, Any]:
    """Return a policy that lets those rules of this account send to the queue, and nobody without TLS."""
    here = {"aws:SourceAccount": scope.account_id}
    queues = f"arn:{scope.partition}:sqs:{scope.region}:{scope.account_id}:*"
    return {
        "Version": "2012-10-17",
        "Statement": [
            _send("EventsOfThisAccount", "events", queue_arn, here, {"ArnEquals": sorted(rule_arns)}),
            _send("QueuesOfThisAccount", "sqs", queue_arn, here, {"ArnLike": queues}),
            {
                "Sid": "OnlyOverTls",
                "Effect": "Deny",
                "Principal": "*",
                "Action": "sqs:*",
                "Resource": queue_arn,
                "Condition": {"Bool": {"aws:SecureTransport": "false"}},
            },
        ],
    }


def _send(sid: str, service: str, queue_arn: str, account: Any, source: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "Sid": sid,
        "Effect": "Allow",
        "Principal": {"Service": f"{service}.amazonaws.com"},
        "Action": "sqs:SendMessage",
        "Resource": queue_arn,
        "Condition": {"StringEquals": account, **{test: {"aws:SourceArn": arn} for test, arn in source.items()}},
    }


def _rule(owner: Component, scope: Scope, key: str) -> aws.cloudwatch.EventRule:
    source, detail_type = _EVENTS[key]
    return aws.cloudwatch.EventRule(
        f"{owner.logical_name}-rule-{key}",
        description=f"{detail_type}, for the nodes that {owner.logical_name} has started",
        event_pattern=json.dumps({"source": [source], "detail-type": [detail_type]}),
        tags=scope.tags(scope.physical_name(owner.logical_name, "rule", key)),
        opts=owner.child(),
    )
