"""A resource that only mocks and a transformation see..."""

from __future__ import annotations

import types
from typing import Any

import pulumi
import pytest
from pulumi.runtime import MockCallArgs, MockResourceArgs

from stackwright.model import Options, Stack
from stackwright.simulator import Simulator
from stackwright.sources.public.mocks import SimulatedMocks
from stackwright.sources.recorder import Recorder

TOPIC = "aws:sns/topic:Topic"
URN = "urn:pulumi:dev::shop::"


@pytest.fixture
def mocks():
    return SimulatedMocks(Recorder(Stack(project="shop", name="dev"), Simulator(region="eu-west-1")))


def construct(mocks: SimulatedMocks, type_: str, name: str, **options: Any) -> object:
    resource = object()
    opts = pulumi.ResourceOptions(**options) if "parent" not in options else types.SimpleNamespace(**options)
    mocks.constructed(pulumi.ResourceTransformationArgs(resource=resource, type_=type_, name=name, props={}, opts=opts))
    return resource


def only(mocks: SimulatedMocks, name: str) -> Any:
    (found,) = [resource for resource in mocks._recorder.stack.resources if resource.name == name]
    return found


def test_has_the_parent_and_options_it_was_constructed_with(mocks):
    box = construct(mocks, "my:x:Box", "box")
    options = pulumi.ResourceOptions(protect=True, version="7.1.0", ignore_changes=["name"])
    options.parent = box
    mocks.constructed(
        pulumi.ResourceTransformationArgs(resource=object(), type_=TOPIC, name="t", props={}, opts=options)
    )
    mocks.new_resource(MockResourceArgs("my:x:Box", "box", {}, custom=False))
    id_, outputs = mocks.new_resource(MockResourceArgs(TOPIC, "t", {"name": "n"}, custom=True))
    topic = only(mocks, "t")
    assert (topic.urn, topic.parent) == (f"{URN}my:x:Box${TOPIC}::t", f"{URN}my:x:Box::box")
    assert topic.options == Options(protect=True, version="7.1.0", ignore_changes=("name",))
    assert topic.provider == f"{URN}pulumi:providers:aws::default_7_1_0::simulated"
    assert (id_, outputs["name"]) == ("arn:aws:sns:eu-west-1:123456789012:n", "n")
    assert (only(mocks, "box").custom, only(mocks, "box").provider) == (False, "")


def test_stands_below_the_stack_where_its_construction_was_not_seen(mocks):
    mocks.new_resource(MockResourceArgs(TOPIC, "t", {}, custom=True))
    assert (only(mocks, "t").parent, only(mocks, "t").source) == (
        f"{URN}pulumi:pulumi:Stack::shop-dev",
        None,
    )


def test_is_in_the_region_of_its_provider(mocks):
    construct(mocks, "pulumi:providers:aws", "west")
    mocks.new_resource(MockResourceArgs("pulumi:providers:aws", "west", {"region": "us-west-2"}, custom=True))
    reference = "urn:pulumi:dev::shop::pulumi:pulumi:Stack$pulumi:providers:aws::west::simulated"
    mocks.new_resource(MockResourceArgs(TOPIC, "t", {}, provider=reference, custom=True))
    assert only(mocks, "t").provider == f"{URN}pulumi:providers:aws::west::simulated"
    assert only(mocks, "t").outputs["arn"].split(":")[3] == "us-west-2"
    asked = MockCallArgs("aws:index/getRegion:getRegion", {}, reference)
    assert mocks.call(asked)["region"] == "us-west-2"
    assert mocks.call(MockCallArgs("aws:index/getRegion:getRegion", {}, ""))["region"] == "eu-west-1"
    unseen = "urn:pulumi:dev::shop::pulumi:providers:aws::other::simulated"
    mocks.new_resource(MockResourceArgs(TOPIC, "u", {}, provider=unseen, custom=True))
    assert only(mocks, "u").provider == unseen


def test_is_read_where_mocks_do_not_say_whose_it_is(mocks):
    arn = "arn:aws:sns:eu-west-1:123456789012:there"
    id_, _ = mocks.new_resource(MockResourceArgs(TOPIC, "t", {}, resource_id=arn))
    assert (id_, only(mocks, "t").id, only(mocks, "t").read) == (arn, arn, True)


def test_is_below_the_root(mocks):
    mocks.register_root()
    assert only(mocks, "shop-dev").urn == f"{URN}pulumi:pulumi:Stack::shop-dev"
