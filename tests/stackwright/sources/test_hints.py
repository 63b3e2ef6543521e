"""A hint at what was made up before a failure..."""

from __future__ import annotations

import pytest

from stackwright.sources import hints

REAL = {"id": "ami-1"}


class Written:
    def answer(self, token, args, region, stack):
        return REAL if token == "a:b:real" else None

    def unused(self):
        return ["idle"]


@pytest.fixture
def asked():
    made = hints.Asked(Written())
    for token in ("a:b:c", "a:b:real", "d:e:f", "a:b:c"):
        made.answer(token, {}, "eu-west-1", "dev")
    return made


def test_hands_on_what_the_user_wrote(asked):
    assert asked.answer("a:b:real", {}, "eu-west-1", "dev") is REAL
    assert asked.unused() == ["idle"]


def test_needs_nothing_written():
    asked = hints.Asked(None)
    assert (asked.answer("a:b:c", {}, "", ""), asked.unused()) == (None, [])


def test_names_the_look_ups_that_were_simulated_each_once(asked):
    expected = "look-ups simulated: a:b:c, d:e:f; real answers go into stackwright.context.json"
    assert hints.of_look_ups(KeyError("x"), asked) == expected


@pytest.mark.parametrize("error", [ZeroDivisionError(), SystemExit(1), None])
def test_leaves_alone_what_no_answer_would_cause(asked, error):
    assert hints.of_look_ups(error, asked) == ""
    assert hints.of_look_ups(KeyError("x"), hints.Asked(None)) == ""


@pytest.mark.parametrize(
    ("said", "simulated", "unset", "hint"),
    [
        ("anything", {"a:b": None, "a:a": None}, {"c": None}, "configuration simulated: a:a, a:b"),
        ("it is None", {}, {"b:d": None, "b:c": None}, "not configured: b:c, b:d; for instance --config b:c=VALUE"),
        ("division by zero", {}, {"b:c": None}, ""),
        ("None", {}, {}, ""),
    ],
)
def test_names_the_keys_of_the_configuration(said, simulated, unset, hint):
    assert hints.of_configuration(said, simulated, unset) == hint


def test_stands_before_the_users_line():
    assert (
        hints.added("main.py:1: KeyError: 'x'\n    a['x']", "", "b", "c")
        == "main.py:1: KeyError: 'x' (b) (c)\n    a['x']"
    )
    assert hints.added("text") == "text"
