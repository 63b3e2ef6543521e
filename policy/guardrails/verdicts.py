"""What a rule says about a resource, where it is anything but fine."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from .item import Item

Thing = TypeVar("Thing")


@dataclass(frozen=True)
class Problem:
    """A broken promise: where, and one sentence with what was found."""

    item: Item
    path: str
    text: str
    mark: str = ""
    """Names the problem among others of the same rule and resource, for instance one IAM statement."""


class Undecided(Exception):  # noqa: N818, a verdict that is raised where a value is asked for
    """A value that is not known yet decides: the rule can say neither yes nor no."""

    def __init__(self, item: Item, path: str = "") -> None:
        super().__init__(path)
        self.item = item
        self.path = path


Verdict = Problem | Undecided
Verdicts = Iterator[Verdict]


def guarded(verdicts: Iterable[Verdict]) -> Verdicts:
    """Yield *verdicts*, with an unknown that is raised on the way as the last one."""
    try:
        yield from verdicts
    except Undecided as undecided:
        yield undecided


def each(things: Iterable[Thing], check: Callable[[Thing], Iterable[Verdict]]) -> Verdicts:
    """Yield what *check* says of each thing: an unknown in one of them keeps no other from being judged."""
    for thing in things:
        yield from guarded(_asked(check, thing))


def _asked(check: Callable[[Thing], Iterable[Verdict]], thing: Thing) -> Verdicts:
    """Call *check* only when its first verdict is asked for: calling it may raise as well."""
    yield from check(thing)
