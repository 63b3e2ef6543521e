"""Exceptions are data: which finding, why, who answers for it, until when."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

WELL_FORMED = "policy-exceptions-valid"
"""Id of the rule about exceptions themselves: no exception covers it."""

LONGEST_DAYS = 366
_STACK_OF_URN = re.compile(r"urn:pulumi:(?P<stack>[^:]+)::(?P<project>[^:]+)::")
SHORTEST_REASON = 20


@dataclass(frozen=True, kw_only=True)
class Waiver:
    """One exception, well formed and in force on the day it was read or expired before it."""

    rule: str
    resource: str
    """Glob over the URN: `*` stands for any text, `?` for one character."""

    reason: str
    owner: str
    ticket: str
    expires: date
    """Last day it holds."""

    finding: str = ""
    """Fingerprint of the one finding it covers; empty for all findings of the rule at the resource."""

    stacks: tuple[str, ...] = ()
    """Stacks it is for; empty for all."""

    standing: bool = False
    """Whether it stays while nothing needs it: what it covers is made by some settings only."""

    place: str = ""
    """Where it is written: `exceptions.yaml:12`."""

    def covers(self, rule: str, urn: str, fingerprint: str) -> bool:
        """Return whether it is about this finding, in force or not."""
        return (
            self.rule == rule and (not self.finding or self.finding == fingerprint) and bool(glob(self.resource)(urn))
        )

    def is_for(self, project: str, stack: str) -> bool:
        """Return whether it is about this stack: neither `stacks` nor its resource names another."""
        if self.stacks and stack not in self.stacks:
            return False
        named = _STACK_OF_URN.match(self.resource)
        return named is None or bool(glob(named["stack"])(stack) and glob(named["project"])(project))

    def days_left(self, today: date) -> int:
        """Return the days from *today* to the last day; negative once it has expired."""
        return (self.expires - today).days


@dataclass(frozen=True, kw_only=True)
class Malformed:
    """An exception that cannot be used, and what to mend."""

    place: str
    text: str


@dataclass(kw_only=True)
class Exceptions:
    """All exceptions of a run; remembers which of them were needed."""

    waivers: tuple[Waiver, ...] = ()
    malformed: tuple[Malformed, ...] = ()
    today: date = date.min
    project: str = ""
    stack: str = ""
    idle_rules: frozenset[str] = frozenset()
    """Rules that are disabled for this stack: that nothing needs their exceptions says nothing."""

    used: set[Waiver] = field(default_factory=set)

    def match(self, rule: str, urn: str, fingerprint: str) -> tuple[Waiver | None, Waiver | None]:
        """Return the exception that covers a finding, and one that has expired where none in force does."""
        expired = None
        for waiver in self._here():
            if waiver.covers(rule, urn, fingerprint):
                self.used.add(waiver)
                if waiver.days_left(self.today) >= 0:
                    return waiver, None
                expired = expired or waiver
        return None, expired

    def spare(self, rule: str, urn: str) -> None:
        """Count as needed what may cover a finding that is not known yet: nobody can say that it is not."""
        self.used |= {one for one in self._here() if one.rule == rule and glob(one.resource)(urn)}

    def expired(self) -> list[Waiver]:
        """Return the exceptions whose last day has passed."""
        return [waiver for waiver in self._here() if waiver.days_left(self.today) < 0]

    def unused(self) -> list[Waiver]:
        """Return the exceptions that no finding needed so far, though their rules were asked; not the standing ones."""
        idle = self.idle_rules
        return [one for one in self._here() if one not in self.used and not one.standing and one.rule not in idle]

    def _here(self) -> Iterator[Waiver]:
        return (waiver for waiver in self.waivers if waiver.is_for(self.project, self.stack))


@functools.cache
def glob(pattern: str) -> functools.partial[re.Match[str] | None]:
    """Return what tells whether a whole text fits *pattern*: `*` is any text, `?` one character, the rest itself."""
    parts = (".*" if part.startswith("*") else "." if part == "?" else re.escape(part) for part in _pieces(pattern))
    return functools.partial(re.compile("".join(parts), re.DOTALL).fullmatch)


def _pieces(pattern: str) -> Iterable[str]:
    return filter(None, re.split(r"(\*+|\?)", pattern))
