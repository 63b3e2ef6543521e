"""The wire form..."""

from __future__ import annotations

from typing import Any

import pytest
from google.protobuf import struct_pb2
from hypothesis import given
from hypothesis import strategies as st
from pulumi.runtime import rpc

from stackwright.model import UNKNOWN, Secret
from stackwright.sources import wire

scalars = (
    st.none()
    | st.booleans()
    | st.integers(min_value=-(2**53), max_value=2**53)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text().filter(lambda text: text != rpc.UNKNOWN)
    | st.just(UNKNOWN)
)
keys = st.text().filter(lambda key: key != rpc._special_sig_key)
values: Any = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=3) | st.builds(Secret, inner),
    max_leaves=10,
)


def special(signature: str, **fields: str) -> struct_pb2.Struct:
    struct = struct_pb2.Struct()
    struct.update({"it": {rpc._special_sig_key: signature, **fields}})
    return struct


@given(st.dictionaries(keys, values, max_size=4))
def test_gives_back_what_it_was_given(table):
    assert wire.decode(wire.encode(table)) == table


def test_is_in_order_of_keys_whatever_order_they_came_in():
    assert list(wire.decode(wire.encode({"b": 1, "a": 2}))) == ["a", "b"]


def test_takes_a_tuple_for_a_list():
    assert wire.decode(wire.encode({"a": (1, 2)})) == {"a": [1, 2]}


def test_keeps_empty_tables_and_lists():
    assert wire.decode(wire.encode({"a": {}, "b": []})) == {"a": {}, "b": []}


def test_reads_whole_numbers_as_integers():
    decoded = wire.decode(wire.encode({"a": 2.0, "b": 2.5, "c": True}))
    assert [(type(value), value) for value in decoded.values()] == [(int, 2), (float, 2.5), (bool, True)]


def test_writes_a_secret_as_pulumis_own_runtime_reads_it():
    assert rpc.is_rpc_secret(rpc.deserialize_properties(wire.encode({"a": Secret("hush")}))["a"])


def test_writes_an_unknown_as_pulumis_own_runtime_reads_it():
    assert wire.encode({"a": UNKNOWN})["a"] == rpc.UNKNOWN


@pytest.mark.parametrize(
    ("fields", "value"),
    [
        ({"urn": "urn:x", "id": "vpc-1"}, "vpc-1"),
        ({"urn": "urn:x", "id": ""}, "urn:x"),
        ({"urn": "urn:x"}, "urn:x"),
    ],
)
def test_reads_a_reference_as_the_resources_id_or_urn(fields, value):
    assert wire.decode(special(rpc._special_resource_sig, **fields)) == {"it": value}


def test_leaves_an_asset_the_table_it_is():
    asset = {rpc._special_sig_key: rpc._special_asset_sig, "text": "hello"}
    assert wire.decode(special(rpc._special_asset_sig, text="hello")) == {"it": asset}
