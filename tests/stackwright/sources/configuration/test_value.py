"""A configuration value..."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stackwright.sources.configuration import value as config_value

SECURE = {"secure": "v1:abc"}

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=4),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3) | st.just(SECURE)
    ),
    max_leaves=8,
)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("text", "text"),
        ("", ""),
        (None, ""),
        (True, "true"),
        (3, "3"),
        (1.5, "1.5"),
        (1000.0, "1000"),
        (1e20, "100000000000000000000"),
        (1e21, "1e+21"),
        ([1.0, None, "é"], '[1,null,"é"]'),
        ({"b": 1, "a": {"c": [2.0]}}, '{"a":{"c":[2]},"b":1}'),
        (["<&>"], r'["\u003c\u0026\u003e"]'),
    ],
)
def test_is_written_as_the_cli_writes_it(value, text):
    assert config_value.as_text(value) == text


@pytest.mark.parametrize(
    ("value", "secret"),
    [(SECURE, True), ({"secure": 1}, False), ({"secure": "x", "more": 1}, False), ("secure", False), ([SECURE], False)],
)
def test_is_encrypted_where_secure_is_its_one_key(value, secret):
    assert config_value.is_secret(value) is secret


@pytest.mark.parametrize(
    ("value", "secret"), [(SECURE, True), ([{"a": [SECURE]}], True), ({"a": {"b": "c"}}, False), ("x", False)]
)
def test_holds_a_secret_at_any_depth(value, secret):
    assert config_value.holds_secret(value) is secret


def test_shows_a_placeholder_for_each_encrypted_part():
    assert config_value.hide({"a": [SECURE, 1], "b": SECURE}) == {"a": ["[secret]", 1], "b": "[secret]"}


@given(values)
def test_never_shows_what_is_encrypted(value):
    assert "v1:abc" not in config_value.as_text(config_value.hide(value))


@given(values.filter(lambda value: isinstance(value, (dict, list))))
def test_can_be_read_back_by_the_program(value):
    hidden = config_value.hide(value)
    if isinstance(hidden, (dict, list)):
        assert json.loads(config_value.as_text(hidden)) == hidden
