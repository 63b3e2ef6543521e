"""The comparison with checkov..."""

from __future__ import annotations

import importlib
import os
import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest

from policy.guardrails import RULES
from policy.guardrails.kit.fixtures import Case, FixtureResource, read_fixture
from policy.guardrails.marks import UNKNOWN
from policy.guardrails.rule import Controls

SERVICES = read_fixture(Path(__file__).parent / "differential" / "services.yaml", "services").cases
CHECKOV = os.environ.get("CHECKOV") or shutil.which("checkov")
RULE = SimpleNamespace(
    id="acme-encrypted",
    promise="All is encrypted.",
    looks_at=frozenset({"aws:rds/instance:Instance", "aws:rds/cluster:Cluster"}),
    controls=Controls(checkov=("CKV_AWS_16", "CKV_AWS_96")),
)
FIXTURE = """\
good:
  - {case: said, resources: [{type: "aws:rds/instance:Instance", name: db, properties: {storageEncrypted: true}}]}
bad:
  - case: silence
    resources: [{type: "aws:rds/instance:Instance", name: db}]
    findings: [db storageEncrypted]
unknown:
  - case: later
    resources: [{type: "aws:rds/instance:Instance", name: db, properties: {storageEncrypted: !unknown }}]
    findings: [db storageEncrypted]
exempt:
  - {case: other, resources: [{type: "kubernetes:core/v1:Pod", name: pod}]}
"""


@pytest.fixture
def differential(scripts, tmp_path, monkeypatch):
    """The script, with one rule and a page of its own."""
    script = importlib.import_module("policy_differential")
    (tmp_path / "fixture.yaml").write_text(FIXTURE)
    made = read_fixture(tmp_path / "fixture.yaml", RULE.id).cases
    monkeypatch.setattr(script, "PAGE", tmp_path / "docs" / "page.md")
    monkeypatch.setattr(script, "RULES", [RULE])
    monkeypatch.setattr(script, "cases", lambda rule: made)
    return script


@pytest.fixture
def checkov(differential, monkeypatch):
    """What checkov says, by case: `answers` may be changed; without, that it agrees on databases."""
    verdicts = differential.verdicts
    check = verdicts.Check("Encrypted", frozenset({"aws_db_instance", "aws_rds_cluster"}))
    told = SimpleNamespace(answers={})

    def judge(path, folder, checks):
        for number, case in enumerate(differential.cases(RULE), 1):
            mark = f"acme-encrypted-{number}"
            if (folder / mark / "main.tf").is_file():
                agreed = "FAILED" if case.findings else "PASSED"
                for id_ in checks:
                    yield (mark, id_), told.answers.get((case.kind, id_), agreed)

    monkeypatch.setattr(verdicts, "find", lambda path: Path(path or "checkov"))
    monkeypatch.setattr(verdicts, "catalogue", lambda path: dict.fromkeys(RULE.controls.checkov, check))
    monkeypatch.setattr(verdicts, "verdicts", lambda *arguments: dict(judge(*arguments)))
    monkeypatch.setattr(differential.reasons, "read", dict)
    return told


def test_is_fine_where_checkov_says_the_same(differential, checkov, capsys):
    assert differential.main([]) == 0
    assert capsys.readouterr().out == (
        "acme-encrypted CKV_AWS_16: agrees (2 cases)\nacme-encrypted CKV_AWS_96: agrees (2 cases)\n"
    )
    assert "Of 2 mappings of 1 rules, 2 agree on every case." in differential.PAGE.read_text()


def test_writes_each_case_in_a_folder_of_its_own(differential, checkov, tmp_path):
    differential.main(["--keep", str(tmp_path / "kept")])
    files = sorted(path.relative_to(tmp_path / "kept").as_posix() for path in (tmp_path / "kept").rglob("main.*"))
    assert files == [f"acme-encrypted-{file}" for file in ("1/main.tf", "2/main.tf", "3/main.tf", "4/main.yaml")]
    assert '"db_acme-encrypted-2" {' in (tmp_path / "kept" / "acme-encrypted-2" / "main.tf").read_text()


def test_fails_on_a_difference_that_nobody_has_explained(differential, checkov, capsys):
    checkov.answers["good", "CKV_AWS_16"] = "FAILED"
    assert differential.main([]) == 1
    assert "no reason in reasons.csv for: acme-encrypted, CKV_AWS_16, good: said\n" in capsys.readouterr().out


def test_fails_on_a_mapping_that_cannot_be_right(differential, checkov, monkeypatch, capsys):
    monkeypatch.setattr(differential.mappings, "dropped", lambda: {(RULE.id, "CKV_AWS_96"): "other promise"})
    assert differential.main([]) == 1
    assert "acme-encrypted CKV_AWS_96: was looked at and dropped: other promise\n" in capsys.readouterr().out


def test_leaves_the_page_alone_where_it_looks_at_some_rules_only(differential, checkov):
    assert differential.main(["--rule", RULE.id]) == 0
    assert not differential.PAGE.exists()


def test_compares_the_rules_asked_for_alone(differential, checkov, capsys):
    assert differential.main(["--rule", "other-rule"]) == 0
    assert capsys.readouterr().out.strip() == ""


def test_writes_tables_where_they_are_asked_for(differential, checkov, tmp_path):
    rows, mappings = tmp_path / "rows.csv", tmp_path / "mappings.csv"
    differential.main(["--csv", str(rows), "--mappings", str(mappings)])
    assert rows.read_text().splitlines()[0] == "rule,check,case,ours,checkov,outcome"
    assert mappings.read_text().splitlines()[1].startswith("acme-encrypted,All is encrypted.,")


def test_says_in_one_line_that_checkov_is_not_there(differential, monkeypatch, tmp_path, capsys):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert differential.main([]) == 2
    assert capsys.readouterr().err == "no checkov at PATH: install checkov 3.3.x in an environment of its own\n"


def test_says_in_one_line_that_a_fixture_is_not_one(differential, checkov, monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(differential, "cases", lambda rule: read_fixture(tmp_path / "none.yaml", rule.id))
    assert differential.main([]) == 2
    assert capsys.readouterr().err.startswith(f"{tmp_path / 'none.yaml'}: No such file or directory; every rule has")


def test_says_what_cannot_be_written(differential, tmp_path, capsys):
    wrong = FixtureResource(type="aws:rds/instance:Instance", name="db", properties={"storageIsEncrypted": True})
    case = Case(rule="acme-encrypted", kind="good", case="misspelled", resources=[wrong])
    assert not differential.written(case, "c1", tmp_path / "c1")
    assert capsys.readouterr().err == (
        "acme-encrypted good: misspelled: aws:rds/instance:Instance has no property 'storageIsEncrypted' in the"
        " installed SDK\n"
    )


def test_is_silent_on_what_cannot_be_written_as_it_is_not_known(differential, tmp_path, capsys):
    pod = FixtureResource(type="kubernetes:core/v1:Pod", name="pod", properties={"spec": UNKNOWN})
    case = Case(rule="acme-encrypted", kind="unknown", case="later", resources=[pod])
    assert not differential.written(case, "c1", tmp_path / "c1")
    assert capsys.readouterr().err == ""


def test_takes_the_cases_that_stand_beside_the_rule(scripts):
    script = importlib.import_module("policy_differential")
    rule = next(rule for rule in RULES if rule.id == "rds-encrypted")
    assert {case.rule for case in script.cases(rule)} == {"rds-encrypted"}


@pytest.fixture(scope="module")
def judged(tmp_path_factory):
    """What the real checkov says of all cases, in one run."""
    if not CHECKOV:
        pytest.skip("no checkov: name its executable in the environment variable CHECKOV")
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(Path(__file__).parents[2] / "scripts"))
        script = importlib.import_module("policy_differential")
    folder = tmp_path_factory.mktemp("cases")
    for number, case in enumerate(SERVICES):
        assert script.written(case, f"c{number}", folder / f"c{number}")
    checks = {case.case.split()[0] for case in SERVICES}
    return script.verdicts.verdicts(script.verdicts.find(CHECKOV), folder, checks)


@pytest.mark.parametrize(
    ("number", "case"), [pytest.param(number, case, id=case.title) for number, case in enumerate(SERVICES)]
)
def test_writes_a_service_as_checkov_reads_it(judged, number, case):
    wanted = "FAILED" if case.findings else "PASSED"
    assert judged.get((f"c{number}", case.case.split()[0])) == wanted


def test_tries_the_translation_both_ways_on_each_check():
    ids = {kind: {case.case.split()[0] for case in SERVICES if case.kind == kind} for kind in ("good", "bad")}
    assert ids["good"] == ids["bad"]
    assert len(ids["good"]) >= 40
