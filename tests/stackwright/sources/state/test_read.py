"""The state of a deployed stack..."""

from __future__ import annotations

import copy
import gzip
import io
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from stackwright.errors import UserError
from stackwright.model import UNKNOWN, Options, Resource, Secret, Source, Stack, reveal
from stackwright.reports.json import document
from stackwright.sources.state import read_state, read_state_text

STATES = Path(__file__).with_name("exports")
SHOP = "urn:pulumi:dev::shop::"
WEB = "urn:pulumi:prod::web::"


def by_name(stack: Stack, type_: str) -> dict[str, Resource]:
    return {each.name: each for each in stack.resources if each.type == type_}


def export(*resources: dict[str, Any], version: int = 3, **sections: Any) -> str:
    return json.dumps({"version": version, "deployment": {"resources": list(resources), **sections}})


def item(urn: str, **fields: Any) -> dict[str, Any]:
    return {"urn": WEB + urn, "type": urn.split("::")[0].split("$")[-1], **fields}


ROOT = item("pulumi:pulumi:Stack::web-prod")


def test_is_read_from_an_export_of_a_python_program():
    stack = read_state(STATES / "encrypted.json")
    assert (stack.project, stack.name, stack.region, stack.deployed) == ("shop", "dev", "eu-west-1", True)
    assert [(each.type, each.name, each.custom, each.read) for each in stack.resources] == [
        ("pulumi:pulumi:Stack", "shop-dev", False, False),
        ("pulumi:providers:aws", "west", True, False),
        ("shop:storage:Store", "store", False, False),
        ("aws:sns/topic:Topic", "legacy", True, True),
        ("aws:sns/topic:Topic", "west", True, False),
        ("random:index/randomPassword:RandomPassword", "password", True, False),
        ("aws:s3/bucket:Bucket", "store", True, False),
        ("aws:ssm/parameter:Parameter", "token", True, False),
        ("aws:s3/bucketObject:BucketObject", "page", True, False),
        ("aws:lambda/function:Function", "worker", True, False),
    ]
    assert sum(1 for _ in stack.managed()) == 6
    assert by_name(stack, "aws:s3/bucket:Bucket")["store"].options == Options(protect=True, ignore_changes=("tags",))
    page = by_name(stack, "aws:s3/bucketObject:BucketObject")["page"]
    bucket = f"{SHOP}shop:storage:Store$aws:s3/bucket:Bucket::store"
    assert page.options == Options(retain_on_delete=True, deleted_with=bucket)
    assert page.property_dependencies == {"bucket": (bucket,)}
    assert page.dependencies == (bucket,)


def test_keeps_secrets_apart_though_it_cannot_read_them():
    stack = read_state(STATES / "encrypted.json")
    token = by_name(stack, "aws:ssm/parameter:Parameter")["token"]
    assert token.inputs == {"type": "SecureString", "value": Secret(UNKNOWN)}
    assert stack.outputs == {
        "bucket": "store-ff45e65",
        "nested": {"count": 3, "ratio": 0.5, "token": Secret(UNKNOWN)},
        "token": Secret(UNKNOWN),
    }
    assert stack.notes == [
        "deployed state, written 2026-11-21 14:53 UTC by Pulumi 3.260.0",
        "13 values are encrypted, and not read; `pulumi stack export --show-secrets` writes them in clear",
    ]


def test_has_its_secrets_for_checks_where_the_export_shows_them():
    stack = read_state(STATES / "shown.json")
    assert reveal(stack.outputs)["nested"] == {"count": 3, "ratio": 0.5, "token": "a-dummy-token"}
    west = by_name(stack, "pulumi:providers:aws")["west"]
    assert west.options.version == "7.51.1"
    assert west.inputs["secretKey"] == Secret("a-dummy-secret-key")
    assert "a-dummy" not in json.dumps(document(stack))
    assert stack.notes == ["deployed state, written 2026-11-21 14:53 UTC by Pulumi 3.260.0"]


def test_is_the_same_with_and_without_its_secrets_shown():
    shown, hidden = (document(read_state(STATES / f"{name}.json")) for name in ("shown", "encrypted"))
    assert shown["resources"] == hidden["resources"]
    assert shown["outputs"] == hidden["outputs"]


def test_points_at_the_line_of_the_program_not_of_the_sdk():
    stack = read_state(STATES / "encrypted.json")
    assert by_name(stack, "pulumi:providers:aws")["west"].source == Source("__main__.py", 15)
    assert by_name(stack, "aws:sns/topic:Topic")["legacy"].source == Source("__main__.py", 27)


def test_is_read_from_an_export_of_a_nodejs_program():
    stack = read_state(STATES / "nodejs.json")
    assert (stack.project, stack.name, stack.region) == ("web", "prod", "ap-southeast-2")
    net = by_name(stack, "awsx:ec2:Vpc")["net"]
    assert net.outputs == {"self": f"{WEB}awsx:ec2:Vpc::net", "vpc": "vpc-00112233445566778"}
    assert net.source == Source("src/my net.ts", 4)
    vpc = by_name(stack, "aws:ec2/vpc:Vpc")["net"]
    assert vpc.inputs == {"cidrBlock": "10.0.0.0/16", "instanceTenancy": "default", "tags": {"Name": "net"}}
    assert "__meta" not in vpc.outputs
    app = by_name(stack, "kubernetes:apps/v1:Deployment")["app"]
    assert app.outputs == {"kind": "Deployment", "status": {"readyReplicas": 3}}
    assert app.inputs["spec"]["template"]["spec"]["containers"][0]["resources"]["limits"] == {"cpu": 0.5}
    reference = by_name(stack, "pulumi:pulumi:StackReference")["acme/network/prod"]
    assert reference.read
    assert reference.outputs["outputs"] == {"vpcId": "vpc-0a1b2c3d4e5f60718"}
    assert by_name(stack, "aws:ec2/instance:Instance")["host"].options == Options(
        import_id="i-0123456789abcdef0", aliases=(f"{WEB}aws:ec2/instance:Instance::old-host",)
    )


def test_says_what_it_leaves_open():
    assert read_state(STATES / "nodejs.json").notes == [
        "deployed state, written 2026-03-04 05:06 UTC by Pulumi 3.210.0",
        "1 resource is pending deletion, left out: host (aws:ec2/instance:Instance)",
        "1 resource is deleted and not yet created anew: app (kubernetes:apps/v1:Deployment)",
        "1 resource is to be replaced by the next update: host (aws:ec2/instance:Instance)",
        "1 resource is created, but failed to become ready: host (aws:ec2/instance:Instance)",
        "1 resource is left in the middle of creating, and what became of it is unknown; run `pulumi refresh`: "
        "logs (aws:s3/bucket:Bucket)",
        "2 values are encrypted, and not read; `pulumi stack export --show-secrets` writes them in clear",
        "written with features that are not known here: timeTravel",
        "Pulumi found this state inconsistent when it wrote it; run `pulumi state repair`",
        "1 resource is without the parent that the state names, shown at the top: "
        "seed (pulumi-nodejs:dynamic:Resource)",
    ]


def test_leaves_out_what_waits_to_be_deleted_and_the_engines_own_providers():
    stack = read_state(STATES / "nodejs.json")
    assert [each.id for each in stack.resources if each.name == "host"] == ["i-0123456789abcdef0"]
    assert [each.name for each in stack.resources if each.type.startswith("pulumi:providers:")] == ["default-cluster"]


def test_is_read_from_an_export_of_a_go_program():
    stack = read_state(STATES / "go.json")
    assert (stack.region, stack.outputs) == ("us-gov-west-1", {"blob": r"ok\xff"})
    data = by_name(stack, "aws-native:s3:Bucket")["data"]
    assert data.inputs == {"bucketName": "data-1a2b3c4", "later": UNKNOWN, "ratio": "Infinity", "size": 10**21}
    assert data.source == Source("main.go", 17)


def test_is_read_from_an_export_of_a_yaml_program():
    stack = read_state(STATES / "yaml.json")
    page = by_name(stack, "aws:s3/bucketObject:BucketObject")["page"]
    assert (stack.region, page.inputs["source"]["text"], page.source) == ("cn-north-1", "hello", None)


def test_is_read_from_the_oldest_schema():
    stack = read_state(STATES / "version1.json")
    page = by_name(stack, "aws:s3/bucketObject:BucketObject")["page"]
    bucket = "urn:pulumi:dev::old::aws:s3/bucket:Bucket::data"
    assert page.property_dependencies == {"bucket": (bucket,), "key": (bucket,)}
    assert (page.read, page.provider, stack.region) == (False, "", "")


def test_is_the_same_from_the_checkpoint_of_a_file_backend_packed_or_not(tmp_path):
    whole = json.loads((STATES / "encrypted.json").read_text())
    checkpoint = {"version": 3, "checkpoint": {"stack": "organization/shop/dev", "latest": whole["deployment"]}}
    plain, packed = tmp_path / "dev.json", tmp_path / "dev.json.gz"
    plain.write_text(json.dumps(checkpoint))
    packed.write_bytes(gzip.compress(plain.read_bytes()))
    expected = {**document(read_state(STATES / "encrypted.json")), "seconds": 0}
    for file in (plain, packed):
        assert {**document(read_state(file)), "seconds": 0} == expected


def test_may_be_piped_in(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.StringIO(export(ROOT)))
    assert read_state(Path("-")).name == "prod"


def test_is_named_standard_input_where_it_is_piped_in(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.StringIO("{"))
    with pytest.raises(UserError, match=r"^standard input: ends in the middle"):
        read_state(Path("-"))


@pytest.mark.parametrize(
    ("text", "project", "stack"),
    [
        (export(), "given", "also-given"),
        (json.dumps({"version": 3, "checkpoint": {"stack": "organization/web/prod"}}), "web", "prod"),
        (json.dumps({"version": 3, "checkpoint": {"stack": "prod"}}), "given", "prod"),
        (
            export(item("a:b:C::c"), {"urn": "urn:pulumi:a::b::a:b:C::d", "type": "a:b:C"}, item("a:b:C::e")),
            "web",
            "prod",
        ),
        (export({"urn": "urn:pulumi:a::b::a:b:C::d", "type": "a:b:C"}, item("a:b:C::e"), ROOT), "web", "prod"),
    ],
    ids=["nothing", "an empty checkpoint", "a checkpoint of old", "most resources", "the root"],
)
def test_is_of_the_stack_that_it_names_else_the_one_that_is_given(text, project, stack):
    read = read_state_text(text, "s", project="given", stack="also-given")
    assert (read.project, read.name) == (project, stack)


def test_has_no_name_where_nobody_names_it():
    read = read_state_text(export(), "s")
    assert (read.project, read.name, read.resources, read.notes) == ("", "", [], ["the stack has no resources"])


def test_is_in_the_region_of_most_resources():
    west, east = (
        item(f"pulumi:providers:aws::{name}", inputs={"region": region})
        for name, region in (("west", "us-west-2"), ("east", "us-east-1"))
    )
    used = [item(f"aws:a:B::{name}", provider=f"{WEB}pulumi:providers:aws::west::1") for name in "ab"]
    assert read_state_text(export(east, west, *used), "s").region == "us-west-2"
    assert read_state_text(export(west, east), "s").region == "us-east-1"


def test_is_in_the_region_of_most_arns_where_no_provider_has_one():
    arns = ["arn:aws:iam::123456789012:role/a", "arn:aws:sqs:eu-west-3:123456789012:a", 7]
    found = [item(f"aws:a:B::{index}", outputs={"arn": arn}) for index, arn in enumerate(arns)]
    assert read_state_text(export(*found), "s").region == "eu-west-3"
    assert read_state_text(export(found[0]), "s").region == ""


def test_puts_what_has_no_parent_below_the_stack():
    stack = read_state_text(export(ROOT, item("a:b:C::c"), item("a:b:C$d:e:F::f", parent=f"{WEB}a:b:C::c")), "s")
    assert {each.name: each.parent.split("::")[-1] for each in stack.resources} == {
        "web-prod": "",
        "c": "web-prod",
        "f": "c",
    }
    assert stack.notes == []


@pytest.mark.parametrize(
    "parents",
    [{"a": "b", "b": "a"}, {"a": "a", "b": "a"}, {"a": "gone", "b": "a"}, {"b": "a", "a": "gone"}],
    ids=["in a circle", "its own", "missing", "after its child"],
)
def test_shows_every_resource_below_the_stack_whatever_its_parent(parents):
    items = [item(f"x:y:Z::{name}", parent=f"{WEB}x:y:Z::{parent}") for name, parent in parents.items()]
    stack = read_state_text(export(ROOT, *items), "s")
    children = stack.children()
    below, seen = [stack.urn], []
    while below:
        seen.append(below.pop())
        below += [child.urn for child in children.get(seen[-1], [])]
    assert sorted(seen) == sorted(each.urn for each in stack.resources)
    assert [note for note in stack.notes if note.startswith("1 resource is without the parent")] == stack.notes


def test_is_refused_where_a_resource_stands_in_it_twice():
    with pytest.raises(UserError) as raised:
        read_state_text(export(ROOT, item("a:b:C::c"), item("a:b:C::c", delete=True), item("a:b:C::c")), "s")
    assert str(raised.value).startswith(
        f"s: resources[3]: urn: a second resource has the URN {WEB}a:b:C::c; run `pulumi state repair`"
    )


@pytest.mark.parametrize(
    ("sections", "problem"),
    [
        ({"resources": {}}, "s: resources: expected a list"),
        ({"resources": [7]}, "s: resources[0]: expected a resource, got a number"),
        ({"pending_operations": "a"}, "s: pending_operations: expected a list"),
        ({"pending_operations": [7]}, "s: pending_operations[0]: expected an operation with a type"),
        ({"pending_operations": [{"type": "a\nb"}]}, "s: pending_operations[0]: expected an operation with a type"),
        (
            {"pending_operations": [{"type": "creating"}]},
            "s: pending_operations[0]: resource: expected a resource, got nothing",
        ),
    ],
)
def test_is_refused_with_its_place_where_it_is_malformed(sections, problem):
    with pytest.raises(UserError) as raised:
        read_state_text(json.dumps({"version": 3, "deployment": sections}), "s")
    assert str(raised.value).startswith(f"{problem}; export the state again")


VALID = (STATES / "nodejs.json").read_text()


def assert_read_or_refused(text: str) -> None:
    """A stack that every report can write, or one line."""
    refusals, found = [], {}
    try:
        found = document(read_state_text(text, "s"))
    except UserError as error:
        refusals.append(str(error))
    assert all("\n" not in refusal and refusal.startswith("s: ") for refusal in refusals)
    json.dumps(found, allow_nan=False, ensure_ascii=False).encode()


@given(content=st.binary(max_size=200))
@example(content=gzip.compress(b"{}"))
@example(content=b"\xff\xfe{")
def test_is_a_stack_or_a_refusal_whatever_bytes_there_are(tmp_path_factory, content):
    file = tmp_path_factory.getbasetemp() / "fuzz.json"
    file.write_bytes(content)
    with pytest.raises(UserError) as raised:
        read_state(file)
    assert "\n" not in str(raised.value)


@given(at=st.integers(0, len(VALID) - 1), cut=st.integers(0, 30), put=st.text(max_size=5))
def test_is_a_stack_or_a_refusal_wherever_its_text_is_damaged(at, cut, put):
    assert_read_or_refused(VALID[:at] + put + VALID[at + cut :])


@given(at=st.integers(1, len(VALID) - 2))
def test_is_refused_wherever_its_text_ends_too_early(at):
    with pytest.raises(UserError, match=r"^s: ends in the middle, after line \d+, column \d+; the file is truncated"):
        read_state_text(VALID[:at], "s")


def places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Yield every place in *value*: the table or list, and the key or index in it."""
    for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
        yield value, key
        if isinstance(inner, (dict, list)):
            yield from places(inner)


PLACES = sum(1 for _ in places(json.loads(VALID)))
SIGNATURES = st.sampled_from(
    [
        {each: inner}
        for each in ["4dabf18193072939515e22adb298388d"]
        for inner in ["", "d0e6a833031e9bbcd3f4e8bde6ca49a4"]
    ]
)
anything: Any = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3) | SIGNATURES,
    max_leaves=6,
)


@given(index=st.integers(0, PLACES - 1), value=anything)
def test_is_a_stack_or_a_refusal_whatever_stands_in_any_place(index, value):
    found = copy.deepcopy(json.loads(VALID))
    inside, key = list(places(found))[index]
    inside[key] = value
    assert_read_or_refused(json.dumps(found))


@given(index=st.integers(0, PLACES - 1))
def test_is_a_stack_or_a_refusal_whatever_is_missing(index):
    found = json.loads(VALID)
    inside, key = list(places(found))[index]
    del inside[key]
    assert_read_or_refused(json.dumps(found))


def test_is_the_same_in_whatever_order_its_tables_are():
    def turned(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: turned(value[key]) for key in reversed(list(value))}
        return [turned(each) for each in value] if isinstance(value, list) else value

    stacks = [read_state_text(text, "s") for text in (VALID, json.dumps(turned(json.loads(VALID))))]
    one, other = ({**document(stack), "seconds": 0} for stack in stacks)
    assert json.dumps(one) == json.dumps(other)
