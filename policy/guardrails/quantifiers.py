"""A question about several things is unknown only where those that are known leave it open."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from .verdicts import Undecided

Thing = TypeVar("Thing")


def some(things: Iterable[Thing], question: Callable[[Thing], bool]) -> bool:
    """Return whether the answer is yes for one of *things*.

    Raises Undecided where it is not known for one and yes for none.
    """
    unknown = None
    for thing in things:
        try:
            if question(thing):
                return True
        except Undecided as undecided:
            unknown = undecided
    if unknown is not None:
        raise unknown
    return False
