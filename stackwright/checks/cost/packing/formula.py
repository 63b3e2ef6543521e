"""Works out the formula of a KEDA scaler: numbers, names, arithmetic, comparisons and choices.

Source: https://keda.sh/docs/latest/reference/scaledobject-spec/#scalingmodifiers, whose language is that of
https://expr-lang.org/docs/language-definition.
"""

from __future__ import annotations

import math
import operator
import re
from collections.abc import Callable, Mapping

_TOKEN = re.compile(r"\s*(\d+\.?\d*|\w+|\?\?|&&|\|\||[=!<>]=|[-+*/%<>!?:(),])")
_WORDS = {"and": "&&", "or": "||", "not": "!"}
# Operators from the loosest to the tightest.
_LEVELS: tuple[dict[str, Callable[[float, float], float]], ...] = (
    {"||": lambda one, other: one or other},
    {"&&": lambda one, other: one and other},
    {"==": operator.eq, "!=": operator.ne},
    {"<": operator.lt, ">": operator.gt, "<=": operator.le, ">=": operator.ge},
    {"+": operator.add, "-": operator.sub},
    {"*": operator.mul, "/": operator.truediv, "%": operator.mod},
    # A source that cannot be read has its value in reserve: here every source can.
    {"??": lambda one, _: one},
)
_FUNCTIONS: dict[str, Callable[[list[float]], float]] = {
    "max": max,
    "min": min,
    "sum": sum,
    "ceil": lambda given: math.ceil(given[0]),
    "floor": lambda given: math.floor(given[0]),
    "round": lambda given: round(given[0]),
    "abs": lambda given: abs(given[0]),
    "float": lambda given: float(given[0]),
    "int": lambda given: int(given[0]),
}


def worked_out(formula: str, names: Mapping[str, float]) -> float:
    """Return what *formula* comes to where sources have the values of *names*.

    Raises ValueError where it is written in a way that is not known here.
    """
    reader = _Reader(_tokens(formula), names)
    try:
        found = reader.choice()
    except (ArithmeticError, TypeError, IndexError, RecursionError) as reason:
        raise ValueError(f"{formula!r} cannot be worked out: {reason}") from reason
    if reader.place < len(reader.tokens):
        raise ValueError(f"{formula!r} cannot be worked out: {reader.tokens[reader.place]!r} is not expected there")
    return float(found)


def _tokens(formula: str) -> list[str]:
    found, place = [], 0
    text = formula.strip()
    while place < len(text):
        match = _TOKEN.match(text, place)
        if match is None:
            raise ValueError(f"{formula!r} cannot be worked out: {text[place:].lstrip()[0]!r} is not known")
        found.append(_WORDS.get(match[1], match[1]))
        place = match.end()
    return found


class _Reader:
    """Reads tokens from the left to the right."""

    def __init__(self, tokens: list[str], names: Mapping[str, float]) -> None:
        self.tokens = tokens
        self.names = names
        self.place = 0

    def choice(self) -> float:
        """Read `condition ? one : other`, or what has no condition."""
        found = self._level(0)
        if not self._takes("?"):
            return found
        one = self.choice()
        self._must(":")
        other = self.choice()
        return one if found else other

    def _level(self, level: int) -> float:
        if level == len(_LEVELS):
            return self._single()
        found = self._level(level + 1)
        while self.place < len(self.tokens) and self.tokens[self.place] in _LEVELS[level]:
            combine = _LEVELS[level][self._next()]
            found = combine(found, self._level(level + 1))
        return found

    def _single(self) -> float:
        token = self._next()
        if token == "(":  # noqa: S105, a parenthesis
            found = self.choice()
            self._must(")")
            return found
        if token == "-":  # noqa: S105, a sign
            return -self._single()
        if token == "!":  # noqa: S105, a sign
            return not self._single()
        if token in _FUNCTIONS and self._takes("("):
            return _FUNCTIONS[token](self._arguments())
        if token[0].isdigit():
            return float(token)
        if token in ("true", "false"):
            return token == "true"  # noqa: S105, a word
        if token not in self.names:
            raise ValueError(f"{token!r} is no trigger")
        return self.names[token]

    def _arguments(self) -> list[float]:
        found = [self.choice()]
        while self._takes(","):
            found.append(self.choice())
        self._must(")")
        return found

    def _next(self) -> str:
        self.place += 1
        return self.tokens[self.place - 1]

    def _takes(self, token: str) -> bool:
        """Return whether *token* comes next, and pass it if so."""
        taken = self.place < len(self.tokens) and self.tokens[self.place] == token
        self.place += taken
        return taken

    def _must(self, token: str) -> None:
        if not self._takes(token):
            raise ValueError(f"{token!r} is missing")
