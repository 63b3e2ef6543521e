"""What services need..."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

REFUSED = [
    (
        {"services.api.needs": ["pricng"]},
        'stackwright:services.api.needs[0]: "pricng" is no service, no secret and not database; did you mean pricing?',
    ),
    (
        {"services.api.needs": ["pricing", "api"]},
        'stackwright:services.api.needs[1]: "api" is the service itself; remove it',
    ),
    (
        {"services.pricing.needs": ["api"]},
        "stackwright:services.api.needs: goes round in a circle (api needs pricing needs api), and "
        "Service Connect resolves only names that existed when a task started; remove one of them, for "
        "instance by a queue between the two",
    ),
    (
        {"services.pricing.port": None},
        'stackwright:services.api.needs[0]: "pricing" is a service without a port; give it one, or remove it here',
    ),
    (
        {"database": None},
        'stackwright:services.api.needs[1]: "database" is not in this stack; add a database, or remove it here',
    ),
    (
        {"services.api.needs": ["pricing", "pricing"]},
        'stackwright:services.api.needs[0]: "pricing" is there twice; remove one of the two',
    ),
]


@pytest.mark.parametrize(("changes", "line"), REFUSED, ids=[line.partition(": ")[0] for _, line in REFUSED])
def test_refuses_what_can_not_be_reached(
    problems: Callable[..., list[str]], changes: dict[str, Any], line: str
) -> None:
    assert problems(changes) == [line]


def test_says_one_thing_of_each_circle(problems: Callable[..., list[str]]) -> None:
    small = {"cpu": 0.25, "memory": 512, "port": 80}
    circle = {
        f"services.{name}": {**small, "image": {"repository": name}, "needs": [needed]}
        for name, needed in (("one", "two"), ("two", "three"), ("three", "one"))
    }

    lines = problems({**circle, "services.pricing.needs": ["api"]})

    assert [line.partition(", and ")[0] for line in lines] == [
        "stackwright:services.api.needs: goes round in a circle (api needs pricing needs api)",
        "stackwright:services.one.needs: goes round in a circle (one needs two needs three needs one)",
    ]


def test_takes_a_secret_for_a_need(load_stack: Callable[..., Any]) -> None:
    assert load_stack({"services.api.needs": ["stripe"]}).services["api"].needs == ("stripe",)


def test_says_nothing_of_a_needed_service_that_is_wrong_in_itself(problems: Callable[..., list[str]]) -> None:
    assert [line.partition(": ")[0] for line in problems({"services.pricing": {"port": 9000}})] == [
        "stackwright:services.pricing.cpu",
        "stackwright:services.pricing.image",
        "stackwright:services.pricing.memory",
    ]


def test_says_nothing_of_a_needed_database_that_is_wrong_in_itself(problems: Callable[..., list[str]]) -> None:
    assert [line.partition(": ")[0] for line in problems({"database": "postgres"})] == ["stackwright:database"]
