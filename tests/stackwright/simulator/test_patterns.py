"""A pattern..."""

from __future__ import annotations

import pytest

from stackwright.model import Secret
from stackwright.simulator.patterns import maker

FIELDS = {"a": "1", "b": "x"}


@pytest.mark.parametrize(
    ("pattern", "value"),
    [
        ("plain", "plain"),
        ("{a}-{b}", "1-x"),
        ("{{{a}}}", "{1}"),
        ("https://{b}", "https://x"),
        ("json:[]", []),
        ('json:{"a": "{b}"}', {"a": "{b}"}),
        ("int:{a}", 1),
        ("list:{a};{b}", ["1", "x"]),
        ("secret:{b}", Secret("x")),
        ('tree:{"k": ["{b}", 1, "int:{a}"]}', {"k": ["x", 1, 1]}),
    ],
)
def test_is_filled_in_from_fields(pattern, value):
    assert maker(pattern)(FIELDS) == value


def test_gives_a_new_value_each_time():
    make = maker("json:[]")
    make(FIELDS).append(1)
    assert make(FIELDS) == []
