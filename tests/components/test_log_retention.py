"""Logs are kept for a time that CloudWatch Logs offers, and no other is accepted."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from components import log_retention
from components.log_retention import check_retention, retention_days


def test_every_row_has_a_source_and_a_date():
    table = Path(log_retention.__file__).parent / "data" / "log_retention_days.csv"
    with table.open(newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert rows
    for row in rows:
        assert row["source"]
        assert date.fromisoformat(row["as_of"])


def test_offers_ascend_without_forever():
    days = retention_days()
    assert list(days) == sorted(set(days))
    assert {1, 90, 365, 3653} <= set(days)
    assert 0 not in days


@pytest.mark.parametrize("days", retention_days())
def test_what_is_offered_is_accepted(days):
    check_retention(days)


@pytest.mark.parametrize("days", [0, 31, -1])
def test_another_time_is_refused_with_what_is_offered(days):
    with pytest.raises(ValueError, match=f"^flow_log_days must be .*, got {days}: use one of 1, 3, 5, 7, 14, 30"):
        check_retention(days, "flow_log_days")
