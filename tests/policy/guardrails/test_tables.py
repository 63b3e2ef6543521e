"""A table of facts..."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from policy.guardrails import tables
from policy.guardrails.iam.actions import expand, formats
from policy.guardrails.iam.conditions import is_operator
from policy.guardrails.tables import rows

TABLES = sorted(path.stem for path in (Path(tables.__file__).parent / "data").glob("*.csv"))
METHODS = [pytest.param(row, id=row["method"]) for row in rows("iam_escalation")]


@pytest.mark.parametrize("table", TABLES)
def test_names_the_source_and_the_day_of_every_row(table):
    assert rows(table)
    assert [
        row for row in rows(table) if not row["source"] or date.fromisoformat(row["as_of"]) > date(2026, 11, 21)
    ] == []


@pytest.mark.parametrize("table", TABLES)
def test_says_nothing_twice(table):
    said = [tuple(value for key, value in row.items() if key not in ("source", "as_of")) for row in rows(table)]
    assert len(said) == len(set(said))


@pytest.mark.parametrize("row", METHODS)
def test_names_actions_that_exist(row):
    assert [action for action in (row["key"], *row["also"].split()) if expand(action) != (action.lower(),)] == []


@pytest.mark.parametrize("row", METHODS)
def test_takes_as_key_an_action_that_can_be_limited_to_resources(row):
    assert any(row["on"] in form for form in formats(row["key"].lower()))


def test_holds_the_well_known_methods_and_names_each_once():
    names = [row["method"] for row in rows("iam_escalation")]
    assert len(names) == len(set(names))
    assert sum(row["kind"] == "escalation" for row in rows("iam_escalation")) >= 40


def test_says_of_every_passing_of_a_role_to_which_service():
    wrong = [
        row
        for row in rows("iam_escalation")
        if (row["key"] == "iam:PassRole") != row["passes"].endswith(".amazonaws.com")
    ]
    assert wrong == []


def test_closes_by_keys_with_patterns_that_no_wildcard_fits():
    closing = [row for row in rows("iam_condition_keys") if row["closes"]]
    assert {row["closes_for"] for row in closing} == {"anyone", "account"}
    assert [row["key"] for row in closing if re.fullmatch(row["closes"], "*")] == []


def test_knows_its_own_operators():
    assert all(is_operator(row["operator"]) for row in rows("iam_condition_operators"))
