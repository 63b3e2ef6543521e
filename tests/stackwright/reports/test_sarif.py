"""The SARIF report..."""

from __future__ import annotations

import dataclasses
import importlib.metadata
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stackwright.checks.findings import PackReport, PolicyReport
from stackwright.model import Source
from stackwright.reports.sarif import document, write

SCHEMA = json.loads((Path(__file__).parent / "data" / "sarif-schema-2.1.0.json").read_text(encoding="utf-8"))
LOGS = "urn:pulumi:dev::shop::aws:s3/bucket:Bucket::logs"


@pytest.fixture(scope="session")
def run(shop) -> Callable[..., dict[str, Any]]:
    """Return the report's one run, after the schema has been asked."""
    validator = jsonschema.Draft4Validator(SCHEMA)

    def made(policy: PolicyReport, **options: Any) -> dict[str, Any]:
        found = document(shop, policy, **options)
        validator.validate(found)
        (one,) = found["runs"]
        return one

    return made


def test_is_checked_by_a_schema_that_is_sound_and_notices():
    jsonschema.Draft4Validator.check_schema(SCHEMA)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"version": "2.1.0", "runs": [{"results": []}]}, SCHEMA, cls=jsonschema.Draft4Validator)


def test_is_exactly_this(run, finding, report, written):
    controls = {"fsbp": ("S3.8",), "cis-5.0": ("2.1.4",)}
    found = run(report(finding(controls=controls, source=written, fingerprint="f1"), notes=("a note",)))
    # sha256sum of rule, URN, path and fingerprint, a line each
    fingerprint = "5d3aa290be18452be26e50d657c4cb9519088d699db857ea66bd9fa535036fec:1"
    assert found == {
        "tool": {
            "driver": {
                "name": "stackwright",
                "version": importlib.metadata.version("stackwright"),
                "rules": [
                    {
                        "id": "s3-encrypted",
                        "name": "S3Encrypted",
                        "shortDescription": {"text": "Every bucket is encrypted."},
                        "fullDescription": {"text": "Every bucket is encrypted."},
                        "help": {"text": "Set encryption to a key of your own."},
                        "defaultConfiguration": {"level": "error"},
                        "properties": {
                            "security-severity": "8.0",
                            "tags": ["security", "cis-5.0:2.1.4", "fsbp:S3.8"],
                        },
                    }
                ],
            },
            "extensions": [{"name": "guardrails", "version": "1.2.0"}],
        },
        "automationDetails": {"id": "stackwright/shop/dev/guardrails/"},
        "originalUriBaseIds": {"%SRCROOT%": {"description": {"text": "The root of the project's repository."}}},
        "invocations": [
            {
                "executionSuccessful": True,
                "toolExecutionNotifications": [],
                "toolConfigurationNotifications": [{"level": "note", "message": {"text": "a note"}}],
            }
        ],
        "results": [
            {
                "ruleId": "s3-encrypted",
                "ruleIndex": 0,
                "kind": "fail",
                "level": "error",
                "message": {"text": "logs (s3.Bucket): encryption must be set, is absent"},
                "locations": [
                    {
                        "physicalLocation": {
                            "artifactLocation": {"uri": "components/bucket.py", "uriBaseId": "%SRCROOT%"},
                            "region": {"startLine": 31},
                        },
                        "logicalLocations": [{"fullyQualifiedName": LOGS, "name": "logs", "kind": "resource"}],
                    }
                ],
                "partialFingerprints": {"primaryLocationLineHash": fingerprint, "stackwright/v1": fingerprint},
                "suppressions": [],
                "properties": {
                    "status": "fail",
                    "severity": "high",
                    "path": "encryption",
                    "fingerprint": "f1",
                },
            }
        ],
    }


@pytest.mark.parametrize(
    ("status", "level", "kind", "shown"),
    [
        ("fail", "mandatory", "fail", "error"),
        ("fail", "advisory", "fail", "warning"),
        ("unknown", "mandatory", "open", "none"),
        ("unknown", "advisory", "open", "none"),
        ("suppressed", "mandatory", "fail", "error"),
        ("error", "advisory", "fail", "warning"),
    ],
)
def test_writes_status_and_level_as_kind_and_level(run, finding, report, status, level, kind, shown):
    (result,) = run(report(finding(status=status, level=level)))["results"]
    assert (result["kind"], result["level"]) == (kind, shown)
    assert bool(result["suppressions"]) == (status == "suppressed")


@pytest.mark.parametrize(
    ("severity", "properties"),
    [
        ("critical", {"security-severity": "9.5", "tags": ["security"]}),
        ("high", {"security-severity": "8.0", "tags": ["security"]}),
        ("medium", {"security-severity": "5.5", "tags": ["security"]}),
        ("low", {"security-severity": "3.0", "tags": ["security"]}),
        ("", {"tags": []}),
    ],
)
def test_writes_severities_as_scores(run, finding, report, severity, properties):
    (rule,) = run(report(finding(severity=severity)))["tool"]["driver"]["rules"]
    assert rule["properties"] == properties


def test_describes_each_rule_once_whatever_it_found(run, finding, report):
    found = run(report(finding(rule="b"), finding(rule="a"), finding(rule="b", at="uploads")))
    rules = [rule["id"] for rule in found["tool"]["driver"]["rules"]]
    assert rules == ["a", "b"]
    assert (
        [rules[result["ruleIndex"]] for result in found["results"]]
        == [result["ruleId"] for result in found["results"]]
        == ["a", "b", "b"]
    )


@pytest.mark.parametrize(("rule", "name"), [("iam_no-star.v2", "IamNoStarV2"), ("--", "--")])
def test_describes_a_rule_that_says_nothing_by_its_id(run, finding, report, rule, name):
    (found,) = run(report(finding(rule=rule, promise="", fix="")))["tool"]["driver"]["rules"]
    assert found["name"] == name
    assert found["shortDescription"] == found["fullDescription"] == found["help"] == {"text": rule}


def test_gives_each_pack_its_own_run(shop, finding):
    packs = [PackReport(name=name, folder=name, findings=(finding(pack=name),)) for name in ("a", "b")]
    runs = document(shop, PolicyReport(packs=tuple(packs)))["runs"]
    assert [one["automationDetails"]["id"] for one in runs] == ["stackwright/shop/dev/a/", "stackwright/shop/dev/b/"]
    assert [one["tool"]["extensions"] for one in runs] == [[{"name": "a"}], [{"name": "b"}]]
    assert [len(one["results"]) for one in runs] == [1, 1]


def test_leaves_its_version_out_where_it_is_not_installed(run, report, monkeypatch):
    def missing(name: str) -> str:
        raise importlib.metadata.PackageNotFoundError(name)

    monkeypatch.setattr(importlib.metadata, "version", missing)
    assert run(report())["tool"]["driver"] == {"name": "stackwright", "rules": []}


@pytest.mark.parametrize(
    ("source", "folder", "file", "line"),
    [
        (None, "", {"uri": "Pulumi.yaml", "uriBaseId": "%SRCROOT%"}, 1),
        (None, "infra/aws", {"uri": "infra/aws/Pulumi.yaml", "uriBaseId": "%SRCROOT%"}, 1),
        (Source("main.py", 0), "", {"uri": "main.py", "uriBaseId": "%SRCROOT%"}, 1),
        (Source("my app/ü.py", 3), "infra", {"uri": "infra/my%20app/%C3%BC.py", "uriBaseId": "%SRCROOT%"}, 3),
        (Source("/opt/lib/a b.py", 3), "infra", {"uri": "file:///opt/lib/a%20b.py"}, 3),
    ],
)
def test_names_the_file_from_the_repositorys_root(run, finding, report, source, folder, file, line):
    (result,) = run(report(finding(source=source)), folder=folder)["results"]
    assert result["locations"][0]["physicalLocation"] == {"artifactLocation": file, "region": {"startLine": line}}


def test_says_who_accepted_what_is_suppressed_and_why(run, finding, report, waiver):
    (result,) = run(report(finding(status="suppressed", waiver=waiver())))["results"]
    assert result["suppressions"] == [
        {
            "kind": "external",
            "status": "accepted",
            "justification": "Holds nothing but public pages.",
            "properties": {"owner": "ada@acme.example", "ticket": "SEC-12", "expires": "2027-01-01"},
        }
    ]
    (bare,) = run(report(finding(status="suppressed")))["results"]
    assert bare["suppressions"] == [{"kind": "external", "status": "accepted"}]


def test_is_the_same_the_day_after(run, finding, report, waiver):
    assert run(report(finding(status="suppressed", waiver=waiver(41)))) == run(
        report(finding(status="suppressed", waiver=waiver(40)))
    )


def test_notifies_of_a_rule_that_crashed(run, finding, report):
    found = run(report(finding(rule="b", status="error", path="", message="KeyError: 'x'"), finding(rule="a")))
    (invocation,) = found["invocations"]
    assert invocation["executionSuccessful"] is False
    (notification,) = invocation["toolExecutionNotifications"]
    assert notification["level"] == "error"
    assert notification["message"] == {"text": "logs (s3.Bucket): KeyError: 'x'"}
    assert notification["associatedRule"] == {"id": "b", "index": 1}
    assert notification["locations"] == found["results"][0]["locations"]


def prints(one: dict[str, Any]) -> list[str]:
    return [result["partialFingerprints"]["primaryLocationLineHash"] for result in one["results"]]


def test_knows_a_finding_again_wherever_its_line_has_moved_to(run, finding, report):
    usual = prints(run(report(finding())))
    for moved in ({"source": Source("a.py", 9)}, {"message": "other words"}, {"level": "advisory"}, {"fix": "x"}):
        assert prints(run(report(finding(**moved)))) == usual


def test_tells_findings_apart_that_are_not_the_same(run, finding, report):
    findings = [finding(), finding(at="uploads"), finding(rule="r"), finding(path="p"), finding(fingerprint="f")]
    assert len(set(prints(run(report(*findings))))) == len(findings)
    twins = prints(run(report(finding(), dataclasses.replace(finding(), message="more"))))
    assert [twin.partition(":")[2] for twin in twins] == ["1", "2"]
    assert len({twin.partition(":")[0] for twin in twins}) == 1


def test_holds_nothing_a_viewer_would_read_as_a_placeholder_or_a_link(run, finding, report):
    (result,) = run(report(finding(path="", message="{0} in [a](1)")))["results"]
    assert result["message"] == {"text": "logs (s3.Bucket): {{0}} in [a] (1)"}


def test_names_the_rule_where_the_finding_says_nothing(run, finding, report):
    (result,) = run(report(finding(path="", message="")))["results"]
    assert result["message"] == {"text": "logs (s3.Bucket): s3-encrypted"}


def test_has_no_run_without_a_pack_and_ends_its_line(shop, finding, report):
    out = io.StringIO()
    write(shop, PolicyReport(), out)
    found = json.loads(out.getvalue())
    assert found["runs"] == []
    assert found["$schema"] == SCHEMA["id"]
    assert out.getvalue().endswith("}\n")
    out = io.StringIO()
    write(shop, report(finding()), out, folder="infra")
    assert json.loads(out.getvalue()) == document(shop, report(finding()), folder="infra")


@given(st.data())
def test_is_valid_whatever_is_found(run, shop, finding, report, data):
    anything = st.text(st.characters(codec=None), max_size=30)
    keys = ("rule", "urn", "path", "message", "fix", "promise", "fingerprint")
    texts = {key: data.draw(anything) for key in keys}
    source = Source(data.draw(anything), data.draw(st.integers()))
    controls = {data.draw(anything): (data.draw(anything), "same", "same")}
    policy = report(
        finding(**texts, source=source, controls=controls, status=data.draw(st.sampled_from(["fail", "error"])))
    )
    run(policy)
    out = io.StringIO()
    write(shop, policy, out)
    assert json.loads(out.getvalue()) == document(shop, policy)
