"""What the project declares..."""

from __future__ import annotations

from typing import Any

import pytest

from stackwright.errors import UserError
from stackwright.sources.configuration import declared


def full(table: dict[str, Any]) -> dict[str, Any]:
    return {key if ":" in key else f"shop:{key}": value for key, value in table.items()}


def apply(declarations: dict[str, Any], **values: Any) -> dict[str, Any]:
    named = full(values)
    declared.apply(full(declarations), "shop", "Pulumi.yaml", named, dict.fromkeys(named, "Pulumi.dev.yaml"))
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


def test_is_required_without_a_default():
    required = {"type": "string"}
    declarations = full({"b": required, "a": required, "c": {"default": 1}, "d": None, "aws:region": {}})
    assert declared.apply(declarations, "shop", "Pulumi.yaml", {"shop:b": "here"}, {}) == ("shop:a", "shop:d")


def test_is_asked_for_all_at_once_and_secrets_to_be_encrypted():
    assert declared.missing_message("Pulumi.dev.yaml", ["shop:d", "shop:a"], {"shop:d"}, {}) == (
        "Pulumi.dev.yaml: missing shop:a, shop:d; add them to the file (secrets with `pulumi config set --secret "
        "shop:d`), or pass --config shop:a=VALUE --config shop:d=VALUE, or --simulate-config"
    )


def test_is_secret_where_it_says_so():
    table = {"a:b": {"secret": True}, "a:c": {"secret": False}, "a:d": "x", "a:e": {"type": "string"}}
    assert declared.secrets(table) == {"a:b"}


@pytest.mark.parametrize(
    ("declarations", "message"),
    [
        (
            {"a": {"default": 1, "value": 2}},
            "Pulumi.yaml: config: shop:a: expected a default or a value, got both; remove one",
        ),
        (
            {"aws:region": {"type": "string", "value": "x"}},
            "Pulumi.yaml: config: aws:region: expected a value only, as another namespace's key, got a type; "
            "write it as 'value: ...'",
        ),
        (
            {"aws:region": {"default": "x"}},
            "Pulumi.yaml: config: aws:region: expected a value only, as another namespace's key, got a default; "
            "write it as 'value: ...'",
        ),
        (
            {"a": {"type": "integer", "default": "x"}},
            "Pulumi.yaml: shop:a: expected a whole number, as Pulumi.yaml says, got 'x'; correct it",
        ),
    ],
)
def test_is_refused_where_the_cli_refuses_it(declarations, message):
    assert refusal(declarations) == message


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
    assert declared.missing_message("Pulumi.dev.yaml", ["shop:owner"], (), {"shop:ownr": "me"}) == (
        "Pulumi.dev.yaml: missing shop:owner; add it to the file, or pass --config shop:owner=VALUE, "
        "or --simulate-config (is shop:ownr a spelling of it?)"
    )
