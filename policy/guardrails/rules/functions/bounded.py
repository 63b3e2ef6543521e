"""A function cannot run away unseen: its concurrency is capped, its failures are kept, its calls are traced.

What the team asks for is said by the parameter `wants`. The destination of failures may be the function's own or that
of an `aws.lambda_.FunctionEventInvokeConfig`; a function that is only called synchronously needs none.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...authoring import (
    Controls,
    Inventory,
    Item,
    Level,
    Parameter,
    Severity,
    StackRule,
    Undecided,
    Verdicts,
    each,
    must_be,
    must_be_at_least,
    must_be_set,
)

_FUNCTION = "aws:lambda/function:Function"
_INVOKE_CONFIG = "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig"
_ALL = ("concurrency", "failures", "tracing")


def _check(stack: Inventory, parameters: Mapping[str, Any]) -> Verdicts:
    yield from each(stack.of(_FUNCTION), lambda function: _judge(stack, function, parameters["wants"]))


def _judge(stack: Inventory, function: Item, wants: list[str]) -> Verdicts:
    if "concurrency" in wants:
        yield from must_be_at_least(function["reservedConcurrentExecutions"], 0)
    if "tracing" in wants:
        yield from must_be(function.at("tracingConfig.mode"), "Active")
    if "failures" in wants:
        yield from _keeps_failures(stack, function)


def _keeps_failures(stack: Inventory, function: Item) -> Verdicts:
    pointers = stack.pointing_at(function, _INVOKE_CONFIG, "functionName")
    if any(not one.at("destinationConfig.onFailure.destination").absent for one in pointers.certain):
        return
    target = function.at("deadLetterConfig.targetArn")
    if pointers.possible and target.absent:
        yield Undecided(function, target.path)
    else:
        yield from must_be_set(target)


lambda_bounded = StackRule(
    id="lambda-bounded",
    promise="Functions have a concurrency limit, a destination for failures, and tracing.",
    fix='Set reserved_concurrent_executions, dead_letter_config={"target_arn": queue.arn} and'
    ' tracing_config={"mode": "Active"}.',
    severity=Severity.LOW,
    level=Level.DISABLED,
    controls=Controls(checkov=("CKV_AWS_50", "CKV_AWS_115", "CKV_AWS_116")),
    parameters={
        "wants": Parameter(
            says="What a function must have.",
            default=list(_ALL),
            schema={"type": "array", "items": {"enum": list(_ALL)}, "minItems": 1, "uniqueItems": True},
        )
    },
    looks_at=frozenset({_FUNCTION}),
    check=_check,
)
