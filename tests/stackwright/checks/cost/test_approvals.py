"""An approval"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from stackwright.checks.cost import approvals
from stackwright.errors import UserError

ENTRY = {
    "stack": "prod",
    "baseline": '"123456789012"',
    "monthlyUsd": "1800",
    "by": "cfo@acme.example",
    "why": "the launch",
    "until": "2026-12-31",
}


def written(tmp_path, **changes):
    entry = {key: value for key, value in {**ENTRY, **changes}.items() if value is not None}
    lines = [f"{key}: {value}" for key, value in entry.items()]
    (tmp_path / "approvals.yaml").write_text("approvals:\n  - " + "\n    ".join(lines) + "\n")
    return approvals.load(tmp_path)


@pytest.mark.parametrize("until", ["2026-12-31", '"2026-12-31"'])
def test_says_what_who_why_and_until_when(tmp_path, until):
    assert written(tmp_path, until=until) == [
        approvals.Approval(
            stack="prod",
            baseline="123456789012",
            monthly_usd=Decimal(1800),
            by="cfo@acme.example",
            why="the launch",
            until=date(2026, 12, 31),
        )
    ]


def test_is_none_where_there_is_no_file(tmp_path):
    assert approvals.load(tmp_path) == []


@pytest.mark.parametrize("text", ["", "# none any more\n", "approvals:\n", "approvals: []\n"])
def test_is_none_where_the_file_has_none_left(tmp_path, text):
    (tmp_path / approvals.NAME).write_text(text)
    assert approvals.load(tmp_path) == []


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        (
            {"why": None},
            "approvals.yaml: approvals[0]: why is missing; an approval has stack, baseline, monthlyUsd, by, why, until",
        ),
        (
            {"by": '""'},
            "approvals.yaml: approvals[0]: by is missing; an approval has stack, baseline, monthlyUsd, by, why, until",
        ),
        (
            {"ticket": "FIN-1"},
            "approvals.yaml: approvals[0]: ticket is no key of an approval; an approval has stack, baseline,"
            " monthlyUsd, by, why, until",
        ),
        ({"monthlyUsd": "0"}, "approvals.yaml: approvals[0].monthlyUsd: expected USD a month above 0; got 0"),
        (
            {"until": "soon"},
            "approvals.yaml: approvals[0].until: expected the last day it holds, as 2026-12-31; got 'soon'",
        ),
    ],
)
def test_with_a_mistake_is_refused_in_one_line(tmp_path, changes, message):
    with pytest.raises(UserError) as raised:
        written(tmp_path, **changes)
    assert str(raised.value) == message


@pytest.mark.parametrize("text", ["approvals: 3", "approval: []", "approvals: [x]"])
def test_stands_in_a_list(tmp_path, text):
    (tmp_path / "approvals.yaml").write_text(text)
    with pytest.raises(UserError, match=r"^approvals\.yaml: .*expected"):
        approvals.load(tmp_path)
