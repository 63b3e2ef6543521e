"""The baseline of a stack"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from stackwright.checks.cost import baseline
from stackwright.checks.cost.money import Range
from stackwright.checks.cost.sheet import sheet_of
from stackwright.errors import UserError
from stackwright.model import Stack
from tests.stackwright.checks.cost.making import charge, estimate_of

STACK = Stack(project="acme", name="prod")
ESTIMATE = estimate_of(charge(Range.of("1.0051", 2, 3)), charge("0.3", name="other"))


def test_is_kept_beside_the_project_file():
    assert baseline.path_of(Path("p"), "prod") == Path("p/cost.prod.json")


def test_is_read_as_it_was_written(tmp_path):
    path = tmp_path / "cost.prod.json"
    baseline.save(ESTIMATE, path, date(2026, 11, 21))
    found = baseline.load(path, STACK)
    assert found.rows == sheet_of(ESTIMATE, "").rows
    assert found.name == "cost.prod.json of 2026-11-21"
    assert list(tmp_path.iterdir()) == [path]


def test_has_one_line_for_each_of_the_estimates(tmp_path):
    path = tmp_path / "cost.prod.json"
    baseline.save(ESTIMATE, path, date(2026, 11, 21))
    text = path.read_text()
    assert len([line for line in text.splitlines() if '"label"' in line]) == 2
    assert json.loads(text)["monthlyUsd"] == {"low": "1.31", "expected": "2.30", "high": "3.30"}


def test_is_the_same_wherever_in_the_program_a_resource_stands(tmp_path):
    path, again = tmp_path / "one.json", tmp_path / "two.json"
    baseline.save(ESTIMATE, path, date(2026, 11, 21))
    baseline.save(estimate_of(*reversed(ESTIMATE.charges)), again, date(2026, 11, 21))
    assert path.read_text() == again.read_text()


def test_that_cannot_be_read_is_refused(tmp_path):
    with pytest.raises(UserError, match=r"cost\.prod\.json: it cannot be read: No such file or directory; make it"):
        baseline.load(tmp_path / "cost.prod.json", STACK)


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"version": 1, "lines": [{}]}', '{"version": 1, "lines": 3}', "nonsense"]
)
def test_that_is_none_is_refused(tmp_path, text):
    path = tmp_path / "cost.prod.json"
    path.write_text(text)
    with pytest.raises(
        UserError, match=r"^cost\.prod\.json: it is no baseline \(.*\); write it anew with stackwright cost"
    ):
        baseline.load(path, STACK)


def test_with_an_amount_that_is_none_is_refused(tmp_path):
    path = tmp_path / "cost.prod.json"
    baseline.save(ESTIMATE, path, date(2026, 11, 21))
    path.write_text(path.read_text().replace("1.0051", "much"))
    with pytest.raises(UserError, match="it is no baseline"):
        baseline.load(path, STACK)


@pytest.mark.parametrize("amount", ["NaN", "Infinity", "-1", "1e999"])
def test_with_an_amount_that_is_no_money_is_refused(tmp_path, amount):
    path = tmp_path / "cost.prod.json"
    baseline.save(ESTIMATE, path, date(2026, 11, 21))
    path.write_text(path.read_text().replace("1.0051", amount))
    with pytest.raises(UserError, match="it is no baseline"):
        baseline.load(path, STACK)


@pytest.mark.parametrize("other", [Stack(project="acme", name="dev"), Stack(project="shop", name="prod")])
def test_of_another_stack_is_refused(tmp_path, other):
    path = tmp_path / "cost.prod.json"
    baseline.save(ESTIMATE, path, date(2026, 11, 21))
    with pytest.raises(UserError) as raised:
        baseline.load(path, other)
    assert str(raised.value).startswith(f"cost.prod.json: it is of acme/prod, not of {other.project}/{other.name};")


def test_that_cannot_be_written_leaves_nothing(tmp_path):
    path = tmp_path / "cost.prod.json"
    path.mkdir()
    with pytest.raises(UserError, match=r"cost\.prod\.json: it cannot be written: "):
        baseline.save(ESTIMATE, path, date(2026, 11, 21))
    assert [one.name for one in tmp_path.iterdir()] == ["cost.prod.json"]


def test_of_another_version_is_refused(tmp_path):
    path = tmp_path / "cost.prod.json"
    path.write_text('{"version": 2, "lines": []}')
    with pytest.raises(UserError, match="it is of version 2, expected is 1"):
        baseline.load(path, STACK)
