"""The table of Terraform names..."""

from __future__ import annotations

import csv
import importlib
import json
from collections.abc import Sequence

import pulumi
import pytest


@pulumi.input_type
class RuleArgs:
    """An inner block whose argument keeps its plural."""

    ports: Sequence[int] = pulumi.property("ports")
    adds: Sequence[str] = pulumi.property("adds")


@pulumi.input_type
class ThingArgs:
    """Arguments of a type."""

    name: str = pulumi.property("name")
    region: str = pulumi.property("region")
    topic: str = pulumi.property("topic")
    size: int = pulumi.property("size")
    rules: Sequence[RuleArgs] = pulumi.property("rules")
    options: Sequence[RuleArgs] = pulumi.property("options")


@pytest.fixture
def build(scripts):
    return importlib.import_module("build_terraform_names")


@pytest.fixture
def found(build, scripts):
    """The exceptions of ThingArgs where Terraform has *fields*, a mapping of inner fields for a block."""
    attribute = importlib.import_module("attribute").Attribute

    def made(fields):
        return {name: attribute(given=True, fields=made(inner)) for name, inner in fields.items()}

    def make(**fields):
        return [(name, argument) for _, name, argument in build.exceptions(ThingArgs, made(fields), set())]

    return make


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("names.AttrVPCID", "vpc_id"),
        ("names.AttrSecurityGroupIDs", "security_group_ids"),
        ("names.AttrKMSKeyARN", "kms_key_arn"),
        ("names.AttrTagsAll", "tags_all"),
        ("names.AttrCIDRBlock", "cidr_block"),
        ("container_definitions", "container_definitions"),
        ("attrSomething", ""),
        ("tftags.Schema", ""),
    ],
)
def test_spells_what_a_schema_calls_an_argument(build, text, name):
    assert build.spelled(text) == name


def test_leaves_out_what_the_rules_give(found):
    assert found(size={}, rule={"ports": {}}, option={}) == []


def test_has_repeated_blocks_that_keep_their_plural(found):
    assert found(rule={}, options={}) == [("options", "options")]


def test_has_lists_that_are_singular(found):
    assert found(rule={"add": {}, "ports": {}}) == [("adds", "add")]


def test_has_a_class_once(found):
    assert found(rule={"add": {}}, option={"add": {}}) == [("adds", "add")]


@pytest.mark.parametrize(
    ("field", "exceptions"),
    [
        ("thing_name", [("name", "thing_name")]),
        ("topic_arn", [("topic", "topic_arn")]),
        ("filename", []),
        ("peer_region", []),
        ("size_in_gib", []),
    ],
)
def test_has_shortened_names_only_at_the_end_of_a_word(found, field, exceptions):
    assert found(**{field: {}}) == exceptions


def test_is_made_from_the_providers_declarations(build, tmp_path, monkeypatch):
    package = "github.com/hashicorp/terraform-provider-aws/internal/service/acme"
    index = tmp_path / "index"
    folder = index / "internal" / "service" / "acme"
    folder.mkdir(parents=True)
    (index / "resources").mkdir()
    (index / "terraform-provider-aws-index.json").write_text(json.dumps({"version": "v1.2.3"}))
    (index / "resources" / "aws_thing.json").write_text(
        json.dumps({"namespace": package, "struct_type": "thingResource", "terraform_type": "aws_thing"})
    )
    (folder / "method.thingResource.Schema.goindex").write_text(
        "package acme\n\nfunc (r *thingResource) Schema() map[string]*schema.Schema {\n"
        "\treturn map[string]*schema.Schema{\n"
        '\t\t"topic_arn": {Type: schema.TypeString, Optional: true},\n'
        "\t\tkeySize: {Type: schema.TypeInt, Optional: true},\n"
        "\t}\n}\n"
    )
    (folder / "const.keySize.goindex").write_text('package acme\n\nconst keySize = "size"\n')
    monkeypatch.setattr(build, "TABLE", tmp_path / "names.csv")
    monkeypatch.setattr(build, "classes", lambda package: {"aws:acme/thing:Thing": ThingArgs, "aws:x/y:Y": ThingArgs})
    monkeypatch.setattr(build, "terraform_types", lambda: {"aws:acme/thing:Thing": "aws_thing"})
    monkeypatch.setattr(build, "key", lambda arguments: f"acme.{arguments.__name__}")
    build.main([str(tmp_path)])
    with (tmp_path / "names.csv").open(newline="") as handle:
        assert list(csv.reader(handle)) == [
            ["class", "property", "argument", "source", "as_of"],
            ["acme.ThingArgs", "topic", "topic_arn", "terraform-provider-aws v1.2.3 aws_thing", "2026-11-21"],
        ]
