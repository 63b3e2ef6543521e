"""Every rule..."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

import policy.guardrails as pack
from policy.guardrails.kit.fixtures import KINDS, Fixture, read_fixture
from policy.guardrails.kit.mutation import try_mutants
from policy.guardrails.kit.trial import try_case
from policy.guardrails.rule import AnyRule

FOLDER = Path(pack.__file__).parent / "rules"


def place(rule: AnyRule) -> Path:
    return Path(str(sys.modules[rule.check.__module__].__file__))


# Those about the pack itself look at what no fixture holds: the tests of the pack's entries try them.
RULES = [rule for rule in pack.RULES if place(rule).parent.name != "policy"]


def fixture(rule: AnyRule) -> Fixture:
    return read_fixture(place(rule).with_suffix(".yaml"), rule.id)


CASES = [pytest.param(rule, case, id=case.title) for rule in RULES for case in fixture(rule).cases]
BY_RULE = [pytest.param(rule, id=rule.id) for rule in RULES]


@pytest.mark.parametrize(("rule", "case"), CASES)
def test_says_of_a_case_what_its_fixture_says(rule, case):
    assert list(try_case(rule, case)) == []


@pytest.mark.parametrize("rule", BY_RULE)
def test_notices_every_change_for_the_worse_that_is_one(rule):
    outcome = try_mutants(rule, fixture(rule))
    assert (outcome.survived, outcome.misfits) == ((), ())


@pytest.mark.parametrize("rule", BY_RULE)
def test_is_shown_accepting_refusing_undecided_and_leaving_alone(rule):
    kinds = {case.kind for case in fixture(rule).cases}
    assert set(KINDS) - kinds == set()


@pytest.mark.parametrize("rule", BY_RULE)
def test_explains_an_excused_mutant(rule):
    assert [one.mutant for one in fixture(rule).equivalent if len(one.why) < 20] == []


def test_has_an_id_of_its_own():
    ids = [rule.id for rule in pack.RULES]
    assert sorted(set(ids)) == sorted(ids)
    assert [one for one in ids if not re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)+", one)] == []


def test_is_in_the_pack_from_its_own_file():
    files = {path for path in FOLDER.rglob("*.py") if path.name != "__init__.py"}
    assert {place(rule) for rule in pack.RULES} == files
