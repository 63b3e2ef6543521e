"""A stack over its budget is refused by the real engine with the estimate that the tool makes without it."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from .conftest import Rehearsal
from .test_policy import FAILED, Guarded, failing, waiting

RULE = "cost-estimate-under-budget"
OVER = re.compile(
    r"the estimate of ([\d,.]+) USD a month(, without what is not known yet,)? is [\d,.]+ over the budget"
)


@pytest.fixture
def over(rehearsal: Rehearsal) -> Guarded:
    """The project, its production stack far over its budget."""
    guarded = Guarded(rehearsal)
    file = guarded.project / "Pulumi.prod.yaml"
    text, changes = re.subn(r"(stackwright:budget:.*?monthlyUsd: )\d+", r"\g<1>100", file.read_text(), flags=re.DOTALL)
    assert changes == 1
    file.write_text(text)
    return guarded


def estimated(printed: str) -> tuple[Decimal, bool]:
    """Return the amount that the rule names, and whether all of it is known."""
    ((amount, without),) = set(OVER.findall(printed))
    return Decimal(amount.replace(",", "")), not without


def test_in_a_preview_by_itself(over: Guarded) -> None:
    code, offline = over.offline("prod")
    assert (code, RULE in {rule for rule, _ in offline}) == (1, True)

    printed = over.pulumi("preview", "prod", fails=True)
    assert RULE in {rule for rule, _ in failing(printed)}
    assert FAILED in printed
    _, report = over.report("prod")
    (said,) = [one["message"] for one in report["findings"] if one["rule"] == RULE]
    (amount, whole), (all_of_it, known) = estimated(printed), estimated(said)
    assert known
    assert (amount < all_of_it and not whole) or (amount == all_of_it and whole)
    assert amount > all_of_it * Decimal("0.95")
    assert RULE not in {rule for rule, _ in waiting(printed)}


def test_in_the_preview_that_precedes_an_update_before_anything_is_built(over: Guarded) -> None:
    printed = over.pulumi("up --yes", "prod", fails=True)
    assert RULE in {rule for rule, _ in failing(printed)}
    assert FAILED in printed
    assert over.inputs("prod", "aws:rds/instance:Instance") == []


def test_only_once_everything_is_built_where_the_preview_is_skipped(over: Guarded) -> None:
    printed = over.up("prod", fails=True)
    assert RULE in {rule for rule, _ in failing(printed)}
    _, report = over.report("prod")
    (said,) = [one["message"] for one in report["findings"] if one["rule"] == RULE]
    assert estimated(printed) == estimated(said)
    assert len(over.inputs("prod", "aws:rds/instance:Instance")) > 0
