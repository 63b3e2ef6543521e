"""A resource's tags..."""

from __future__ import annotations

import pytest

from stackwright.model import UNKNOWN, Secret
from stackwright.simulator.tags import merged


@pytest.mark.parametrize(
    ("own", "result"),
    [
        (None, {"a": "1", "b": "2"}),
        ({"b": "3"}, {"a": "1", "b": "3"}),
        (Secret({"b": "3"}), Secret({"a": "1", "b": "3"})),
        ({"b": Secret("3")}, {"a": "1", "b": Secret("3")}),
        (UNKNOWN, UNKNOWN),
    ],
)
def test_stand_over_the_default_ones(own, result):
    assert merged({"a": "1", "b": "2"}, own) == result
