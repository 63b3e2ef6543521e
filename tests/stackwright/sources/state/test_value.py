"""A property value in a state..."""

from __future__ import annotations

import json
import struct
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pulumi.runtime import rpc

from stackwright.marks import SIGNATURE
from stackwright.model import UNKNOWN, Secret, Unknown
from stackwright.sources import wire
from stackwright.sources.state.value import UNKNOWN_VALUE, MalformedValueError, properties

SECRET = rpc._special_secret_sig
BYTES = "803fd3297a5875dc03ca845dda5d2a98"
FLOAT = "8ad145fe-0d11-4827-bfd7-1abcbf086f5c"
OUTPUT = rpc._special_output_value_sig

scalars = st.none() | st.booleans() | st.integers() | st.text().filter(lambda text: text != UNKNOWN_VALUE)
keys = st.text().filter(lambda key: key != SIGNATURE and not key.startswith("__"))
plain: Any = st.recursive(
    scalars | st.just(UNKNOWN),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=3) | st.builds(Secret, inner),
    max_leaves=10,
)


def marked(signature: str, **fields: Any) -> dict[str, Any]:
    return {SIGNATURE: signature, **fields}


def read(value: Any) -> Any:
    return properties({"it": value})["it"]


def refused(value: Any) -> str:
    with pytest.raises(MalformedValueError) as raised:
        read(value)
    return str(raised.value)


def write(value: Any) -> Any:
    """Write *value* as the engine does when it shows secrets."""
    if isinstance(value, Secret):
        return marked(SECRET, plaintext=json.dumps(write(value.value)))
    if isinstance(value, Unknown):
        return UNKNOWN_VALUE
    if isinstance(value, dict):
        return {key: write(item) for key, item in value.items()}
    return [write(item) for item in value] if isinstance(value, list) else value


@given(st.dictionaries(keys, plain, max_size=4))
def test_is_read_as_the_engine_meant_it(table):
    assert properties(write(table)) == table


def test_has_the_signatures_of_pulumis_own_runtime():
    assert (rpc._special_sig_key, rpc.UNKNOWN) == (SIGNATURE, UNKNOWN_VALUE)


def test_is_in_order_of_keys_whatever_order_it_came_in():
    found = properties({"b": {"z": 1, "a": 2}, "a": 1})
    assert (list(found), list(found["b"])) == (["a", "b"], ["a", "z"])


def test_is_a_secret_nobody_could_read_where_it_is_encrypted():
    found = read([marked(SECRET, ciphertext="v1:abc")])[0]
    assert isinstance(found, Secret)
    assert found.value is UNKNOWN


@pytest.mark.parametrize(
    "fields",
    [{}, {"plaintext": ""}, {"plaintext": '"a"', "ciphertext": "v1:abc"}, {"ciphertext": 7}, {"plaintext": ["a"]}],
)
def test_is_refused_where_a_secret_is_neither_or_both(fields):
    assert refused(marked(SECRET, **fields)) == (
        "a secret has not exactly one of ciphertext and plaintext; export the state again"
    )


@pytest.mark.parametrize("text", ["hunter2", "[" * 200_000])
def test_is_refused_without_being_shown_where_its_plaintext_is_no_json(text):
    assert refused(marked(SECRET, plaintext=text)) == "a secret's plaintext is not JSON; export the state again"


def test_stays_a_table_where_it_is_an_asset_or_an_archive():
    asset = marked(rpc._special_asset_sig, hash="5891", path="site/index.html")
    archive = marked(rpc._special_archive_sig, assets={"index.html": asset})
    assert read(archive) == archive
    assert wire.is_asset(read(archive)["assets"]["index.html"])


@pytest.mark.parametrize(
    ("fields", "value"),
    [
        ({"urn": "u", "id": "i"}, "i"),
        ({"urn": "u"}, "u"),
        ({"urn": "u", "id": ""}, "u"),
        ({"urn": "u", "id": {"V": "i"}}, "i"),
        ({"urn": "u", "id": {"V": None}}, "u"),
        ({"urn": "u", "id": {"V": {}}}, UNKNOWN),
        ({"urn": "u", "id": UNKNOWN_VALUE}, UNKNOWN),
    ],
)
def test_is_an_id_or_a_urn_where_it_refers_to_a_resource(fields, value):
    assert read(marked(rpc._special_resource_sig, **fields)) == value


@pytest.mark.parametrize("fields", [{}, {"urn": 7}, {"urn": "u", "id": [1]}])
def test_is_refused_where_it_refers_to_nothing(fields):
    assert refused(marked(rpc._special_resource_sig, **fields)) == (
        "a reference to a resource has no URN; export the state again"
    )


@pytest.mark.parametrize(
    ("fields", "value"),
    [
        ({"value": 1, "dependencies": ["u"]}, 1),
        ({}, UNKNOWN),
        ({"value": 1, "secret": True}, Secret(1)),
        ({"secret": True}, Secret(UNKNOWN)),
    ],
)
def test_is_what_an_output_held(fields, value):
    assert read(marked(OUTPUT, **fields)) == value


def test_is_text_where_it_was_bytes():
    assert read(marked(BYTES, value="b2v/")) == r"ok\xff"


@pytest.mark.parametrize("fields", [{"value": "?"}, {"value": 7}])
def test_is_refused_where_its_bytes_are_none(fields):
    assert refused(marked(BYTES, **fields)) == "a string of bytes is not base64; export the state again"


@pytest.mark.parametrize(
    ("number", "value"),
    [(2.0, 2), (0.5, 0.5), (float("nan"), "NaN"), (float("inf"), "Infinity"), (float("-inf"), "-Infinity")],
)
def test_is_a_number_or_the_name_of_one_where_it_was_given_by_its_bits(number, value):
    found = read(marked(FLOAT, value=struct.pack(">d", number).hex()))
    assert (type(found), found) == (type(value), value)


@pytest.mark.parametrize("fields", [{}, {"value": "zz"}, {"value": "00"}, {"value": 7}])
def test_is_refused_where_its_bits_are_none(fields):
    assert refused(marked(FLOAT, **fields)) == "a float is not sixteen hexadecimal digits; export the state again"


@pytest.mark.parametrize("signature", ["from the future", 7, None, ["a"]])
def test_is_refused_where_its_mark_is_unknown(signature):
    assert refused({SIGNATURE: signature}) == "a value has a mark that this version does not know; upgrade stackwright"


def test_is_without_what_providers_keep_for_themselves():
    table = {"__meta": "{}", "__defaults": ["acl"], "acl": "private", "tags": {"__defaults": [], "__meta": "mine"}}
    assert properties(table) == {"acl": "private", "tags": {"__meta": "mine"}}


def test_may_be_nested_as_deep_as_a_report_can_follow():
    deep: Any = 1
    for _ in range(190):
        deep = [deep]
    assert read(deep) == deep
    for _ in range(20):
        deep = [deep]
    assert refused(deep) == "a value is nested more than 200 deep"
