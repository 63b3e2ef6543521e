"""A mark..."""

from __future__ import annotations

import copy

import pytest

from policy.guardrails.marks import ABSENT, UNKNOWN, UNKNOWN_TEXT, Secret, holds_secret, holds_text, is_unknown, whole


def test_for_the_unknown_stays_itself_when_copied():
    assert copy.deepcopy({"a": [UNKNOWN]})["a"][0] is UNKNOWN


def test_is_recognised_inside_a_text():
    assert is_unknown(f"arn:aws:s3:::{UNKNOWN_TEXT}/*")
    assert is_unknown(UNKNOWN)
    assert not is_unknown("arn:aws:s3:::data/*")
    assert not is_unknown(ABSENT)


@pytest.mark.parametrize(("number", "expected"), [(7.0, 7), (7.5, 7.5), (True, True), ("7.0", "7.0")])
def test_of_the_protocol_on_whole_numbers_is_taken_off(number, expected):
    assert (whole(number), type(whole(number))) == (expected, type(expected))


@pytest.mark.parametrize("value", [Secret(1), {"a": {"b": Secret("x")}}, [1, [Secret(None)]]])
def test_for_secrets_is_found_at_any_depth(value):
    assert holds_secret(value)
    assert not holds_secret({"a": [1, "x", None]})


def test_for_secrets_shows_nothing():
    assert (repr(Secret("hunter2")), repr(UNKNOWN), repr(ABSENT)) == ("[secret]", "UNKNOWN", "ABSENT")


@pytest.mark.parametrize(
    ("value", "found"), [("x", True), ({"a": [1, "x"]}, True), ({"a": [1, None]}, False), (1, False)]
)
def test_is_not_needed_to_find_text(value, found):
    assert holds_text(value) is found
