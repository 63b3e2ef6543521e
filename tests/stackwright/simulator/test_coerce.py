"""A value..."""

from __future__ import annotations

import math
from typing import Any, Optional

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stackwright.model import Secret
from stackwright.simulator.coerce import coerced, kind


@pytest.mark.parametrize(
    ("value", "wanted", "result"),
    [
        ("true", bool, True),
        ("false", bool, False),
        ("yes", bool, "yes"),
        ("80", int, 80),
        ("0.5", float, 0.5),
        ("eighty", int, "eighty"),
        (80, str, "80"),
        (80.0, str, "80"),
        (0.5, str, "0.5"),
        (True, str, "true"),
        (False, str, "false"),
        (1, float, 1),
        (1, bool, 1),
        (["a"], str, ["a"]),
        (None, str, None),
        ("80", None, "80"),
    ],
)
def test_is_of_the_declared_type_where_a_provider_would_take_it(value, wanted, result):
    found = coerced(value, wanted)
    assert found == result
    assert type(found) is type(result)


def test_stays_secret():
    found = coerced(Secret("80"), int)
    assert (type(found), found.value) == (Secret, 80)


@given(st.one_of(st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False)))
def test_comes_back_from_text_as_it_was(value):
    found = coerced(coerced(value, str), type(value))
    assert type(found) is type(value)
    assert math.isclose(found, value)


@pytest.mark.parametrize(
    ("hint", "result"),
    [(bool, bool), (Optional[int], int), ("float", float), (str, str), (list[str], None), (Any, None)],  # noqa: UP045
)
def test_has_the_kind_that_is_declared(hint, result):
    assert kind(hint, {}) is result
