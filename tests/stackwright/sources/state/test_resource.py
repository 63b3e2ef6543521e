"""A resource in a state file..."""

from __future__ import annotations

from typing import Any

import pytest

from stackwright.errors import UserError
from stackwright.marks import SIGNATURE
from stackwright.model import Options, Resource, Secret, Source
from stackwright.sources.state.resource import Record, resource

HEAD = "urn:pulumi:prod::web::"
URN = f"{HEAD}aws:s3/bucket:Bucket::logs"
STACK = f"{HEAD}pulumi:pulumi:Stack::web-prod"
VPC, SUBNET = f"{HEAD}aws:ec2/vpc:Vpc::net", f"{HEAD}aws:ec2/subnet:Subnet::net"


def read(version: int = 3, **fields: Any) -> Resource:
    return resource(Record({"urn": URN, "type": "aws:s3/bucket:Bucket", **fields}, "s: resources[7]"), version)


def refused(table: Any) -> str:
    with pytest.raises(UserError) as raised:
        resource(Record(table, "s: resources[7]"), 3)
    return str(raised.value)


def test_is_read_whole():
    table = {
        "urn": f"{HEAD}a:b:C$aws:s3/bucket:Bucket::logs::old",
        "type": "aws:s3/bucket:Bucket",
        "custom": True,
        "id": "logs-1",
        "parent": f"{HEAD}a:b:C::c",
        "provider": f"{HEAD}pulumi:providers:aws::west::1",
        "external": True,
        "inputs": {"b": 1, "a": {SIGNATURE: "1b47061264138c4ac30d75fd1eb44270", "plaintext": '"x"'}},
        "outputs": {"arn": "arn"},
        "dependencies": [VPC, SUBNET],
        "propertyDependencies": {"b": [VPC, SUBNET], "a": [], "c": None},
        "protect": True,
        "retainOnDelete": True,
        "ignoreChanges": ["tags", "acl"],
        "replaceOnChanges": ["*"],
        "additionalSecretOutputs": ["arn"],
        "aliases": [URN],
        "deletedWith": VPC,
        "importID": "logs-0",
        "sourcePosition": "project:///src/main.py#12",
        "customTimeouts": {"create": 600},
        "unheardOf": 1,
    }
    assert resource(Record(table, "s"), 4) == Resource(
        urn=f"{HEAD}a:b:C$aws:s3/bucket:Bucket::logs::old",
        type="aws:s3/bucket:Bucket",
        name="logs::old",
        custom=True,
        id="logs-1",
        parent=f"{HEAD}a:b:C::c",
        provider=f"{HEAD}pulumi:providers:aws::west::1",
        read=True,
        inputs={"a": Secret("x"), "b": 1},
        outputs={"arn": "arn"},
        dependencies=(SUBNET, VPC),
        property_dependencies={"b": (SUBNET, VPC)},
        options=Options(
            protect=True,
            retain_on_delete=True,
            ignore_changes=("tags", "acl"),
            replace_on_changes=("*",),
            additional_secret_outputs=("arn",),
            aliases=(URN,),
            deleted_with=VPC,
            import_id="logs-0",
        ),
        source=Source("src/main.py", 12),
    )


def test_may_say_no_more_than_its_urn_and_type():
    nulls = dict.fromkeys(["custom", "id", "inputs", "outputs", "dependencies", "propertyDependencies", "parent"])
    assert read() == read(**nulls) == Resource(urn=URN, type="aws:s3/bucket:Bucket", name="logs", custom=False)


def test_depends_with_every_input_where_its_schema_knows_no_better():
    found = read(2, inputs={"a": 1, "b": 2}, dependencies=[VPC], propertyDependencies={"a": []})
    assert found.property_dependencies == {"a": (VPC,), "b": (VPC,)}
    assert read(2, inputs={"a": 1}).property_dependencies == {}


def test_has_neither_provider_nor_owner_elsewhere_in_the_oldest_schema():
    found = read(1, provider="p", external=True)
    assert (found.provider, found.read) == ("", False)
    found = read(2, provider="p", external=True)
    assert (found.provider, found.read) == ("p", True)


def test_is_the_root_without_a_parent_or_a_place_in_the_program():
    table = {"urn": STACK, "type": "pulumi:pulumi:Stack", "parent": URN, "sourcePosition": "project:///a.py#1"}
    found = resource(Record(table, "s"), 3)
    assert (found.parent, found.source) == ("", None)


@pytest.mark.parametrize(("version", "option"), [("7.51.1", "7.51.1"), (7, ""), (None, "")])
def test_has_its_plugins_version_as_an_option_where_it_is_a_provider(version, option):
    section = {"region": "eu-west-1", "version": version}
    table = {"urn": f"{HEAD}pulumi:providers:aws::west", "type": "pulumi:providers:aws"}
    found = resource(Record({**table, "inputs": section, "outputs": section}, "s"), 3)
    assert (found.options.version, found.inputs, found.outputs) == (
        option,
        {"region": "eu-west-1"},
        {"region": "eu-west-1"},
    )
    assert read(inputs={"version": "5"}).inputs == {"version": "5"}


@pytest.mark.parametrize(
    ("position", "source"),
    [
        ("project:///main.go#17", Source("main.go", 17)),
        ("project:///src/my%20net.ts#4,13", Source("src/my net.ts", 4)),
        ("project:///../lib/a.py#4", Source("../lib/a.py", 4)),
        ("project:///main.go", None),
        ("file:///main.go#1", None),
        ("", None),
    ],
)
def test_says_where_in_the_program_it_is(position, source):
    assert read(sourcePosition=position).source == source


@pytest.mark.parametrize(
    "inside",
    ["project:///node_modules/@pulumi/aws/vpc.ts#1", "project:///.venv/lib/site-packages/a.py#1", "project:///../a#1"],
)
def test_is_in_the_program_where_its_trace_says_so(inside):
    trace = [{"sourcePosition": inside}, {}, 7, {"sourcePosition": 7}, {"sourcePosition": "project:///index.ts#9,1"}]
    assert read(sourcePosition=inside, stackTrace=trace).source == Source("index.ts", 9)
    assert read(sourcePosition=inside, stackTrace=7).source == read(sourcePosition=inside).source != None  # noqa: E711


@pytest.mark.parametrize(
    ("table", "problem"),
    [
        (7, "s: resources[7]: expected a resource, got a number"),
        (None, "s: resources[7]: expected a resource, got nothing"),
        ({}, "s: resources[7]: urn: a resource has none"),
        ({"urn": 7}, "s: resources[7]: urn: expected text, got a number"),
        ({"urn": URN}, "s: resources[7]: type: a resource has none"),
        (
            {"urn": "logs", "type": "t"},
            "s: resources[7]: urn: expected urn:pulumi:STACK::PROJECT::TYPE::NAME, got 'logs'",
        ),
        (
            {"urn": "urn:pulumi:prod::web", "type": "t"},
            "s: resources[7]: urn: expected urn:pulumi:STACK::PROJECT::TYPE::NAME, got 'urn:pulumi:prod::web'",
        ),
        ({"urn": URN, "type": "t", "custom": "yes"}, "s: resources[7]: custom: expected true or false, got text"),
        ({"urn": URN, "type": "t", "inputs": [1]}, "s: resources[7]: inputs: expected an object, got a list"),
        ({"urn": URN, "type": "t", "dependencies": "a"}, "s: resources[7]: dependencies: expected a list of text"),
        ({"urn": URN, "type": "t", "aliases": [7]}, "s: resources[7]: aliases: expected a list of text"),
        (
            {"urn": URN, "type": "t", "propertyDependencies": {"a": [7]}},
            "s: resources[7]: propertyDependencies.a: expected a list of text",
        ),
    ],
)
def test_is_refused_with_its_place_where_it_is_malformed(table, problem):
    assert refused(table) == f"{problem}; export the state again with `pulumi stack export`"


def test_is_refused_with_its_place_where_a_value_is_malformed():
    assert refused({"urn": URN, "type": "t", "outputs": {"a": {SIGNATURE: "?"}}}) == (
        f"s: resources[7]: outputs: a value has a mark that this version does not know; upgrade stackwright ({URN!r})"
    )
