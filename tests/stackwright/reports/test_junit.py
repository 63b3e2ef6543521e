"""The JUnit report..."""

from __future__ import annotations

import io
import xml.etree.ElementTree as ET
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stackwright.checks.findings import PackReport, PolicyReport
from stackwright.model import Source
from stackwright.reports.junit import write

OUTCOMES = ("failure", "error", "skipped")

SHAPE: dict[str, tuple[set[str], set[str], set[str]]] = {
    "testsuites": ({"name", "tests", "failures", "errors"}, set(), {"testsuite"}),
    "testsuite": (
        {"name", "tests", "failures", "errors", "skipped"},
        {"name", "tests", "failures", "errors"},
        {"properties", "testcase"},
    ),
    "properties": (set(), set(), {"property"}),
    "property": ({"name", "value"}, {"name", "value"}, set()),
    "testcase": ({"name", "classname"}, {"name"}, set(OUTCOMES)),
    **{outcome: ({"type", "message"}, set(), set()) for outcome in OUTCOMES},
}
"""Element -> attributes it may have, must have, and elements it may hold. Of what `junit-10.xsd` of Jenkins' xUnit
plugin allows, what this report needs; as of 2026-11-21."""


def check(element: ET.Element) -> None:
    """Hold an element and all in it against the shape, and the numbers against what they count."""
    allowed, required, inside = SHAPE[element.tag]
    assert required <= set(element.attrib) <= allowed
    assert {child.tag for child in element} <= inside
    if element.tag in ("testsuites", "testsuite"):
        assert int(element.attrib["tests"]) == len(list(element.iter("testcase")))
        assert int(element.attrib["failures"]) == len(list(element.iter("failure")))
        assert int(element.attrib["errors"]) == len(list(element.iter("error")))
        assert int(element.get("skipped", "0")) in (0, len(list(element.iter("skipped"))))
    for child in element:
        check(child)


@pytest.fixture(scope="session")
def text(shop) -> Callable[..., str]:
    def written(policy: PolicyReport, **options: Any) -> str:
        out = io.StringIO()
        write(shop, policy, out, **options)
        check(ET.fromstring(out.getvalue()))
        return out.getvalue()

    return written


def test_is_exactly_this(text, finding, report, waiver, written):
    policy = report(
        finding(source=written, message='must be "set" & is <absent>'),
        finding(at="uploads", rule="s3-versioning", status="suppressed", level="advisory", waiver=waiver()),
    )
    assert text(policy) == (
        """<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="shop/dev" tests="2" failures="1" errors="0">
  <testsuite name="guardrails" tests="2" failures="1" errors="0" skipped="1">
    <properties>
      <property name="project" value="shop" />
      <property name="stack" value="dev" />
      <property name="region" value="eu-west-1" />
      <property name="folder" value="policy" />
      <property name="version" value="1.2.0" />
      <property name="rules" value="200" />
      <property name="mandatory" value="1" />
      <property name="advisory" value="0" />
      <property name="unknown" value="0" />
      <property name="suppressed" value="1" />
      <property name="error" value="0" />
    </properties>
    <testcase name="logs (s3.Bucket) encryption" classname="guardrails.s3-encrypted">
      <failure type="mandatory" message="encryption: must be &quot;set&quot; &amp; is &lt;absent&gt;">"""
        """promise: Every bucket is encrypted.
found: encryption: must be "set" &amp; is &lt;absent&gt;
fix: Set encryption to a key of your own.
level: mandatory
severity: high
resource: urn:pulumi:dev::shop::aws:s3/bucket:Bucket::logs
source: components/bucket.py:31</failure>
    </testcase>
    <testcase name="uploads (s3.Bucket) encryption" classname="guardrails.s3-versioning">
      <skipped type="suppressed" message="excepted until 2027-01-01: Holds nothing but public pages.">"""
        """promise: Every bucket is encrypted.
found: encryption must be set, is absent
fix: Set encryption to a key of your own.
level: advisory
severity: high
resource: urn:pulumi:dev::shop::aws:s3/bucket:Bucket::uploads
exception: Holds nothing but public pages. (ada@acme.example, SEC-12, until 2027-01-01)</skipped>
    </testcase>
  </testsuite>
</testsuites>
"""
    )


FOUND = "encryption must be set, is absent"


@pytest.mark.parametrize(
    ("status", "level", "tag", "type_", "message"),
    [
        ("fail", "mandatory", "failure", "mandatory", FOUND),
        ("fail", "advisory", "skipped", "advisory", FOUND),
        ("error", "mandatory", "error", "error", FOUND),
        ("error", "advisory", "skipped", "error", FOUND),
        ("unknown", "mandatory", "skipped", "unknown", f"cannot be judged before the deployment: {FOUND}"),
        ("suppressed", "mandatory", "skipped", "suppressed", f"excepted: {FOUND}"),
    ],
)
def test_writes_a_status_as_an_outcome(text, finding, report, status, level, tag, type_, message):
    (case,) = ET.fromstring(text(report(finding(status=status, level=level)))).iter("testcase")
    (outcome,) = case
    assert (outcome.tag, outcome.attrib) == (tag, {"type": type_, "message": message})


@pytest.mark.parametrize("gate", ["mandatory", "advisory", "unknown"])
@pytest.mark.parametrize("level", ["mandatory", "advisory"])
@pytest.mark.parametrize("status", ["fail", "error", "unknown", "suppressed"])
def test_is_red_where_the_exit_code_is(text, finding, report, gate, level, status):
    policy = report(finding(status=status, level=level))
    root = ET.fromstring(text(policy, gate=gate))
    assert policy.gates(gate) == (int(root.attrib["failures"]) + int(root.attrib["errors"]) == 1)
    assert len(list(root.iter("skipped"))) == (not policy.gates(gate))


@pytest.mark.parametrize(("rules", "name"), [(200, "all 200 rules"), (1, "all 1 rule")])
def test_passes_where_nothing_was_found(text, report, rules, name):
    (case,) = ET.fromstring(text(report(rules=rules))).iter("testcase")
    assert case.attrib == {"name": name, "classname": "guardrails"}
    assert list(case) == []


def test_has_a_suite_per_pack_and_counts_them_all(text, finding):
    packs = [
        PackReport(name=name, folder=name, findings=(finding(pack=name), finding(pack=name, status="error")))
        for name in "ab"
    ]
    root = ET.fromstring(text(PolicyReport(packs=tuple(packs))))
    assert [suite.get("name") for suite in root] == ["a", "b"]
    assert root.attrib == {"name": "shop/dev", "tests": "4", "failures": "2", "errors": "2"}


def test_has_no_suite_without_a_pack(text):
    assert list(ET.fromstring(text(PolicyReport()))) == []


def test_gives_each_case_a_name_of_its_own(text, finding, report):
    findings = [finding(), finding(fingerprint="f1"), finding(path=""), finding(message="other"), finding(rule="r")]
    cases = ET.fromstring(text(report(*findings))).iter("testcase")
    assert sorted((case.attrib["classname"], case.attrib["name"]) for case in cases) == [
        ("guardrails.r", "logs (s3.Bucket) encryption"),
        ("guardrails.s3-encrypted", "logs (s3.Bucket)"),
        ("guardrails.s3-encrypted", "logs (s3.Bucket) encryption"),
        ("guardrails.s3-encrypted", "logs (s3.Bucket) encryption #2"),
        ("guardrails.s3-encrypted", "logs (s3.Bucket) encryption f1"),
    ]


def test_says_the_promise_where_the_finding_says_nothing(text, finding, report):
    (failure,) = ET.fromstring(text(report(finding(path="", message="")))).iter("failure")
    assert failure.get("message") == "Every bucket is encrypted."


def test_is_ascii_for_whatever_reads_it(text, finding, report):
    written = text(report(finding(message="桶 ü \x1b[31m")))
    assert written.isascii()
    (failure,) = ET.fromstring(written).iter("failure")
    assert failure.get("message") == "encryption: 桶 ü [31m"


@given(st.data())
def test_is_valid_whatever_is_found(text, finding, report, waiver, data):
    anything = st.text(st.characters(codec=None), max_size=30)
    texts = {
        key: data.draw(anything) for key in ("pack", "rule", "urn", "path", "message", "fix", "promise", "fingerprint")
    }
    waived = waiver(reason=data.draw(anything), owner=data.draw(anything), ticket=data.draw(anything))
    findings = [
        finding(**texts, source=Source(data.draw(anything), 1)),
        finding(**texts, status="suppressed", waiver=waived),
    ]
    written = text(report(*findings, name=data.draw(anything), folder=data.draw(anything)))
    assert "".join(written.split("\n")).isprintable()
