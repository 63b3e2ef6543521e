"""What a policy check found..."""

from __future__ import annotations

import itertools
from typing import Any

import pytest

from stackwright.checks.findings import Finding, PackReport, PolicyReport, count_findings


def make(**given: Any) -> Finding:
    usual = {"pack": "p", "rule": "r", "level": "mandatory", "severity": "high", "status": "fail", "urn": "urn:a"}
    return Finding(**(usual | given))


def report(*findings: Finding) -> PolicyReport:
    return PolicyReport(packs=(PackReport(name="p", folder="p", findings=findings),))


@pytest.mark.parametrize(
    ("status", "level", "gates"),
    [
        ("fail", "mandatory", {"mandatory", "advisory", "unknown"}),
        ("fail", "advisory", {"advisory", "unknown"}),
        ("error", "mandatory", {"mandatory", "advisory", "unknown"}),
        ("error", "advisory", {"advisory", "unknown"}),
        ("unknown", "mandatory", {"unknown"}),
        ("unknown", "advisory", {"unknown"}),
        ("suppressed", "mandatory", set()),
        ("suppressed", "advisory", set()),
    ],
)
def test_stops_a_run_at_its_gate(status, level, gates):
    found = make(status=status, level=level)
    assert {gate for gate in ("mandatory", "advisory", "unknown") if found.gates(gate)} == gates
    assert {gate for gate in ("mandatory", "advisory", "unknown") if report(found).gates(gate)} == gates


@pytest.mark.parametrize("gate", ["mandatory", "advisory", "unknown"])
def test_stops_no_run_where_there_is_nothing(gate):
    assert not report().gates(gate)


def test_is_sorted_by_what_asks_for_most():
    ranked = [
        make(status="error"),
        make(severity="critical"),
        make(severity="low"),
        make(level="advisory", severity="critical"),
        make(level="advisory", severity="high", rule="a"),
        make(level="advisory", severity="high", rule="b", urn="urn:a"),
        make(level="advisory", severity="high", rule="b", urn="urn:b"),
        make(level="advisory", severity="high", rule="b", urn="urn:b", path="x"),
        make(level="advisory", severity="high", rule="b", urn="urn:b", path="x", fingerprint="1"),
        make(level="advisory", severity=""),
        make(status="unknown"),
        make(status="suppressed"),
    ]
    assert report(*reversed(ranked)).findings == ranked
    for first, second in itertools.pairwise(ranked):
        assert report(second, first).findings == [first, second]


def test_is_every_packs():
    one, two = make(rule="b"), make(rule="a", pack="q")
    packs = (PackReport(name="p", folder="p", findings=(one,)), PackReport(name="q", folder="q", findings=(two,)))
    assert PolicyReport(packs=packs).findings == [two, one]


def test_counts_failures_by_level_and_the_rest_by_status():
    findings = [
        *[make()] * 2,
        *[make(level="advisory")] * 3,
        *[make(status="unknown", level="advisory")] * 4,
        *[make(status="suppressed")] * 5,
        make(status="error", level="advisory"),
    ]
    counts = {"mandatory": 2, "advisory": 3, "unknown": 4, "suppressed": 5, "error": 1}
    assert count_findings(findings) == counts
    assert list(report(*findings).counts().items()) == list(counts.items())
    assert count_findings([]) == dict.fromkeys(counts, 0)
