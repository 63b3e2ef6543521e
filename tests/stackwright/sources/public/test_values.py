"""A property value, as Pulumi's mocks see it..."""

from __future__ import annotations

import asyncio

import pulumi
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pulumi.runtime import rpc

from stackwright.model import UNKNOWN, Secret
from stackwright.sources import wire
from stackwright.sources.public import values as public_values

PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(PLAIN)
def test_is_plain_both_ways(value):
    assert public_values.decode(public_values.encode(value)) == value


def test_is_read_with_its_secrets():
    secret = {rpc._special_sig_key: rpc._special_secret_sig, "value": [1.0, 1.5]}
    assert public_values.decode({"b": secret, "a": (None, object())}) == {"b": Secret([1, 1.5]), "a": [None, None]}


@pytest.mark.parametrize(
    "asset",
    [
        pulumi.FileAsset("a.txt"),
        pulumi.StringAsset("text"),
        pulumi.RemoteAsset("https://example.com"),
        pulumi.FileArchive("a"),
        pulumi.RemoteArchive("https://example.com"),
        pulumi.AssetArchive({"b": pulumi.FileAsset("b"), "a": pulumi.FileArchive("a")}),
    ],
)
def test_is_read_as_it_stands_on_the_wire(asset):
    async def serialise():
        return wire.decode(await rpc.serialize_properties({"it": asset}, {}))["it"]

    with asyncio.Runner() as runner:
        expected = runner.run(serialise())
    assert public_values.decode(asset) == expected
    assert public_values.is_asset(expected)
    assert not public_values.is_asset({"path": "a"})


def test_is_answered_with_its_secrets_and_without_what_is_unknown():
    async def encode():
        return public_values.encode({"a": UNKNOWN, "b": [UNKNOWN, 1], "c": Secret("x")})

    with asyncio.Runner() as runner:
        answer = runner.run(encode())
    assert (answer["b"], "a" in answer, isinstance(answer["c"], pulumi.Output)) == ([None, 1], False, True)


def test_leave_a_resource_inside_a_component_out():
    reference = {rpc._special_sig_key: rpc._special_resource_sig, "urn": "urn:x"}
    assert public_values.encode({"vpc": reference, "ids": ["a"]}) == {"vpc": None, "ids": ["a"]}
