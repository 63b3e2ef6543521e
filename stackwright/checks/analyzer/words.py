"""Keeps the last of what a policy pack prints, so that a failure can be told in its own words."""

from __future__ import annotations

import collections
import re

from ...sources.masking import Mask

# Lines kept, and the characters of each that are: a pack may print without end.
_LINES = 200
_WIDTH = 2000

# Characters of a message that are shown.
_SHOWN = 400

_NAMES_AN_ERROR = re.compile(r"^(?:error: )?[\w.]*(?:Error|Exception|Exit)\b(?: \[\w+\])?: \S")
_STACK_FRAME = re.compile(r"^\s+at |^\s*[\^~{}]+,?\s*$|^Node\.js v|^\s+\w+: .*[,\[]$")


class Words:
    """What a pack has said lately, without secrets."""

    def __init__(self, mask: Mask) -> None:
        self._mask = mask
        self._lines: collections.deque[str] = collections.deque(maxlen=_LINES)

    def add(self, text: str) -> None:
        """Keep *text*, which may have several lines."""
        self._lines.extend(line.rstrip()[:_WIDTH] for line in text.splitlines() if line.strip())

    @property
    def last(self) -> str:
        """The line that says what went wrong, as far as can be told: the last that names an error, else the last."""
        lines = list(self._lines)
        errors = [line for line in lines if _NAMES_AN_ERROR.match(line)]
        spoken = errors or [line for line in lines if not _STACK_FRAME.match(line)]
        return self.one_line(spoken[-1]) if spoken else ""

    def one_line(self, text: str) -> str:
        """Return *text* as one line of bounded length, without secrets."""
        line = " ".join(self._mask.of(text).split())
        return line if len(line) <= _SHOWN else f"{line[:_SHOWN].rstrip()}..."
