"""Expectations that most rules are made of: each yields nothing where it is met."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Collection
from typing import Any, ParamSpec

from .values import Node
from .verdicts import Undecided, Verdicts, guarded

Given = ParamSpec("Given")

_NUMBER = re.compile(r"-?\d+(\.\d+)?")


def _undecided_too(check: Callable[Given, Verdicts]) -> Callable[Given, Verdicts]:
    """Let *check* yield an unknown that it meets, so that a rule goes on to its next expectation."""

    @functools.wraps(check)
    def guard(*given: Given.args, **named: Given.kwargs) -> Verdicts:
        return guarded(check(*given, **named))

    return guard


@_undecided_too
def must_be(node: Node, wanted: Any) -> Verdicts:
    """Yield a problem unless the value (or AWS's default for it) is exactly *wanted*."""
    value = node.truth() if isinstance(wanted, bool) else node.value()
    if type(value) is not type(wanted) or value != wanted:
        yield node.problem(f"must be {_written(wanted)}")


@_undecided_too
def must_not_be(node: Node, refused: Any) -> Verdicts:
    """Yield a problem where the value (or AWS's default for it) is exactly *refused*."""
    value = node.truth() if isinstance(refused, bool) else node.value()
    if type(value) is type(refused) and value == refused:
        yield node.problem(f"must not be {_written(refused)}")


@_undecided_too
def must_be_one_of(node: Node, allowed: Collection[str]) -> Verdicts:
    """Yield a problem unless the value (or AWS's default for it) is one of *allowed*."""
    value = node.value()
    if not any(value == one for one in allowed):  # a wrong value may be of a kind that no set can hold
        yield node.problem(f"must be one of {', '.join(map(str, sorted(allowed)))}")


@_undecided_too
def must_be_at_least(node: Node, least: float) -> Verdicts:
    """Yield a problem unless the value (or AWS's default for it) is a number of at least *least*."""
    value = _number(node)
    if value is None or value < least:
        yield node.problem(f"must be at least {least:g}")


@_undecided_too
def must_be_at_most(node: Node, most: float) -> Verdicts:
    """Yield a problem unless the value (or AWS's default for it) is a number of at most *most*."""
    value = _number(node)
    if value is None or value > most:
        yield node.problem(f"must be at most {most:g}")


def must_be_set(node: Node) -> Verdicts:
    """Yield a problem where there is nothing, an empty text, list or object.

    What is made of another resource's output is set, though its value is not known yet.
    """
    try:
        value = node.value()
    except Undecided as undecided:
        if node.unknown and not node.made_of:
            yield undecided
        return
    if value is None or value in ("", [], {}):
        yield node.problem("must be set")


def _number(node: Node) -> float | None:
    """Return a number, also one that a configuration value gave as text; None for anything else."""
    value = node.value()
    if isinstance(value, str) and _NUMBER.fullmatch(value) and node.item.type.startswith("aws:"):
        return float(value)
    return value if isinstance(value, (int, float)) and not isinstance(value, bool) else None


def _written(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else repr(value)
