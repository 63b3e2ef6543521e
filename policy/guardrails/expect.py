"""Expectations that most rules are made of: each yields nothing where it is met."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from .values import Node
from .verdicts import Undecided, Verdicts


def must_be(node: Node, wanted: Any) -> Verdicts:
    """Yield a problem unless the value (or AWS's default for it) is exactly *wanted*."""
    try:
        value = node.value()
    except Undecided as undecided:
        yield undecided
        return
    if type(value) is not type(wanted) or value != wanted:
        yield node.problem(f"must be {_written(wanted)}")


def must_not_be(node: Node, refused: Any) -> Verdicts:
    """Yield a problem where the value (or AWS's default for it) is exactly *refused*."""
    try:
        value = node.value()
    except Undecided as undecided:
        yield undecided
        return
    if type(value) is type(refused) and value == refused:
        yield node.problem(f"must not be {_written(refused)}")


def must_be_one_of(node: Node, allowed: Collection[str]) -> Verdicts:
    """Yield a problem unless the value (or AWS's default for it) is one of *allowed*."""
    try:
        value = node.value()
    except Undecided as undecided:
        yield undecided
        return
    if not any(value == one for one in allowed):  # a wrong value may be of a kind that no set can hold
        yield node.problem(f"must be one of {', '.join(map(str, sorted(allowed)))}")


def must_be_at_least(node: Node, least: float) -> Verdicts:
    """Yield a problem unless the value (or AWS's default for it) is a number of at least *least*."""
    try:
        value = node.value()
    except Undecided as undecided:
        yield undecided
        return
    if isinstance(value, bool) or not isinstance(value, (int, float)) or value < least:
        yield node.problem(f"must be at least {least:g}")


def must_be_at_most(node: Node, most: float) -> Verdicts:
    """Yield a problem unless the value (or AWS's default for it) is a number of at most *most*."""
    try:
        value = node.value()
    except Undecided as undecided:
        yield undecided
        return
    if isinstance(value, bool) or not isinstance(value, (int, float)) or value > most:
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


def _written(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else repr(value)
