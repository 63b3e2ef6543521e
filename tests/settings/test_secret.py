"""A secret of a stack file..."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

REFUSED = [
    (
        {"secrets.stripe.source": "vault"},
        'stackwright:secrets.stripe.source: "vault" must be generated, supplied or manual; choose one of them',
    ),
    (
        {"secrets.stripe.description": None},
        'stackwright:secrets.stripe.description: is required; add it, for instance "Payment provider key"',
    ),
    (
        {"secrets.stripe.rotateDays": 90},
        "stackwright:secrets.stripe.rotateDays: is not a setting; use one of description, source, rotation",
    ),
    (
        {"secrets.stripe.rotation": {"days": 3}},
        "stackwright:secrets.stripe.rotation.functionArn: is required; add it, for instance "
        "arn:aws:lambda:eu-west-1:123456789012:function:rotate",
    ),
    (
        {"secrets.stripe.rotation": {"functionArn": "rotate"}},
        'stackwright:secrets.stripe.rotation.functionArn: "rotate" must be the ARN of a Lambda function; '
        "write for instance arn:aws:lambda:eu-west-1:123456789012:function:rotate",
    ),
    (
        {
            "secrets.stripe.rotation": {
                "functionArn": "arn:aws:lambda:eu-west-1:123456789012:function:rotate",
                "days": 1001,
            }
        },
        "stackwright:secrets.stripe.rotation.days: 1001 must be a whole number from 1 to 1000; lower it",
    ),
    (
        {"secrets.Stripe_Key": {"description": "Key"}},
        "stackwright:secrets.Stripe_Key: must be at most 20 lower-case letters, digits and single inner "
        "hyphens, a letter first; write for instance acme-orders",
    ),
]


@pytest.mark.parametrize(("changes", "line"), REFUSED, ids=[line.partition(": ")[0] for _, line in REFUSED])
def test_is_refused_in_one_line(problems: Callable[..., list[str]], changes: dict[str, Any], line: str) -> None:
    assert problems(changes) == [line]


def test_is_generated_and_stays_the_same_unless_written(load_stack: Callable[..., Any]) -> None:
    stripe = load_stack().secrets["stripe"]

    assert (stripe.source, stripe.rotation) == ("generated", None)


def test_is_rotated_every_month_unless_written(load_stack: Callable[..., Any]) -> None:
    arn = "arn:aws:lambda:eu-west-1:123456789012:function:rotate"
    stripe = load_stack({"secrets.stripe.rotation": {"functionArn": arn}}).secrets["stripe"]

    assert (stripe.rotation.function_arn, stripe.rotation.days) == (arn, 30)
