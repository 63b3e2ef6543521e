"""A map that answers for any key..."""

from __future__ import annotations

import copy
import json
import pickle

from hypothesis import given
from hypothesis import strategies as st

from stackwright.simulator.open_map import OpenMap, OpenText
from stackwright.sources import wire


def made(values=None):
    return OpenMap(lambda key: f"<{key}>", values)


@given(st.text())
def test_makes_up_the_same_answer_every_time(key):
    assert made()[key] == made()[key] == made().get(key) == f"<{key}>"


def test_prefers_what_it_holds_and_a_default_that_is_given():
    table = made({"a": "held"})
    assert (table["a"], table.get("a"), table.get("b", "mine")) == ("held", "held", "mine")


def test_shows_and_serialises_only_what_it_holds():
    table = made({"a": 1})
    assert "b" not in table
    assert (len(table), dict(table), json.dumps(table)) == (1, {"a": 1}, '{"a": 1}')
    assert wire.decode(wire.encode({"x": table})) == {"x": {"a": 1}}
    assert table == {"a": 1}


def test_is_copied_as_the_plain_dict_it_holds():
    table = made({"a": 1})
    for twin in (copy.deepcopy(table), pickle.loads(pickle.dumps(table))):
        assert type(twin) is dict
        assert twin == {"a": 1}


def test_may_hold_text_that_can_be_asked_for_a_part_by_name():
    text = OpenText("server")
    assert (text["clusters"]["name"], text[0], text[1:3]) == (
        "server",
        "s",
        "er",
    )
