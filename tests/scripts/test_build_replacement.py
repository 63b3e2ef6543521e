"""The script that writes the replacement facts..."""

from __future__ import annotations

import importlib
import json

import pytest

SCHEMA = {
    "types": {
        "x:index:Block": {
            "properties": {
                "depth": {"type": "integer", "willReplaceOnChanges": True, "default": 3},
                "again": {"$ref": "#/types/x:index:Block"},
            }
        }
    },
    "resources": {
        "x:index:Thing": {
            "inputProperties": {
                "free": {"type": "string"},
                "kind": {"type": "string", "replaceOnChanges": True},
                "blocks": {"type": "array", "items": {"$ref": "#/types/x:index:Block"}},
            }
        },
        "x:index:Whole": {"isComponent": True},
        "x:index:Empty": {},
    },
}


@pytest.fixture
def build(scripts):
    return importlib.import_module("build_replacement")


def test_reads_a_packages_schema_and_its_nested_types(build):
    assert list(build.schema_rows(SCHEMA, "x 1")) == [
        ("x:index:Empty", "", "", "x 1", build.AS_OF),
        ("x:index:Thing", "blocks.depth kind", "blocks.depth=3", "x 1", build.AS_OF),
    ]


def test_adds_the_corrections_of_the_package_alone(build):
    rows = [("x:index:B", "b", "b", "s", build.AS_OF)]
    corrections = [
        {"type": "x:index:B", "properties": "a", "omitted": "a=1", "source": "hand"},
        {"type": "x:index:A", "properties": "z", "omitted": "", "source": "hand"},
        {"type": "y:index:C", "properties": "z", "omitted": "", "source": "hand"},
    ]
    assert build.corrected(rows, corrections, "x") == [
        ("x:index:A", "z", "", "hand", build.AS_OF),
        ("x:index:B", "a b", "a=1 b", "s and hand", build.AS_OF),
    ]


def test_adds_the_region_and_tells_names_from_what_the_cloud_keeps(build, monkeypatch, capsys):
    made = build.Attribute(forces=True, given=True, computed=True)
    fields = {
        "name": made,
        "zone": made,
        "mode": build.Attribute(forces=True, given=True, default='"a b"'),
        "odd": made,
    }

    class Provider:
        def __init__(self, index):
            self.index = index

        def resources(self):
            yield "aws_box", "box func.resourceBox", fields

        def version(self):
            return "v1"

    monkeypatch.setattr(build, "Provider", Provider)
    arguments = {"aws:box/box:Box": dict.fromkeys(["name", "zone", "mode", "region"], str)}
    assert list(build.aws_rows("index", arguments)) == [
        ("aws:box/box:Box", "mode name region zone", "region zone", "terraform-provider-aws v1 aws_box", build.AS_OF)
    ]
    assert capsys.readouterr().err == "aws:box/box:Box: pulumi_aws has no name for odd\n"


def test_writes_the_file_of_the_package(build, monkeypatch, tmp_path):
    monkeypatch.setattr(build, "DATA", tmp_path)
    (tmp_path / "schema.json").write_text(json.dumps(SCHEMA))
    build.main(["x", str(tmp_path / "schema.json"), "1.2"])
    assert (tmp_path / "replacement_x.csv").read_text() == (
        "type,properties,omitted,source,as_of\n"
        f"x:index:Empty,,,pulumi-x 1.2 schema.json,{build.AS_OF}\n"
        f"x:index:Thing,blocks.depth kind,blocks.depth=3,pulumi-x 1.2 schema.json,{build.AS_OF}\n"
    )
