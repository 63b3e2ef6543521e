"""A check of a single value..."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any

import pytest
from pydantic import AfterValidator, BeforeValidator, TypeAdapter, ValidationError

from settings.checks import agreed, listing, matching, nearest, number, positive, refuse, reworded, whole


def take(check: AfterValidator | BeforeValidator, value: Any) -> Any:
    return TypeAdapter(Annotated[Any, check]).validate_python(value)


def refusal(check: AfterValidator | BeforeValidator, value: Any) -> str:
    with pytest.raises(ValidationError) as refused:
        take(check, value)
    (error,) = refused.value.errors()
    return str(error["ctx"]["error"])


@pytest.mark.parametrize("value", [7, "7", "+7", 7.0, "7.0"])
def test_takes_a_whole_number_as_yaml_and_the_cli_write_it(value: Any) -> None:
    taken = take(whole(1, 9), value)

    assert (taken, type(taken)) == (7, int)


@pytest.mark.parametrize("value", [7.5, "7.5", "seven", "", True, None, [7], "1e1", "7x", float("nan")])
def test_refuses_what_is_no_whole_number(value: Any) -> None:
    assert refusal(whole(1, 9), value) == "must be a whole number from 1 to 9; write it in digits"


@pytest.mark.parametrize("value", [0.5, "0.5", ".5"])
def test_takes_a_number_as_yaml_and_the_cli_write_it(value: Any) -> None:
    assert take(number(0.25, 16), value) == 0.5


@pytest.mark.parametrize(("value", "fix"), [(0.1, "raise it"), ("17", "lower it"), ("half", "write it in digits")])
def test_says_in_which_way_a_number_is_wrong(value: Any, fix: str) -> None:
    assert refusal(number(0.25, 16), value) == f"must be a number from 0.25 to 16; {fix}"


@pytest.mark.parametrize(("value", "exact"), [(500, "500"), (0.1, "0.1"), ("0.10", "0.10"), ("+.5", "0.5"), ("7", "7")])
def test_keeps_an_amount_exact(value: Any, exact: str) -> None:
    taken = take(positive(), value)

    assert (str(taken), type(taken)) == (exact, Decimal)


@pytest.mark.parametrize(
    ("value", "fix"),
    [
        (0, "raise it"),
        ("-0.01", "raise it"),
        ("1e3", "write it in digits"),
        (float("inf"), "write it in digits"),
        (float("nan"), "write it in digits"),
        (True, "write it in digits"),
        (None, "write it in digits"),
    ],
)
def test_refuses_what_is_no_amount(value: Any, fix: str) -> None:
    assert refusal(positive(), value) == f"must be a number above 0; {fix}"


def test_takes_nothing_as_a_number_where_it_may() -> None:
    assert take(positive(or_zero=True), "0") == 0
    assert refusal(positive(or_zero=True), -0.01) == "must be a number of at least 0; raise it"


def test_matches_the_whole_text() -> None:
    check = matching("[a-z]", "must be a letter", "write one")

    assert take(check, "a") == "a"
    assert refusal(check, "ab") == "must be a letter; write one"


@pytest.mark.parametrize(
    ("entries", "message"),
    [
        (("a",), "must have 2 to 3 zones; add some"),
        (("a", "b", "c", "d"), "must have 2 to 3 zones; remove some"),
        (("a", "b", "a"), "has an entry twice; remove one of the two"),
    ],
)
def test_counts_the_entries_of_a_list(entries: tuple[str, ...], message: str) -> None:
    assert refusal(listing(2, 3, "zones"), entries) == message


@pytest.mark.parametrize(
    ("name", "fix"),
    [
        ("zone", "did you mean zones?"),
        ("NAT", "did you mean nat?"),
        ("natInstanc", "did you mean natInstance?"),
        ("elsewhere", "use one of zones, nat, natInstance"),
    ],
)
def test_names_the_key_that_was_meant(name: str, fix: str) -> None:
    assert nearest(name, ["zones", "nat", "natInstance"]) == fix


def test_says_something_else_of_an_unlikely_name_where_told_to() -> None:
    assert nearest("x", ["retain", "destroy"], "choose one") == "choose one"


@pytest.mark.parametrize(
    ("said", "rule", "fix"),
    [
        ("log_days must be one of 1, 3, got 2: use 3", "must be one of 1, 3", "use 3"),
        ("name 'user_x' is reserved: choose 'user_app'", "is reserved", "choose 'user_app'"),
        ("max_size must be above min_size, got 1", "must be above minSize", "change it"),
        ("cron's hour must be 0 to 23, got '25' in '0 25 * * *'", "hour must be 0 to 23", "change it"),
        ("a table has rows: add one to data/some_table.csv", "a table has rows", "add one to data/some_table.csv"),
    ],
)
def test_says_a_components_refusal_in_a_stack_files_words(said: str, rule: str, fix: str) -> None:
    assert reworded(ValueError(said)) == (rule, fix)


def test_hands_a_components_refusal_on() -> None:
    def check(value: int) -> None:
        raise ValueError(f"some_size must be small, got {value}")

    assert refusal(agreed(check, "lower it"), 9) == "must be small; lower it"
    assert take(agreed(lambda _: None), 9) == 9


def test_joins_rule_and_fix() -> None:
    assert str(refuse("must be small", "lower it")) == "must be small; lower it"
