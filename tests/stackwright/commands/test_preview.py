"""`stackwright preview`..."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest

from stackwright.commands.preview import preview
from stackwright.commands.source import SourceOptions
from stackwright.errors import UserError

PROGRAM = """
import pulumi, pulumi_aws as aws
size = pulumi.Config().get("size")
aws.sns.Topic("t", display_name=size)
pulumi.export("size", size)
"""


def run(root: Path, **options: Any) -> str:
    out = io.StringIO()
    shown = {"every_resource": options.pop("every_resource", False), "form": options.pop("form", "text")}
    assert preview(SourceOptions(stack="dev", folder=root, **options), out=out, **shown) == 0
    return out.getvalue()


def test_writes_for_people(project):
    assert "shop / dev   eu-west-1 · 1 resource" in run(project(PROGRAM))


def test_writes_for_machines(project):
    shown = json.loads(run(project(PROGRAM), form="json", config=["size=big"]))
    assert (shown["project"], shown["stack"], shown["outputs"]) == ("shop", "dev", {"size": "big"})
    assert [resource["name"] for resource in shown["resources"]] == ["shop-dev", "t"]


def test_lists_every_resource_where_told(project):
    assert "--all" in run(project(PROGRAM))
    assert "--all" not in run(project(PROGRAM), every_resource=True)


def test_takes_configuration_as_paths_where_told(project):
    assert json.loads(run(project(PROGRAM), form="json", config=["size.a=1"], config_paths=True))["outputs"] == {
        "size": '{"a":1}'
    }


def test_shows_a_deployed_stack(tmp_path):
    out = io.StringIO()
    state = tmp_path / "state.json"
    state.write_text(json.dumps({"version": 3, "deployment": {"resources": []}}))
    assert preview(SourceOptions(stack="dev", state=state), every_resource=False, form="json", out=out) == 0
    assert (json.loads(out.getvalue())["stack"], json.loads(out.getvalue())["deployed"]) == ("dev", True)


def test_writes_nothing_where_the_program_fails(project):
    out = io.StringIO()
    with pytest.raises(UserError):
        preview(SourceOptions(stack="dev", folder=project("1 / 0")), every_resource=False, form="text", out=out)
    assert out.getvalue() == ""
