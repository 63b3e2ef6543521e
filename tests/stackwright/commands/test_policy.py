"""`stackwright policy`..."""

from __future__ import annotations

import io
import json
import shutil
from pathlib import Path

import pytest

from stackwright.commands import policy
from stackwright.errors import UserError

PACK = Path(__file__).parents[3] / "policy"


def said(verb, *arguments, **options):
    out = io.StringIO()
    code = verb(PACK, *arguments, out=out, **options)
    return code, out.getvalue()


def test_reads_the_pack_that_is_named():
    assert policy.find_pack(PACK, Path()) == PACK


def test_reads_the_projects_own_pack_from_anywhere_in_it(tmp_path):
    (tmp_path / "inner").mkdir()
    mine = tmp_path / "policy"
    shutil.copytree(PACK / "guardrails", mine / "guardrails", ignore=shutil.ignore_patterns("__pycache__", "rules"))
    (mine / "PulumiPolicy.yaml").write_text("runtime: python\n")
    assert policy.find_pack(None, tmp_path / "inner") == mine


def test_reads_the_pack_that_ships_with_the_tool_where_the_project_has_none(tmp_path):
    assert policy.find_pack(None, tmp_path).resolve() == PACK.resolve()


def test_refuses_a_folder_that_is_no_pack_or_no_pack_of_this_kind(tmp_path):
    with pytest.raises(UserError, match=r"no PulumiPolicy.yaml in it"):
        policy.find_pack(tmp_path, Path())
    (tmp_path / "PulumiPolicy.yaml").write_text("runtime: nodejs\n")
    with pytest.raises(UserError, match=r"not built on the guardrails, so it has no catalogue"):
        policy.find_pack(tmp_path, Path())


def test_lists_every_rule_for_machines():
    code, text = said(policy.list_rules, profile="production", form="json")
    one = next(entry for entry in json.loads(text) if entry["id"] == "s3-public-access-block")
    assert code == 0
    assert list(one) == [
        "id", "service", "promise", "fix", "why", "severity", "levels", "aboutStack", "remediates", "needsSecretness",
        "parameters", "controls",
    ]  # fmt: skip
    assert one["levels"]["production"] == "mandatory"


@pytest.mark.parametrize("form", ["text", "markdown"])
def test_lists_every_rule_for_people(form):
    _, text = said(policy.list_rules, profile="development", form=form)
    assert "s3-public-access-block" in text
    assert "mandatory" in text


def test_explains_a_rule_with_its_examples():
    _, text = said(policy.explain, "s3-public-access-block", form="json")
    found = json.loads(text)
    assert (found["id"], list(found["examples"])[:2]) == ("s3-public-access-block", ["good", "bad"])
    for form in ("text", "markdown"):
        _, text = said(policy.explain, "s3-public-access-block", form=form)
        assert 'data = aws.s3.Bucket("data")' in text


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        ("s3-public", "did you mean s3-public-access-block"),
        ("rds-encryptd", r"did you mean rds-encrypted\?"),
        ("zzz", "`stackwright policy list` names them"),
    ],
)
def test_knows_no_rule_of_another_name(rule, told):
    with pytest.raises(UserError, match=f"{rule}: the pack has no such rule; .*{told}"):
        said(policy.explain, rule, form="text")
    with pytest.raises(UserError, match=told):
        said(policy.test, [rule], mutants=False, form="text")


def test_tries_rules_on_their_fixtures():
    code, text = said(policy.test, ["rds-encrypted"], mutants=True, form="json")
    (one,) = json.loads(text)
    assert (code, one["failures"], one["survived"]) == (0, [], [])
    code, text = said(policy.test, ["rds-encrypted"], mutants=False, form="text")
    assert (code, "none failed" in text, "mutants" in text) == (0, True, False)


def test_ends_with_1_where_a_rule_does_not_do_what_its_fixture_says(tmp_path):
    broken = tmp_path / "policy"
    shutil.copytree(PACK, broken, ignore=shutil.ignore_patterns("__pycache__"))
    fixture = broken / "guardrails" / "rules" / "rds" / "encrypted.yaml"
    fixture.write_text(fixture.read_text().replace("storageEncrypted: true", "storageEncrypted: false"))
    out = io.StringIO()
    assert policy.test(broken, ["rds-encrypted"], mutants=False, form="text", out=out) == 1
    assert "expected exactly the findings []" in out.getvalue()
