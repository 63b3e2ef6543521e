"""Two verdicts on a case..."""

from __future__ import annotations

import pytest

GROUP = {"type": "aws:ec2/securityGroup:SecurityGroup"}
POD = {"type": "kubernetes:core/v1:Pod"}


@pytest.fixture
def comparison(module):
    return module("comparison")


@pytest.fixture
def compared(comparison, module, case):
    """Compares one case of *kind* with the verdicts of checks that read security groups and pods."""

    def make(kind, *resources, translated=True, reads=("aws_security_group", "Pod"), **verdicts):
        made = case(*resources, kind=kind, findings=["one x"] if kind in ("bad", "unknown") else [])
        judged = comparison.Judged(case=made, verdicts=verdicts, translated=translated)
        checks = {"CKV": module("verdicts").Check("asks", frozenset(reads))}
        return list(comparison.compare("acme-rule", checks, [judged]))

    return make


@pytest.mark.parametrize(
    ("kind", "verdicts", "outcome"),
    [
        ("good", {"CKV": "PASSED"}, "AGREES"),
        ("good", {"CKV": "FAILED"}, "DIFFERS"),
        ("good", {}, "SILENT"),
        ("bad", {"CKV": "FAILED"}, "AGREES"),
        ("bad", {"CKV": "PASSED"}, "DIFFERS"),
        ("bad", {}, "SILENT"),
        ("bad", {"CKV": "PASSED", "OTHER": "FAILED"}, "SHARED"),
        ("bad", {"OTHER": "FAILED"}, "SHARED"),
        ("bad", {"CKV": "PASSED", "OTHER": "PASSED"}, "DIFFERS"),
        ("good", {"CKV": "PASSED", "OTHER": "FAILED"}, "AGREES"),
        ("exempt", {"CKV": "FAILED"}, "DIFFERS"),
        ("exempt", {"CKV": "PASSED"}, "AGREES"),
        ("exempt", {}, "FOREIGN"),
        ("secret", {"CKV": "PASSED"}, "AGREES"),
    ],
)
@pytest.mark.parametrize("resource", [GROUP, POD], ids=["terraform", "kubernetes"])
def test_stand_to_each_other(comparison, compared, kind, verdicts, outcome, resource):
    (row,) = compared(kind, resource, **verdicts)
    assert row.outcome is comparison.Outcome[outcome]


def test_are_nobodys_on_types_that_the_check_does_not_read(comparison, compared):
    (row,) = compared("good", {"type": "aws:s3/bucket:Bucket"})
    assert row.outcome is comparison.Outcome.FOREIGN


def test_are_none_on_a_case_that_could_not_be_written(comparison, compared):
    (row,) = compared("good", GROUP, translated=False)
    assert row.outcome is comparison.Outcome.UNTRANSLATED


def test_are_not_asked_for_where_the_rule_cannot_tell_yet(compared):
    assert compared("unknown", GROUP, translated=False) == []


def test_are_told_with_the_case_and_both_sides(compared):
    (row,) = compared("bad", GROUP, CKV="PASSED")
    assert (row.rule, row.check, row.case, row.ours, row.checkov) == (
        "acme-rule",
        "CKV",
        "bad: a case",
        "FAILED",
        "PASSED",
    )


@pytest.fixture
def rows(comparison):
    """Makes rows of check CKV: one per outcome."""

    def make(*outcomes):
        return [
            comparison.Row(
                rule="acme-rule",
                check="CKV",
                case=f"{number}",
                ours=ours,
                checkov=None,
                outcome=comparison.Outcome[outcome],
            )
            for number, (ours, outcome) in enumerate(outcomes)
        ]

    return make


def test_need_no_reason_where_both_refuse_a_case_and_nothing_is_open(comparison, rows):
    found = rows(("PASSED", "AGREES"), ("FAILED", "AGREES"), ("FAILED", "SHARED"), ("PASSED", "FOREIGN"))
    assert list(comparison.unresolved(found)) == []


@pytest.mark.parametrize("outcome", ["DIFFERS", "SILENT", "UNTRANSLATED"])
def test_need_a_reason_where_they_are_not_the_same(comparison, rows, outcome):
    found = rows(("PASSED", "AGREES"), ("FAILED", "AGREES"), ("PASSED", outcome))
    assert list(comparison.unresolved(found)) == [("acme-rule", "CKV", "2")]


@pytest.mark.parametrize(
    "outcomes",
    [
        [("PASSED", "AGREES"), ("FAILED", "SHARED")],
        [("PASSED", "FOREIGN")],
    ],
    ids=["refuses nothing", "says nothing"],
)
def test_need_a_reason_where_a_check_proves_nothing(comparison, rows, outcomes):
    assert list(comparison.unresolved(rows(*outcomes))) == [("acme-rule", "CKV", "*")]
