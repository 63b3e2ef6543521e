"""The JSON report..."""

from __future__ import annotations

import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stackwright.checks.findings import PolicyReport, Remediation
from stackwright.model import UNKNOWN, LookUp, Options, Resource, Secret, Source, Stack
from stackwright.reports.json import document, write


@pytest.fixture
def stack() -> Stack:
    topic = Resource(
        urn="urn:t",
        type="aws:sns/topic:Topic",
        name="t",
        parent="urn:p",
        provider="urn:pr::id",
        id="arn",
        inputs={"name": Secret("hush"), "tags": {"a": [Secret({"b": "hush"})]}},
        outputs={"arn": "arn", "key": Secret("hush"), "later": UNKNOWN},
        dependencies=("urn:a",),
        property_dependencies={"name": ("urn:a",)},
        options=Options(protect=True, ignore_changes=("tags",), import_id="x"),
        source=Source("main.py", 3),
    )
    return Stack(
        project="shop",
        name="dev",
        region="eu-west-1",
        resources=[Resource(urn="urn:p", type="a:b:C", name="ü", custom=False), topic],
        outputs={"open": 1, "shut": Secret("hush")},
        look_ups=[
            LookUp(token="aws:ec2/getAmi:getAmi", args={"name": Secret("hush")}, region="eu-west-1", origin="simulated")
        ],
        notes=["a note"],
        seconds=1.23456,
    )


def test_is_exactly_this(stack):
    assert document(stack) == {
        "project": "shop",
        "stack": "dev",
        "region": "eu-west-1",
        "deployed": False,
        "resources": [
            {
                "urn": "urn:p",
                "type": "a:b:C",
                "name": "ü",
                "parent": "",
                "provider": "",
                "custom": False,
                "id": "",
                "read": False,
                "remote": False,
                "opaque": "",
                "inputs": {},
                "outputs": {},
                "dependencies": [],
                "propertyDependencies": {},
                "options": {},
                "source": None,
            },
            {
                "urn": "urn:t",
                "type": "aws:sns/topic:Topic",
                "name": "t",
                "parent": "urn:p",
                "provider": "urn:pr::id",
                "custom": True,
                "id": "arn",
                "read": False,
                "remote": False,
                "opaque": "",
                "inputs": {"name": "[secret]", "tags": {"a": ["[secret]"]}},
                "outputs": {"arn": "arn", "key": "[secret]", "later": "[unknown]"},
                "dependencies": ["urn:a"],
                "propertyDependencies": {"name": ["urn:a"]},
                "options": {"protect": True, "ignoreChanges": ["tags"], "importId": "x"},
                "source": {"file": "main.py", "line": 3},
            },
        ],
        "outputs": {"open": 1, "shut": "[secret]"},
        "lookUps": [
            {
                "token": "aws:ec2/getAmi:getAmi",
                "args": {"name": "[secret]"},
                "region": "eu-west-1",
                "origin": "simulated",
                "opaque": "",
            }
        ],
        "notes": ["a note"],
        "seconds": 1.235,
    }


def test_holds_no_secret_and_ends_its_line(stack):
    out = io.StringIO()
    write(stack, out)
    assert "hush" not in out.getvalue()
    assert out.getvalue().endswith("}\n")
    assert json.loads(out.getvalue()) == document(stack)


def test_writes_names_as_they_are(stack):
    out = io.StringIO()
    write(stack, out)
    assert '"name": "ü"' in out.getvalue()


def test_names_every_option_in_camel_case():
    options = Options(delete_before_replace=True, retain_on_delete=True, replace_on_changes=("a",), deleted_with="u")
    stack = Stack(project="p", name="s", resources=[Resource(urn="u", type="t", name="n", options=options)])
    assert document(stack)["resources"][0]["options"] == {
        "deleteBeforeReplace": True,
        "retainOnDelete": True,
        "replaceOnChanges": ["a"],
        "deletedWith": "u",
    }


def test_says_nothing_of_policies_where_no_pack_ran(stack):
    assert document(stack, PolicyReport()) == document(stack, None) == document(stack)


def test_holds_what_packs_found_after_the_notes(shop, finding, report, waiver, written):
    failed = finding(controls={"fsbp": ("S3.8",), "cis-5.0": ("2.1.4", "2.1.5")}, fingerprint="f1", source=written)
    waived = finding(at="uploads", status="suppressed", waiver=waiver())
    made = Remediation(rule="tags", urn="urn:a", path="tags", message="Owner added")
    policy = report(waived, failed, seconds=0.12345, notes=("a note",), remediations=(made,))
    found = document(shop, policy)
    assert list(found)[-3:] == ["notes", "policy", "seconds"]
    assert found["policy"] == {
        "packs": [
            {
                "name": "guardrails",
                "folder": "policy",
                "version": "1.2.0",
                "rules": 200,
                "seconds": 0.123,
                "notes": ["a note"],
                "remediations": [{"rule": "tags", "urn": "urn:a", "path": "tags", "message": "Owner added"}],
            }
        ],
        "counts": {"mandatory": 1, "advisory": 0, "unknown": 0, "suppressed": 1, "error": 0},
        "findings": [
            {
                "pack": "guardrails",
                "rule": "s3-encrypted",
                "level": "mandatory",
                "severity": "high",
                "status": "fail",
                "urn": "urn:pulumi:dev::shop::aws:s3/bucket:Bucket::logs",
                "path": "encryption",
                "message": "encryption must be set, is absent",
                "fix": "Set encryption to a key of your own.",
                "promise": "Every bucket is encrypted.",
                "fingerprint": "f1",
                "controls": {"fsbp": ["S3.8"], "cis-5.0": ["2.1.4", "2.1.5"]},
                "source": {"file": "components/bucket.py", "line": 31},
                "waiver": None,
            },
            {
                "pack": "guardrails",
                "rule": "s3-encrypted",
                "level": "mandatory",
                "severity": "high",
                "status": "suppressed",
                "urn": "urn:pulumi:dev::shop::aws:s3/bucket:Bucket::uploads",
                "path": "encryption",
                "message": "encryption must be set, is absent",
                "fix": "Set encryption to a key of your own.",
                "promise": "Every bucket is encrypted.",
                "fingerprint": "",
                "controls": {},
                "source": None,
                "waiver": {
                    "reason": "Holds nothing but public pages.",
                    "owner": "ada@acme.example",
                    "ticket": "SEC-12",
                    "expires": "2027-01-01",
                    "daysLeft": 41,
                },
            },
        ],
    }


def test_keeps_the_order_of_its_keys(shop, finding, report, waiver):
    out = io.StringIO()
    write(shop, out, report(finding(waiver=waiver(), status="suppressed")))
    found = json.loads(out.getvalue())["policy"]
    assert list(found) == ["packs", "counts", "findings"]
    assert list(found["counts"]) == ["mandatory", "advisory", "unknown", "suppressed", "error"]
    assert " ".join(found["findings"][0]) == (
        "pack rule level severity status urn path message fix promise fingerprint controls source waiver"
    )


@given(st.text(), st.text(), st.text())
def test_is_json_whatever_is_found(shop, finding, report, message, path, urn):
    out = io.StringIO()
    write(shop, out, report(finding(message=message, path=path, urn=urn, controls={path: (urn,)})))
    (found,) = json.loads(out.getvalue())["policy"]["findings"]
    assert (found["message"], found["path"], found["urn"]) == (message, path, urn)
    assert found["controls"] == {path: [urn]}
