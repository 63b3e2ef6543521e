"""The JSON report..."""

from __future__ import annotations

import io
import json

import pytest

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
