"""What pydantic found wrong..."""

from __future__ import annotations

from typing import Any

import pytest

from settings.document import Document
from settings.translation import translated

DOCUMENT = Document(
    stack="Pr_7",
    namespace="stackwright",
    written={"services": {"api": {"health": "healthz", "needs": [3]}}, "secretValues": {"a": 1}},
)


def told(kind: str, *loc: str | int, showing: bool = False, **details: Any) -> tuple[Any, ...]:
    problem = translated({"type": kind, "loc": loc, "msg": "", "input": None, **details}, DOCUMENT)  # type: ignore[typeddict-item]
    return (problem.path, problem.rule, problem.fix, *([problem.show] if showing else []))


def test_is_told_of_the_text_that_stands_for_a_section() -> None:
    error = ValueError("must be a path; start it with /")

    assert told("value_error", "services", "api", "health", "path", ctx={"error": error}) == (
        ("services", "api", "health"),
        "must be a path",
        "start it with /",
    )


def test_is_told_of_the_entry_where_its_name_is_wrong() -> None:
    error = ValueError("must be a name; rename it")

    path, *_, show = told("value_error", "services", "API", "[key]", ctx={"error": error}, showing=True)

    assert (path, show) == (("services", "API"), False)


def test_is_told_of_the_stack_where_nobody_wrote_the_environment() -> None:
    error = ValueError("must be a name; rename it")

    assert told("value_error", "environment", ctx={"error": error}) == (
        ("environment",),
        "the stack's name, Pr_7, must be a name",
        "set stackwright:environment",
    )


@pytest.mark.parametrize(
    ("kind", "rule", "fix"),
    [
        ("tuple_type", "must be a list", "write it in brackets"),
        ("string_type", "must be text", "quote it"),
        ("model_type", "must be a mapping", "write its keys below it, indented"),
        ("mapping_type", "must be a mapping", "write its keys below it, indented"),
    ],
)
def test_is_told_as_the_shape_that_yaml_should_have(kind: str, rule: str, fix: str) -> None:
    assert told(kind, "services") == (("services",), rule, fix)


def test_is_told_with_the_choices_there_are() -> None:
    expected = "'retain' or 'destroy'"

    assert told("literal_error", "removal", ctx={"expected": expected}, input="keep") == (
        ("removal",),
        "must be retain or destroy",
        "choose one of them",
    )
