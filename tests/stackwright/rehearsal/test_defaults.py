"""What a real provider filled in..."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from stackwright.rehearsal.defaults import keep

values = st.recursive(
    st.integers() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("abc", min_size=1), inner, max_size=3),
    max_leaves=6,
)


def test_is_kept_where_the_program_leaves_it_out() -> None:
    old = {"name": "a-1234567", "force": False, "__defaults": ["name", "force"]}
    assert keep({"tags": {}, "force": True}, old) == {
        "tags": {},
        "force": True,
        "name": "a-1234567",
        "__defaults": ["name"],
    }


def test_is_kept_inside_blocks() -> None:
    old = {"rules": [{"port": 1, "self": False, "__defaults": ["self"]}]}
    assert keep({"rules": [{"port": 2}]}, old) == {"rules": [{"port": 2, "self": False, "__defaults": ["self"]}]}
    assert keep({"rules": [{"port": 2}, {"port": 3}]}, old) == {"rules": [{"port": 2}, {"port": 3}]}


def test_is_nothing_where_it_is_not_marked_or_gone() -> None:
    assert keep({"a": 1}, {"b": 2}) == {"a": 1}
    assert keep({"a": 1}, {"__defaults": ["b"]}) == {"a": 1}


@given(values, values)
def test_is_nothing_in_inputs_of_a_simulated_provider(new: Any, old: Any) -> None:
    assert keep(new, old) == new
