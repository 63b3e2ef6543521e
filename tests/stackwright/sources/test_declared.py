"""What the project declares..."""

from __future__ import annotations

from typing import Any

import pytest

from stackwright.errors import UserError
from stackwright.sources import declared


def apply(declarations: dict[str, Any], **values: Any) -> dict[str, Any]:
    named = {f"shop:{key}": value for key, value in values.items()}
    declared.apply(declarations, "shop", "Pulumi.dev.yaml", named)
    return named


def refusal(declarations: dict[str, Any], **values: Any) -> str:
    with pytest.raises(UserError) as refused:
        apply(declarations, **values)
    return str(refused.value)


@pytest.mark.parametrize(
    ("declarations", "values"),
    [
        ({"a": {"type": "integer", "default": 3}}, {"shop:a": 3}),
        ({"shop:a": {"default": False}}, {"shop:a": False}),
        ({"a": {"value": "x"}}, {"shop:a": "x"}),
        ({"a": {"default": None, "value": "x"}}, {"shop:a": "x"}),
        ({"a": "short"}, {"shop:a": "short"}),
        ({"a": [1, 2]}, {"shop:a": [1, 2]}),
        ({"aws:region": {"value": "eu-west-1"}}, {"aws:region": "eu-west-1"}),
        ({"aws:region": "eu-west-1"}, {"aws:region": "eu-west-1"}),
        ({"aws:region": {"description": "no value"}}, {}),
        ({}, {}),
    ],
)
def test_is_the_value_where_the_stack_gives_none(declarations, values):
    assert apply(declarations) == values


def test_gives_way_to_the_stacks_own_value():
    assert apply({"a": {"default": 3}}, a=4) == {"shop:a": 4}


def test_is_required_without_a_default_and_all_that_is_missing_is_said_at_once():
    required = {"type": "string"}
    assert refusal({"b": required, "a": required, "c": {"default": 1}, "d": None}, b="here") == (
        "Pulumi.dev.yaml: missing shop:a, shop:d; add to the file, or pass --config shop:a=VALUE --config shop:d=VALUE"
    )


@pytest.mark.parametrize(
    ("declaration", "value"),
    [
        ({"type": "string"}, "x"),
        ({"type": "string"}, 12),
        ({"type": "string"}, None),
        ({"type": "integer"}, 12),
        ({"type": "integer"}, "-12"),
        ({"type": "integer"}, 12.0),
        ({"type": "boolean"}, True),
        ({"type": "boolean"}, "false"),
        ({"type": "object"}, {"a": 1}),
        ({"type": "array"}, [1]),
        ({"type": "array", "items": {"type": "string"}}, ["a"]),
        ({"type": "array", "items": {"type": "array", "items": {"type": "integer"}}}, [[1, "2"], []]),
        ({"type": "integer"}, {"secure": "v1:x"}),
        ({"type": "array", "items": {"type": "integer"}}, [{"secure": "v1:x"}]),
        ({"type": "newer"}, "x"),
    ],
)
def test_accepts_a_value_of_its_type(declaration, value):
    assert apply({"a": declaration}, a=value) == {"shop:a": value}


@pytest.mark.parametrize(
    ("declaration", "value", "message"),
    [
        ({"type": "string"}, ["x"], "expected text, as Pulumi.yaml says, got '[\"x\"]'; correct it"),
        ({"type": "integer"}, "12a", "expected a whole number, as Pulumi.yaml says, got '12a'; correct it"),
        ({"type": "integer"}, 1.5, "expected a whole number, as Pulumi.yaml says, got '1.5'; correct it"),
        (
            {"type": "integer"},
            None,
            "expected a whole number, as Pulumi.yaml says, got nothing; write a value, or leave the key out",
        ),
        ({"type": "boolean"}, "yes", "expected true or false, as Pulumi.yaml says, got 'yes'; correct it"),
        (
            {"type": "object"},
            "hunter2",
            "expected an object, as Pulumi.yaml says, got a single value; write its entries below it",
        ),
        (
            {"type": "array"},
            "hunter2",
            "expected a list, as Pulumi.yaml says, got a single value; write its entries below it",
        ),
        (
            {"type": "array", "items": {"type": "string"}},
            [1],
            "expected a list, each item text, as Pulumi.yaml says, got '[1]'; correct it",
        ),
        (
            {"type": "array", "items": {"type": "boolean"}},
            [True, "no"],
            "expected a list, each item true or false, as Pulumi.yaml says, got '[true,\"no\"]'; correct it",
        ),
    ],
)
def test_refuses_a_value_of_another_type(declaration, value, message):
    assert refusal({"a": declaration}, a=value) == f"Pulumi.dev.yaml: shop:a: {message}"


def test_never_shows_an_encrypted_value_beside_one_that_is_refused():
    assert "v1:x" not in refusal({"a": {"type": "string"}}, a=[{"secure": "v1:x"}, 1])


def test_asks_about_a_key_that_looks_like_a_missing_one():
    assert refusal({"owner": {"type": "string"}}, ownr="me") == (
        "Pulumi.dev.yaml: missing shop:owner; add to the file, or pass --config shop:owner=VALUE"
        " (is shop:ownr a spelling of it?)"
    )
