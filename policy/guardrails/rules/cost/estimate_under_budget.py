"""What the stack is estimated to cost is within its budget, before anything is built.

The estimate is that of `stackwright cost`: public on-demand prices, and usage as the stack's usage files or its profile
say. Without a budget, in the configuration or as a parameter, there is nothing to compare with.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from ... import estimating
from ...authoring import Controls, Inventory, Level, Parameter, Severity, StackRule, Undecided, Verdicts


def _check(stack: Inventory, parameters: Mapping[str, Any]) -> Verdicts:
    given = parameters["monthlyUsd"]
    if given is None and (stack.start is None or estimating.BUDGET not in stack.start.config):
        return
    try:
        limit = Decimal(str(given)) if given is not None else estimating.budget(stack)
        if limit is None:
            return
        found = estimating.estimate(stack)
    except ModuleNotFoundError as error:
        if not str(error.name).startswith("stackwright"):
            raise
        yield stack.whole.says("cannot be estimated: the pack's environment has no package stackwright; install it")
        return
    except Exception as error:
        if type(error).__name__ != "UserError":
            raise
        yield stack.whole.says(f"cannot be estimated: {error}")
        return
    total = found.usd.expected
    open_ = [(item, one.path) for one in found.unpriced if one.path and (item := stack.find(one.urn))]
    if total > limit:
        known = ", without what is not known yet," if open_ else ""
        over = f"{total:,.2f} USD a month{known} is {total - limit:,.2f} over the budget of {limit:,.2f} USD"
        yield stack.whole.says(f"the estimate of {over}")
        return
    for item, path in open_:
        yield Undecided(item, path)


cost_estimate_under_budget = StackRule(
    id="cost-estimate-under-budget",
    promise="The stack is estimated to cost no more a month than its budget.",
    fix="Take what costs less, or raise `stackwright:budget` where the money is agreed."
    " `stackwright cost STACK` says where it goes.",
    severity=Severity.MEDIUM,
    level=Level.MANDATORY,
    levels={"development": Level.ADVISORY, "ephemeral": Level.ADVISORY},
    controls=Controls(),
    parameters={
        "monthlyUsd": Parameter(
            says="USD a month that the stack may cost, in place of `stackwright:budget.monthlyUsd`.",
            default=None,
            schema={"type": ["number", "null"], "exclusiveMinimum": 0},
        )
    },
    looks_at=frozenset(),
    check=_check,
)
