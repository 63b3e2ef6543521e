"""The catalogue..."""

from __future__ import annotations

import pytest

from policy.guardrails import RULES, catalogue


def entry(id_):
    return {one.id: one for one in catalogue.entries()}[id_]


def test_describes_every_rule_in_the_packs_order():
    assert [one.id for one in catalogue.entries()] == [rule.id for rule in RULES]


def test_says_what_a_rule_says_of_itself():
    one = entry("rds-encrypted")
    assert (one.service, one.severity, one.about_stack, one.remediates) == ("rds", "high", False, False)
    assert one.levels == {"production": "mandatory", "development": "mandatory", "ephemeral": "mandatory"}
    assert one.controls["fsbp"] == ("RDS.3", "RDS.27")
    assert entry("s3-public-access-block").about_stack


def test_gives_parameters_with_their_default_in_each_profile():
    exceptions = entry("policy-settings").parameters["exceptions"]
    assert exceptions["default"] == {"production": "", "development": "", "ephemeral": ""}
    assert exceptions["schema"] == {"type": "string"}


def test_shows_the_cases_of_the_fixture_as_programs():
    shown = catalogue.examples("s3-public-access-block")
    assert {"good", "bad", "unknown", "secret", "exempt"} == set(shown)
    assert shown["good"][0].program.startswith('data = aws.s3.Bucket("data")\n')
    assert shown["bad"][0].findings == ("data",)


def test_says_what_a_case_is_judged_with_where_that_is_not_the_usual():
    cases = [one.case for kind in catalogue.examples("log-group-retention").values() for one in kind]
    assert any("minDays=" in case or "development profile" in case for case in cases)


def test_has_no_cases_for_rules_about_the_pack_itself():
    assert catalogue.examples("policy-settings") == {}


def test_knows_no_rule_that_is_not_there():
    with pytest.raises(KeyError):
        catalogue.examples("zzz")


def test_tries_the_rules_that_are_named():
    (one,) = catalogue.try_rules(["rds-encrypted"], mutants=False)
    assert (one.id, one.failures, one.mutants) == ("rds-encrypted", (), 0)
    assert one.cases > 5


def test_tries_mutants_where_told():
    (one,) = catalogue.try_rules(["rds-encrypted"], mutants=True)
    assert (one.mutants > 3, one.survived) == (True, ())


def test_tells_of_a_fixture_that_cannot_be_read(monkeypatch):
    def refuse(_path, _rule):
        raise catalogue.FixtureError("no good")

    monkeypatch.setattr(catalogue, "read_fixture", refuse)
    (one,) = catalogue.try_rules(["rds-encrypted"], mutants=True)
    assert (one.cases, one.failures) == (0, ("no good",))
