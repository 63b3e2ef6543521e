"""What the pack is told..."""

from __future__ import annotations

from datetime import date

import pytest

from policy.guardrails import RULES
from policy.guardrails.start import ALL_JUDGED, Start, settings

ENTRY = """
- rule: {rule}
  resource: "*"
  reason: Written once and never changed.
  owner: platform
  ticket: SEC-142
  expires: 2027-01-31
"""


@pytest.fixture
def start(tmp_path):
    for folder in ("pack", "root"):
        (tmp_path / folder).mkdir()
    return Start(
        project="shop",
        stack="dev",
        config={"shop:profile": "development"},
        pack=tmp_path / "pack",
        root=tmp_path / "root",
        today=date(2026, 11, 21),
    )


def rules_of(found):
    return [one.rule for one in found.exceptions.waivers]


def test_becomes_the_profile_of_the_stack(start):
    assert settings(RULES, start, {})[0].profile == "development"


def test_of_no_exceptions_is_none(start):
    found, problems = settings(RULES, start, {})
    assert (rules_of(found), problems) == ([], [])


def test_of_exceptions_is_read_beside_the_pack_and_at_the_projects_root(start):
    (start.pack / "exceptions.yaml").write_text(ENTRY.format(rule="rds-encrypted"))
    (start.root / "policy-exceptions.yaml").write_text(ENTRY.format(rule="s3-public-access-block"))
    assert rules_of(settings(RULES, start, {})[0]) == ["rds-encrypted", "s3-public-access-block"]


@pytest.mark.parametrize("folder", ["pack", "root"])
def test_of_a_file_of_exceptions_takes_the_place_of_the_usual_ones(start, folder):
    (start.pack / "exceptions.yaml").write_text(ENTRY.format(rule="rds-encrypted"))
    (getattr(start, folder) / "mine.yaml").write_text(ENTRY.format(rule="s3-public-access-block"))
    found, problems = settings(RULES, start, {"policy-settings": {"exceptions": "mine.yaml"}})
    assert (rules_of(found), problems) == (["s3-public-access-block"], [])


def test_of_a_file_that_is_missing_is_a_problem(start):
    _, problems = settings(RULES, start, {"policy-settings": {"exceptions": "none.yaml"}})
    assert problems == ["exceptions: there is no file none.yaml in the project's folder or the pack's"]


def test_of_a_file_that_cannot_be_read_is_a_problem(start, monkeypatch):
    (start.pack / "exceptions.yaml").write_text("")

    def refuse(*_given, **_named):
        raise PermissionError(13, "Permission denied", "exceptions.yaml")

    monkeypatch.setattr("policy.guardrails.start.read", refuse)
    assert settings(RULES, start, {})[1] == ["exceptions.yaml cannot be read: Permission denied"]


def test_of_a_malformed_exception_is_kept_for_the_rule_about_exceptions(start):
    (start.pack / "exceptions.yaml").write_text(ENTRY.format(rule="no-such-rule"))
    assert len(settings(RULES, start, {})[0].exceptions.malformed) == 1


def test_of_the_configuration_is_known_text_by_text(start):
    from dataclasses import replace

    config = {"a:b": "plain", "a:c": '{"d": ["deep", 1, {"e": "deeper"}]}', "a:f": "{not json"}
    texts = replace(start, config=config).texts
    assert {"plain", "deep", "deeper", "{not json"} <= texts
    assert "1" not in texts


def test_may_name_the_policy_that_only_the_engine_has(start):
    assert settings(RULES, start, {ALL_JUDGED: "disabled"})[0].levels == {}
    assert ALL_JUDGED not in {rule.id for rule in RULES}
