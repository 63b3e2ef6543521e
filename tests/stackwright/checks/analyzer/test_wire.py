"""A question to a policy pack..."""

from __future__ import annotations

from typing import Any

import pytest
from google.protobuf import json_format
from hypothesis import given
from hypothesis import strategies as st
from pulumi.runtime import rpc

from stackwright.checks.analyzer import wire
from stackwright.marks import ASSET, SECRET, SIGNATURE
from stackwright.model import UNKNOWN, Options, Resource, Secret, stack_urn
from stackwright.sources import wire as properties

ROOT = stack_urn("shop", "dev")
AWS = "urn:pulumi:dev::shop::pulumi:providers:aws::default_7_51_1"
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-1000, 1000) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("ab_", max_size=3), inner, max_size=3),
    max_leaves=8,
)


def plain(message: Any) -> Any:
    return json_format.MessageToDict(message)


def test_holds_a_resources_identity_and_inputs(resource: Any) -> None:
    asked = wire.request(resource("logs", inputs={"bucket": "logs", "days": 7, "on": True, "none": None}), None)
    assert (asked.type, asked.name) == ("aws:s3/bucket:Bucket", "logs")
    assert asked.urn == "urn:pulumi:dev::shop::aws:s3/bucket:Bucket::logs"
    assert plain(asked.properties) == {"bucket": "logs", "days": 7.0, "on": True, "none": None}
    assert not asked.HasField("provider")


def test_marks_what_is_secret_unknown_or_an_asset_as_the_engine_does(resource: Any) -> None:
    asset = {SIGNATURE: ASSET, "path": "index.html"}
    inputs = {"password": Secret("hunter2"), "later": Secret(UNKNOWN), "id": UNKNOWN, "source": asset}
    assert plain(wire.request(resource("logs", inputs=inputs), None).properties) == {
        "password": {SIGNATURE: SECRET, "value": "hunter2"},
        "later": {SIGNATURE: SECRET, "value": rpc.UNKNOWN},
        "id": rpc.UNKNOWN,
        "source": asset,
    }


def test_leaves_internal_inputs_out_save_for_a_remediation(resource: Any) -> None:
    bucket = resource("logs", inputs={"__defaults": ["a"], "tags": {"__mine": "x"}})
    assert plain(wire.request(bucket, None).properties) == {"tags": {"__mine": "x"}}
    assert plain(wire.request(bucket, None, internal=True).properties) == bucket.inputs


def test_holds_a_resources_options(resource: Any) -> None:
    options = Options(
        protect=True,
        ignore_changes=("tags",),
        delete_before_replace=True,
        additional_secret_outputs=("arn",),
        aliases=("urn:pulumi:dev::shop::aws:s3/bucket:Bucket::older", "old"),
    )
    assert plain(wire.request(resource("logs", options=options), None).options) == {
        "protect": True,
        "ignoreChanges": ["tags"],
        "deleteBeforeReplace": True,
        "deleteBeforeReplaceDefined": True,
        "additionalSecretOutputs": ["arn"],
        "aliases": [
            "urn:pulumi:dev::shop::aws:s3/bucket:Bucket::older",
            "urn:pulumi:dev::shop::aws:s3/bucket:Bucket::old",
        ],
        "customTimeouts": {},
        "parent": ROOT,
    }


def test_holds_the_provider_with_its_inputs(resource: Any) -> None:
    provider = Resource(
        urn=AWS, type="pulumi:providers:aws", name="default_7_51_1", inputs={"region": "eu-west-1", "__internal": {}}
    )
    bucket = resource("logs", provider=f"{AWS}::simulated")
    assert wire.provider_of(bucket, {AWS: provider}) is provider
    assert plain(wire.request(bucket, provider).provider) == {
        "type": "pulumi:providers:aws",
        "urn": AWS,
        "name": "default_7_51_1",
        "properties": {"region": "eu-west-1"},
    }


def test_is_asked_of_a_default_provider_before_its_first_resource(resource: Any, stack: Any) -> None:
    component = resource("site", "acme:web:Site", custom=False)
    first, second = (resource(name, provider=f"{AWS}::simulated") for name in ("a", "b"))
    config = {"aws:region": "eu-west-1", "shop:size": "3", "awsx:region": "x"}
    found = wire.registered(stack(component, first, second), config)
    assert [each.name for each in found] == ["shop-dev", "site", "default_7_51_1", "a", "b"]
    provider = found[2]
    assert (provider.urn, provider.type) == (AWS, "pulumi:providers:aws")
    assert provider.inputs == provider.outputs == {"region": "eu-west-1", "version": "7.51.1"}


def test_is_asked_once_of_a_provider_that_the_program_makes(resource: Any, stack: Any) -> None:
    own = resource("paris", "pulumi:providers:aws", inputs={"region": "eu-west-3"})
    bucket = resource("a", provider=f"{own.urn}::simulated")
    assert wire.registered(stack(own, bucket), {})[1:] == [own, bucket]


def test_is_asked_of_a_default_provider_of_no_version(resource: Any, stack: Any) -> None:
    bucket = resource("a", provider="urn:pulumi:dev::shop::pulumi:providers:aws::default::simulated")
    assert wire.registered(stack(bucket), {})[1].inputs == {}


def test_about_all_resources_holds_outputs_over_inputs_with_the_id(resource: Any) -> None:
    bucket = resource(
        "logs",
        id="logs-1",
        inputs={"acl": "private", "bucket": UNKNOWN},
        outputs={"bucket": "logs-1", "arn": "arn:aws:s3:::logs-1", "__meta": "x"},
    )
    (asked,) = wire.stack_request([bucket], {}).resources
    assert (asked.type, asked.name, asked.urn, asked.parent) == (bucket.type, "logs", bucket.urn, ROOT)
    assert plain(asked.properties) == {
        "id": "logs-1",
        "acl": "private",
        "bucket": "logs-1",
        "arn": "arn:aws:s3:::logs-1",
    }
    assert asked.options.parent == ROOT


def test_about_all_resources_gives_components_and_providers_no_id(resource: Any) -> None:
    component = resource("site", "acme:web:Site", custom=False, id="x", inputs={"size": 1})
    provider = resource("paris", "pulumi:providers:aws", id="x")
    asked = wire.stack_request([component, provider], {}).resources
    assert [plain(each.properties) for each in asked] == [{"size": 1.0}, {}]


def test_about_all_resources_holds_how_they_depend_on_each_other(resource: Any) -> None:
    bucket = resource("logs")
    block = resource(
        "block",
        provider=f"{AWS}::simulated",
        dependencies=(bucket.urn,),
        property_dependencies={"bucket": (bucket.urn,), "acl": ()},
    )
    provider = Resource(urn=AWS, type="pulumi:providers:aws", name="default_7_51_1")
    asked = wire.stack_request([provider, bucket, block], {}).resources[2]
    assert list(asked.dependencies) == [bucket.urn]
    assert plain(asked)["propertyDependencies"] == {"bucket": {"urns": [bucket.urn]}}
    assert asked.provider.urn == AWS


def test_about_all_resources_holds_what_a_remediation_made_of_them(resource: Any) -> None:
    bucket = resource("logs", inputs={"acl": "private"}, outputs={"acl": "public-read", "policy": "open", "arn": "a"})
    asked = wire.stack_request([bucket], {bucket.urn: frozenset({"acl", "policy"})}).resources[0]
    assert plain(asked.properties) == {"acl": "private", "arn": "a"}


@pytest.mark.parametrize(
    ("before", "after", "paths"),
    [
        ({"a": 1}, {"a": 1}, []),
        ({"a": 1}, {"a": 2}, ["a"]),
        ({"tags": {"a": "x"}}, {"tags": {"a": "x", "b": "y"}}, ["tags.b"]),
        ({"a": {"b": [1]}}, {"a": {"b": [1, 2]}}, ["a.b"]),
        ({"a": 1, "b": None}, {"c": 1}, ["a", "b", "c"]),
        ({"a": Secret("x")}, {"a": Secret("x")}, []),
        ({"a": Secret("x")}, {"a": "x"}, ["a"]),
    ],
)
def test_that_is_answered_with_other_properties_says_where_they_differ(before: Any, after: Any, paths: Any) -> None:
    assert list(wire.changed(before, after)) == paths


@given(st.dictionaries(st.text("abc", min_size=1, max_size=3), VALUES, max_size=4))
def test_brings_every_value_back_as_it_was(inputs: dict[str, Any]) -> None:
    bucket = Resource(urn="u::a", type="t", name="a", inputs=inputs)
    back = properties.decode(wire.request(bucket, None, internal=True).properties)
    assert back == inputs
    assert list(wire.changed(inputs, back)) == []
