"""A program's inputs..."""

from __future__ import annotations

import asyncio

import pulumi
import pulumi_aws as aws
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pulumi.runtime import rpc, settings

from stackwright.model import UNKNOWN, Secret
from stackwright.sources import wire
from stackwright.sources.fast import values
from stackwright.sources.fast.shapes import UNTYPED, shape_of_arguments


def written(properties, arguments=None):
    async def write():
        settings.configure(settings.Settings("p", "s"))
        shape = UNTYPED if arguments is None else shape_of_arguments(arguments)
        return await values.inputs(None, properties, arguments, shape)

    return asyncio.run(write())


JSON = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.floats(allow_nan=False, allow_infinity=False),
        st.text(max_size=3),
        st.just(rpc.UNKNOWN),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.lists(inner, max_size=3).map(tuple),
        st.dictionaries(st.text(max_size=3), inner, max_size=3),
    ),
    max_leaves=8,
)


@given(st.dictionaries(st.text(max_size=3), JSON, max_size=4))
def test_are_what_they_are_after_a_way_through_protobuf(properties):
    async def through():
        return wire.decode(await rpc.serialize_properties(properties, {}))

    found, _ = written(properties)
    expected = asyncio.run(through())
    assert repr(found) == repr(expected)  # 1 and 1.0 are equal, in any order


@pytest.mark.parametrize(
    ("properties", "found"),
    [
        ({"b": 1, "a": None, "c": {"z": None, "y": 2.0}}, {"b": 1, "c": {"y": 2, "z": None}}),
        ({"n": 2**53 + 1}, {"n": 2**53}),
        ({"e": aws.s3.CannedAcl.PRIVATE}, {"e": "private"}),
        ({"u": pulumi.output.UNKNOWN}, {"u": UNKNOWN}),
    ],
)
def test_are_plain_and_in_order(properties, found):
    assert repr(written(properties)[0]) == repr(found)


def test_have_the_names_the_provider_knows():
    rule = aws.ec2.SecurityGroupIngressArgs(from_port=1, to_port=2, protocol="tcp")
    found, _ = written(
        {"vpc_id": "v", "ingress": [{"from_port": 1, "cidr_blocks": []}, rule]},
        aws.ec2.SecurityGroupArgs,
    )
    assert found == {
        "vpcId": "v",
        "ingress": [{"fromPort": 1, "cidrBlocks": []}, {"fromPort": 1, "protocol": "tcp", "toPort": 2}],
    }


@pytest.mark.parametrize("properties", [{"a": {1: 2}}, {"a": object()}, {"a": {1}}, {"a": b"x"}])
def test_that_nothing_can_carry_are_the_sdks_error(properties):
    with pytest.raises((ValueError, TypeError)):
        written(properties)


def test_are_awaited():
    async def late():
        await asyncio.sleep(0)
        return [1]

    assert written({"a": late()})[0] == {"a": [1]}


def test_of_outputs_note_their_resources_and_secrecy(record, find):
    def program():
        topic = aws.sns.Topic("t")
        both = pulumi.Output.all(topic.arn, pulumi.Output.secret("x"))
        aws.sns.Topic("u", display_name=both[0], tags={"a": topic.name.apply(lambda name: aws.sns.Topic("v").name)})

    found = find(record(program), "u")
    urns = {name: f"urn:pulumi:dev::shop::aws:sns/topic:Topic::{name}" for name in "tv"}
    assert isinstance(found.inputs["displayName"], Secret)
    assert found.property_dependencies == {"displayName": (urns["t"],), "tags": (urns["t"], urns["v"])}


def test_hold_tables_of_the_wires_own_marks_as_the_sdk_reads_them():
    marked = {rpc._special_sig_key: rpc._special_secret_sig, "value": "x"}
    assert written({"a": marked})[0] == {"a": Secret("x")}
