"""Secrets and their values..."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

REFUSED = [
    (
        {"secrets.stripe.source": "supplied"},
        "stackwright:secrets.stripe: is supplied, and secretValues has no stripe; run pulumi config set "
        "--secret --path secretValues.stripe",
    ),
    (
        {
            "secrets.stripe": {
                "description": "Key",
                "source": "manual",
                "rotation": {"functionArn": "arn:aws:lambda:eu-west-1:123456789012:function:rotate"},
            }
        },
        "stackwright:secrets.stripe.rotation: starts from a first value, and a manual secret has none; "
        "leave it out, or change source",
    ),
    (
        {"secrets.api": {"description": "Key"}},
        "stackwright:secrets.api: has the name of a service, and needs could mean either; rename it",
    ),
    (
        {"secrets.database": {"description": "Key"}},
        "stackwright:secrets.database: has the name of the database, and needs could mean either; rename it",
    ),
]


@pytest.mark.parametrize(("changes", "line"), REFUSED, ids=[line.partition(": ")[0] for _, line in REFUSED])
def test_refuses_a_secret_that_can_not_be_made(
    problems: Callable[..., list[str]], changes: dict[str, Any], line: str
) -> None:
    assert problems(changes) == [line]


SUPPLIED = {"secrets.stripe.source": "supplied"}


def test_gives_a_supplied_secret_its_value(load_stack: Callable[..., Any]) -> None:
    settings = load_stack({**SUPPLIED, "secretValues": {"stripe": "hunter2"}}, secret=["secretValues"])

    assert settings.secret_values["stripe"].get_secret_value() == "hunter2"


def test_refuses_a_value_that_nothing_uses_without_showing_it(problems: Callable[..., list[str]]) -> None:
    assert problems({"secretValues": {"stripe": "hunter2"}}, secret=["secretValues"]) == [
        "stackwright:secretValues.stripe: is the value of no supplied secret and of no alert; "
        "remove it, or write supplied as secrets.stripe.source"
    ]


def test_says_nothing_of_a_value_whose_secret_is_wrong_in_itself(problems: Callable[..., list[str]]) -> None:
    changes = {"secrets.stripe.source": "suplied", "secretValues": {"stripe": "hunter2"}}

    assert problems(changes, secret=["secretValues"]) == [
        'stackwright:secrets.stripe.source: "suplied" must be generated, supplied or manual; did you mean supplied?'
    ]
