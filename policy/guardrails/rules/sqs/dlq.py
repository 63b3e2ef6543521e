"""A message that cannot be handled ends in a dead-letter queue, where somebody finds it, and comes back no more.

Queues that others name as their dead-letter queue, that are called so, or that say whose they are
(`redriveAllowPolicy`, unless it lets nobody), need none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...authoring import (
    Controls,
    Inventory,
    Item,
    Level,
    Node,
    Severity,
    StackRule,
    Undecided,
    Verdicts,
    each,
)

_QUEUE = "aws:sqs/queue:Queue"
_REDRIVE = "aws:sqs/redrivePolicy:RedrivePolicy"
_ALLOW = "aws:sqs/redriveAllowPolicy:RedriveAllowPolicy"
_TARGET = "deadLetterTargetArn"
_NAMED = re.compile(r"(?i)dlq|dead[-_]?letter")

# Where other resources name a dead-letter queue.
_FAILED_TO = {
    "aws:cloudwatch/eventBus:EventBus": ("deadLetterConfig.arn",),
    "aws:cloudwatch/eventTarget:EventTarget": ("deadLetterConfig.arn",),
    "aws:lambda/eventSourceMapping:EventSourceMapping": ("destinationConfig.onFailure.destinationArn",),
    "aws:lambda/function:Function": ("deadLetterConfig.targetArn",),
    "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig": ("destinationConfig.onFailure.destination",),
    "aws:pipes/pipe:Pipe": (
        "sourceParameters.dynamodbStreamParameters.deadLetterConfig.arn",
        "sourceParameters.kinesisStreamParameters.deadLetterConfig.arn",
    ),
    "aws:scheduler/schedule:Schedule": ("target.deadLetterConfig.arn",),
}
_POLICIES = (_QUEUE, _REDRIVE, "aws:sns/topicSubscription:TopicSubscription")


def _check(stack: Inventory) -> Verdicts:
    yield from each(stack.of(_QUEUE), lambda queue: _judge(stack, queue))


def _judge(stack: Inventory, queue: Item) -> Verdicts:
    if not queue["redrivePolicy"].absent:
        yield from _names_queue(queue["redrivePolicy"])
        return
    policies = stack.pointing_at(queue, _REDRIVE, "queueUrl")
    if policies.certain:
        yield from each(policies.certain, lambda policy: _names_queue(policy["redrivePolicy"]))
    elif not _is_one_itself(stack, queue):
        if policies.possible:
            yield Undecided(queue)
        else:
            yield queue.says("no redrive policy in this stack names a dead-letter queue for this queue")


def _names_queue(policy: Node) -> Verdicts:
    if policy.unknown and policy.made_of:
        return
    target = _member(policy, _TARGET)
    if not target.text().startswith("arn:"):
        yield target.problem("must be the ARN of a queue")


def _is_one_itself(stack: Inventory, queue: Item) -> bool:
    name = queue["name"]
    if _NAMED.search(queue.name) or (name.known and _NAMED.search(name.text())):
        return True
    allowing = [queue, *stack.pointing_at(queue, _ALLOW, "queueUrl").certain]
    if any(_lets_somebody(one["redriveAllowPolicy"]) for one in allowing):
        return True
    answers = [stack.refers(node, queue) for node in _named_by_others(stack)]
    if None in answers and True not in answers:
        raise Undecided(queue)
    return True in answers


def _lets_somebody(policy: Node) -> bool:
    """Return whether a redrive allow policy is there and lets a queue use this one. Raises Undecided."""
    return not policy.absent and _member(policy, "redrivePermission").value() != "denyAll"


def _named_by_others(stack: Inventory) -> Iterator[Node]:
    """Yield the places where a dead-letter queue is named."""
    for type_, paths in _FAILED_TO.items():
        places = (item.at(path) for item in stack.of(type_) for path in paths)
        yield from (place for place in places if not place.absent)
    for item in stack.of(*_POLICIES):
        policy = item["redrivePolicy"]
        if not policy.absent:
            yield policy if policy.unknown else _member(policy, _TARGET)


def _member(policy: Node, key: str) -> Node:
    """Return a member of a policy, which is a JSON text; a text that is no JSON has none. Raises Undecided."""
    try:
        return policy.json()[key]
    except ValueError:
        return policy[key]


sqs_dlq = StackRule(
    id="sqs-dlq",
    promise="Every queue hands what it cannot deliver to a dead-letter queue.",
    fix="Set redrive_policy to the JSON of deadLetterTargetArn and maxReceiveCount, or add an aws.sqs.RedrivePolicy.",
    severity=Severity.LOW,
    level=Level.ADVISORY,
    levels={"ephemeral": Level.DISABLED},
    controls=Controls(),
    looks_at=frozenset({_QUEUE}),
    check=_check,
)
