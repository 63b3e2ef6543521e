"""A question about several things is unknown only where those that are known leave it open."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import TypeVar

from .values import Node
from .verdicts import Undecided

Thing = TypeVar("Thing")


def some(things: Iterable[Thing], question: Callable[[Thing], bool]) -> bool:
    """Return whether the answer is yes for one of *things*.

    Raises Undecided, the last of them, where it is not known for one and yes for none.
    """
    unknown: Undecided | None = None
    for thing in things:
        try:
            if question(thing):
                return True
        except Undecided as undecided:
            unknown = undecided
    if unknown is not None:
        raise unknown
    return False


def contains(node: Node, wanted: Collection[str]) -> bool:
    """Return whether the list at *node* has one of *wanted*. Raises Undecided where that is not known yet."""
    return some(node.items(), lambda element: element.text() in wanted)
