"""Indented JSON..."""

from __future__ import annotations

import enum
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stackwright.reports.indented import pieces, text

JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), st.text()),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.tuples(inner), st.dictionaries(st.text(), inner, max_size=3)
    ),
    max_leaves=12,
)


@given(JSON)
def test_is_what_the_standard_library_writes(value):
    assert text(value) == json.dumps(value, indent=2, ensure_ascii=False)


@given(st.dictionaries(st.text(), JSON, max_size=3), st.lists(JSON, max_size=3))
def test_comes_in_pieces_with_lists_item_by_item(table, items):
    whole = {**table, "items": items}
    assert "".join(pieces({**table, "items": iter(items)})) == json.dumps(whole, indent=2, ensure_ascii=False)


@pytest.mark.parametrize("number", ["inf", "-inf", "nan"])
def test_has_text_for_numbers_that_json_has_no_word_for(number):
    assert json.loads(text([float(number)])) == [number]


def test_comes_in_pieces_where_there_is_nothing():
    assert "".join(pieces({})) == "{}"


def test_writes_text_of_other_classes_as_text():
    class Colour(enum.StrEnum):
        RED = "röd"

    assert text({"a": Colour.RED}) == '{\n  "a": "röd"\n}'


def test_refuses_what_is_no_json():
    with pytest.raises(TypeError, match="not JSON serializable"):
        text([object()])
