"""What a policy pack reports..."""

from __future__ import annotations

from typing import Any

import pytest
from google.protobuf import json_format
from pulumi.runtime.proto import analyzer_pb2

from stackwright.checks.analyzer.diagnostics import CRASH, Diagnostics, secret_texts
from stackwright.checks.analyzer.settings import Setting
from stackwright.checks.analyzer.words import Words
from stackwright.checks.findings import Finding
from stackwright.model import UNKNOWN, Secret, Source, stack_urn
from stackwright.sources.masking import Mask

ROOT = stack_urn("shop", "dev")
PROMISE = "Logs are kept."
POLICY = {
    "name": "retention",
    "description": PROMISE,
    "severity": "POLICY_SEVERITY_HIGH",
    "remediationSteps": "set retentionInDays",
    "framework": {"name": "AWS FSBP", "reference": "CloudWatch.16"},
    "tags": ["cis-5.0:3.7", "cis-5.0:3.7", "cis-5.0:3.8", "logs"],
}
CONTROLS = {"AWS FSBP": ("CloudWatch.16",), "cis-5.0": ("3.7", "3.8")}


@pytest.fixture
def reporter(resource: Any, stack: Any) -> Any:
    def make(*policies: Any, level: str = "mandatory") -> Diagnostics:
        group = resource("app", "aws:cloudwatch/logGroup:LogGroup", source=Source("main.py", 7))
        known = stack(group)
        table = {"name": "acme", "policies": list(policies) or [POLICY]}
        info = json_format.ParseDict(table, analyzer_pb2.AnalyzerInfo())
        words = Words(Mask(["hunter2-hunter2"]))
        return Diagnostics(info, {"retention": Setting(level)}, known, known.resources, words)

    return make


@pytest.fixture
def urn(resource: Any) -> str:
    found: str = resource("app", "aws:cloudwatch/logGroup:LogGroup").urn
    return found


def diagnostic(message: str = f"{PROMISE}\n7 < 30", level: str = "MANDATORY", **fields: Any) -> Any:
    table = {"policyName": "retention", "message": message, "enforcementLevel": level, **fields}
    return json_format.ParseDict(table, analyzer_pb2.AnalyzeDiagnostic())


def test_about_a_resource_is_a_finding_with_all_that_the_policy_says_of_itself(reporter: Any, urn: str) -> None:
    (found,) = reporter().of_resource([diagnostic(urn="urn:ignored")], urn)
    assert found == Finding(
        pack="acme",
        rule="retention",
        level="mandatory",
        severity="high",
        status="fail",
        urn=urn,
        message="7 < 30",
        fix="set retentionInDays",
        controls=CONTROLS,
        promise=PROMISE,
        source=Source("main.py", 7),
    )


@pytest.mark.parametrize(
    ("level", "found"),
    [("ADVISORY", "advisory"), ("MANDATORY", "mandatory"), ("REMEDIATE", "mandatory"), ("DISABLED", "advisory")],
)
def test_has_the_level_that_the_engine_would_show(reporter: Any, urn: str, level: str, found: str) -> None:
    assert [one.level for one in reporter().of_resource([diagnostic(level=level)], urn)] == [found]


def test_has_a_severity_of_its_own_before_the_policys(reporter: Any, urn: str) -> None:
    (found,) = reporter().of_resource([diagnostic(severity="POLICY_SEVERITY_CRITICAL")], urn)
    assert found.severity == "critical"


def test_with_a_severity_of_the_future_has_the_policys(reporter: Any, urn: str) -> None:
    one = diagnostic()
    one.severity = 9
    assert [found.severity for found in reporter().of_resource([one], urn)] == ["high"]


def test_with_nothing_but_the_promise_says_that(reporter: Any, urn: str) -> None:
    (found,) = reporter().of_resource([diagnostic(PROMISE)], urn)
    assert found.message == PROMISE


def test_by_a_policy_that_the_pack_did_not_name_says_what_it_can(reporter: Any, urn: str) -> None:
    (found,) = reporter().of_resource([diagnostic("bad", policyName="other", description="Other.")], urn)
    assert (found.rule, found.severity, found.fix, found.controls) == ("other", "", "", {})
    assert (found.promise, found.message) == ("Other.", "bad")


@pytest.mark.parametrize(
    ("policy", "fix", "controls"),
    [
        ({"name": "retention", "url": "https://acme.example/1"}, "see https://acme.example/1", {}),
        ({"name": "retention", "framework": {"name": "FSBP"}, "tags": ["a:b:c", "plain"]}, "", {}),
    ],
)
def test_has_the_fix_and_the_controls_that_there_are(
    reporter: Any, urn: str, policy: Any, fix: str, controls: Any
) -> None:
    (found,) = reporter(policy).of_resource([diagnostic()], urn)
    assert (found.fix, found.controls) == (fix, controls)


@pytest.mark.parametrize(
    ("level", "found"), [("mandatory", "mandatory"), ("remediate", "mandatory"), ("advisory", "advisory")]
)
def test_about_a_value_that_is_not_known_is_undecided_at_the_policys_level(
    reporter: Any, urn: str, level: str, found: str
) -> None:
    said = (
        "can't run policy 'retention' from policy pack 'acme@v1' during preview: "
        "string value at .ingress.0.cidrBlocks can't be known during preview"
    )
    (one,) = reporter(level=level).of_resource([diagnostic(said, "ADVISORY")], urn)
    assert (one.status, one.level, one.path) == ("unknown", found, "ingress[0].cidrBlocks")
    assert one.message == "string value at .ingress.0.cidrBlocks can't be known during preview"


def test_about_the_stack_is_at_the_resource_it_names_or_at_the_stack(reporter: Any, urn: str) -> None:
    found = reporter().of_stack([diagnostic(urn=urn), diagnostic(urn="urn:gone"), diagnostic()])
    assert [(one.urn, one.source) for one in found] == [(urn, Source("main.py", 7)), (ROOT, None), (ROOT, None)]


@pytest.mark.parametrize(
    ("said", "status", "message"),
    [
        ("can't run remediation 'retention' from policy pack 'a@v1' during preview: x is late", "unknown", "x is late"),
        ("the tags do not fit", "fail", "the tags do not fit"),
    ],
)
def test_about_a_remediation_that_could_not_be_made_is_a_finding(
    reporter: Any, urn: str, said: str, status: str, message: str
) -> None:
    table = {"policyName": "retention", "diagnostic": said, "description": PROMISE}
    one = reporter().of_remediation(json_format.ParseDict(table, analyzer_pb2.Remediation()), urn)
    assert (one.status, one.message, one.severity) == (status, message, "high")
    assert one.level == ("mandatory" if status == "unknown" else "advisory")


def test_never_holds_a_secret(reporter: Any, urn: str) -> None:
    (found,) = reporter().of_resource([diagnostic("it is hunter2-hunter2\nreally")], urn)
    assert found.message == "it is [secret] really"
    assert reporter().crash(urn, "hunter2-hunter2").message == "[secret]"


def test_by_crashing_is_an_error_of_the_rule_where_that_is_known(reporter: Any, urn: str) -> None:
    found = reporter(level="advisory").crash(urn, "boom", "retention")
    assert (found.rule, found.status, found.level, found.severity) == ("retention", "error", "advisory", "high")
    assert (found.message, found.promise, found.controls) == ("boom", PROMISE, CONTROLS)
    assert found.source == Source("main.py", 7)


def test_by_crashing_is_a_mandatory_error_of_the_pack_where_it_is_not(reporter: Any, urn: str) -> None:
    found = reporter(level="advisory").crash(urn, "boom")
    assert (found.rule, found.status, found.level, found.severity) == (CRASH, "error", "mandatory", "")
    assert (found.promise, found.controls) == ("the pack judges every resource", {})


def test_is_searched_for_every_secret_text() -> None:
    value = {"a": Secret({"b": ["x", 1, UNKNOWN]}), "c": [Secret("y")], "d": "plain", "e": Secret(Secret("z"))}
    assert list(secret_texts(value)) == ["x", "y", "z"]
