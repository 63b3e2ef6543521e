"""The rule about versions of Kubernetes..."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from policy.guardrails.inventory import Inventory
from policy.guardrails.judge import judge_stack
from policy.guardrails.rules.eks.supported_version import eks_supported_version
from policy.guardrails.settings import Settings
from policy.guardrails.start import Start

CLUSTER = "aws:eks/cluster:Cluster"


@pytest.fixture
def said(item):
    """Judge a cluster of 1.35, whose standard support ends on 2027-03-27, on a day; return what is said of it."""

    def run(today):
        stack = Inventory([item(CLUSTER, "main", inputs={"version": "1.35"})])
        here = Path("nowhere")
        stack.start = Start(project="shop", stack="dev", config={}, pack=here, root=here, today=today)
        return [found.message for found in judge_stack(eks_supported_version, stack, Settings())]

    return run


def test_is_silent_while_there_is_time_for_an_upgrade(said):
    assert said(date(2026, 12, 27)) == []


@pytest.mark.parametrize(("today", "left"), [(date(2026, 12, 28), 89), (date(2027, 3, 27), 0)])
def test_counts_the_days_from_the_day_of_the_run(said, today, left):
    (text,) = said(today)
    assert f"must be raised before its standard support ends on 2027-03-27, in {left} days" in text


def test_says_so_once_the_support_has_ended(said):
    (text,) = said(date(2027, 3, 28))
    assert "must be raised: its standard support ended on 2027-03-27" in text
