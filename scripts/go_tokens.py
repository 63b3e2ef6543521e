"""Splits Go source text into tokens and reads them in order."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

_TOKEN = re.compile(
    r"""(?P<space>\s+|//[^\n]*|/\*.*?\*/)
      |(?P<text>"(?:\\.|[^"\\])*"|`[^`]*`)
      |(?P<rune>'(?:\\.|[^'\\])+')
      |(?P<number>\d[\w.]*)
      |(?P<name>[A-Za-z_]\w*)
      |(?P<mark>:=|<-|&&|\|\||[=!<>]=|\.\.\.|.)""",
    re.VERBOSE | re.DOTALL,
)
_CLOSING = {"{": "}", "(": ")", "[": "]"}


@dataclass
class Reader:
    """A cursor over tokens, each a (kind, text) as `tokens` gives."""

    tokens: list[tuple[str, str]]
    at: int = 0

    def peek(self, ahead: int = 0) -> str:
        """Return the token that comes, or the one *ahead* of it; "" at the end."""
        index = self.at + ahead
        return self.tokens[index][1] if index < len(self.tokens) else ""

    def take(self) -> str:
        """Return the token that comes and go past it."""
        self.at += 1
        return self.tokens[self.at - 1][1]

    def group(self) -> list[tuple[str, str]]:
        """Take a bracketed group and return what is between the brackets."""
        opening = self.take()
        start, depth = self.at, 1
        while depth:
            mark = self.take()
            depth += (mark == opening) - (mark == _CLOSING[opening])
        return self.tokens[start : self.at - 1]


def tokens(text: str) -> list[tuple[str, str]]:
    """Return (kind, text) of every token of *text* that is neither space nor comment."""
    found = ((str(match.lastgroup), match.group()) for match in _TOKEN.finditer(text))
    return [(kind, token) for kind, token in found if kind != "space"]


def imports(text: str) -> Mapping[str, str]:
    """Return the name each package is used by in a Go file -> its import path."""
    block = re.search(r"^import \((.*?)^\)", text, re.DOTALL | re.MULTILINE)
    lines = re.findall(r'^\s*(\w+)?\s*"([^"]+)"', block.group(1), re.MULTILINE) if block else []
    return {alias or re.sub(r"/v\d+$", "", path).rsplit("/", 1)[-1]: path for alias, path in lines}
