"""The catalogue for people..."""

from __future__ import annotations

import io
from types import SimpleNamespace

import pytest

from stackwright.reports import catalogue


def entry(**more):
    usual = {
        "id": "rds-encrypted",
        "service": "rds",
        "promise": "RDS databases encrypt their storage at rest, whatever the engine may be called.",
        "fix": "Set storage_encrypted=True.",
        "why": "A copy is as its source is.",
        "severity": "high",
        "levels": {"production": "mandatory", "development": "advisory", "ephemeral": "disabled"},
        "about_stack": False,
        "remediates": True,
        "needs_secretness": True,
        "parameters": {
            "days": {"says": "Days.", "default": {"production": 365, "development": 30, "ephemeral": 30}},
            "names": {"says": "Names.", "default": {key: [] for key in ("production", "development", "ephemeral")}},
        },
        "controls": {"fsbp": ("RDS.3",), "checkov": ("CKV_AWS_16", "CKV_AWS_96")},
    }
    return SimpleNamespace(**{**usual, **more})


def example(case="fine", findings=()):
    return SimpleNamespace(case=case, program='orders = aws.rds.Instance("orders")', findings=findings)


def written(write, *arguments, **options):
    out = io.StringIO()
    write(*arguments, **options, out=out)
    return out.getvalue()


@pytest.fixture(autouse=True)
def _plain(monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("NO_COLOR", "1")


def test_stands_in_columns_by_service():
    text = written(catalogue.write_list, [entry(), entry(id="s3-x", service="s3", severity="low")], "production")
    assert text.splitlines() == [
        "",
        "  rds",
        "    rds-encrypted  mandatory  high  RDS databases encrypt their storage at rest,",
        "                                    whatever the engine may be called.",
        "",
        "  s3",
        "    s3-x           mandatory  low   RDS databases encrypt their storage at rest,",
        "                                    whatever the engine may be called.",
        "",
        "  2 rules in the production profile: 2 mandatory",
        "  stackwright policy explain RULE shows one, with its examples",
    ]


def test_stands_below_on_a_narrow_terminal(monkeypatch):
    monkeypatch.setenv("COLUMNS", "40")
    text = written(catalogue.write_list, [entry()], "development")
    assert "    rds-encrypted  advisory  high\n        RDS databases encrypt their" in text


def test_may_be_empty():
    assert "0 rules in the production profile" in written(catalogue.write_list, [], "production")


def test_tells_all_about_a_rule():
    examples = {"good": [example()], "bad": [example("switched off", ("orders storageEncrypted",))]}
    text = written(catalogue.write_rule, entry(), examples)
    for line in (
        "  rds-encrypted",
        "  A copy is as its source is.",
        "  fix         Set storage_encrypted=True.",
        "  level       mandatory in production, advisory in development,",
        "  judges      each resource by itself",
        "  parameter   days: Days. Default: 365, 30 in development, 30 in",
        "  parameter   names: Names. Default: none.",
        "  checkov     CKV_AWS_16, CKV_AWS_96",
        "  remediates  yes, where its level is remediate",
        "  passes: fine",
        '    orders = aws.rds.Instance("orders")',
        "  is found: switched off",
        "    # orders storageEncrypted",
    ):
        assert line in text.splitlines()


def test_says_a_level_once_where_it_is_the_same_everywhere():
    levels = dict.fromkeys(("production", "development", "ephemeral"), "advisory")
    assert "  level       advisory\n" in written(catalogue.write_rule, entry(levels=levels), {})


def tried(**more):
    return SimpleNamespace(
        **{
            "id": "x-y",
            "cases": 3,
            "failures": (),
            "mutants": 4,
            "survived": (),
            "equivalent": 0,
            "misfits": (),
            **more,
        }
    )


def test_sums_up_what_became_of_fixtures():
    assert written(catalogue.write_trials, [tried(), tried()], mutants=False) == "  2 rules, 6 cases: none failed\n"
    text = written(
        catalogue.write_trials, [tried(failures=("x-y good: a: b",), survived=("a on negated",))], mutants=True
    )
    assert text.splitlines() == [
        "  failed    x-y good: a: b",
        "  unnoticed x-y: a on negated",
        "  1 rule, 3 cases: 1 failed · 4 mutants: 1 unnoticed, none equivalent",
    ]
    text = written(catalogue.write_trials, [tried(misfits=("* on *",), equivalent=3)], mutants=True)
    assert text.splitlines() == [
        "  explained x-y: no mutant needs the explanation of '* on *', or it covers one that is noticed",
        "  1 rule, 3 cases: none failed · 4 mutants: none unnoticed, 3 equivalent",
    ]


def test_is_a_table_in_markdown():
    text = written(catalogue.write_markdown, [entry(promise="A | B.")])
    assert text.splitlines()[1:] == [
        "### rds",
        "",
        "| rule | promise | severity | production | development | ephemeral | controls |",
        "|---|---|---|---|---|---|---|",
        "| `rds-encrypted` | A \\| B. | high | mandatory | advisory | disabled |"
        " fsbp: RDS.3<br>checkov: CKV_AWS_16, CKV_AWS_96 |",
    ]


def test_is_a_section_in_markdown():
    text = written(catalogue.write_rule_markdown, entry(), {"bad": [example("off", ("orders storageEncrypted",))]})
    assert text.startswith("## rds-encrypted\n\nRDS databases")
    assert "- **severity**: high\n" in text
    assert text.endswith(
        '\nIs found: off\n\n```python\norders = aws.rds.Instance("orders")\n# finding: orders storageEncrypted\n```\n'
    )
