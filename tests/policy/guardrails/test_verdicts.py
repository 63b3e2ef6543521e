"""Verdicts..."""

from __future__ import annotations

from policy.guardrails.verdicts import Undecided, each, guarded


def test_keep_what_was_said_before_a_value_turned_out_to_be_unknown(item):
    data = item()

    def check():
        yield data.says("one")
        raise Undecided(data, "a")

    said = list(guarded(check()))
    assert [type(one).__name__ for one in said] == ["Problem", "Undecided"]
    assert said[1].path == "a"


def test_of_one_thing_do_not_keep_the_next_from_being_judged(item):
    data = item()

    def check(number):
        if number == 1:
            raise Undecided(data, "one")
        yield data.says(f"{number}")

    said = list(each([0, 1, 2], check))
    assert [getattr(one, "text", one.path) for one in said] == ["0", "one", "2"]


def test_of_one_thing_do_not_keep_the_next_from_being_judged_where_the_call_itself_fails(item):
    data = item()

    def check(number):
        if number == 0:
            raise Undecided(data, "zero")
        return [data.says(f"{number}")]

    assert [type(one).__name__ for one in each([0, 1], check)] == ["Undecided", "Problem"]
