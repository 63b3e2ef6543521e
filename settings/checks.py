"""What checks of single values are made of: each takes what YAML and `pulumi config set` write, or says rule and fix.

A refusal is a ValueError whose text is `<rule>; <fix>`: the file, the key and the value are added where it is reported.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any

from pydantic import AfterValidator, BeforeValidator
from pydantic.alias_generators import to_camel

_WHOLE = re.compile(r"[+-]?\d+(\.0*)?")
_SNAKE = re.compile(r"'[^']*'|(?<![./\w])[a-z]+(_[a-z0-9]+)+\b")
_SUBJECT = re.compile(r"^(\w+( '[^']*')? (?=must |is |can )|\w+'s )")
_GOT = re.compile(r",? got .*$")
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)")


def refuse(rule: str, fix: str) -> ValueError:
    """Return the refusal of a value that breaks *rule* and is mended by *fix*."""
    return ValueError(f"{rule}; {fix}")


def nearest(name: str, known: Iterable[str], otherwise: str | None = None) -> str:
    """Return the fix of a name that is not among those *known*: the likely one, else *otherwise* or all of them."""
    choices = {choice.lower(): choice for choice in known}
    begun = [choice for choice in choices if choice.startswith(name.lower())]
    close = begun if len(begun) == 1 else difflib.get_close_matches(name.lower(), choices, n=1)
    if close:
        return f"did you mean {choices[close[0]]}?"
    return otherwise or f"use one of {', '.join(choices.values())}"


def listing(low: int, high: int, what: str) -> AfterValidator:
    """Return a check that a list has *low* to *high* entries, none of them twice."""

    def check(entries: tuple[Any, ...]) -> tuple[Any, ...]:
        twice = next((entry for entry in entries if entries.count(entry) > 1), None)
        if twice is not None:
            raise refuse("has an entry twice", "remove one of the two")
        if not low <= len(entries) <= high:
            number_of = f"exactly {low}" if low == high else f"{low} to {high}"
            raise refuse(f"must have {number_of} {what}", "add some" if len(entries) < low else "remove some")
        return entries

    return AfterValidator(check)


def agreed(check: Callable[[Any], Any], otherwise: str = "change it") -> AfterValidator:
    """Return a check that a component's own *check* accepts the value, in a stack file's words where it does not.

    *otherwise* is the fix where the component has none.
    """

    def validate(value: Any) -> Any:
        try:
            check(value)
        except ValueError as reason:
            raise refuse(*reworded(reason, otherwise)) from reason
        return value

    return AfterValidator(validate)


def reworded(reason: ValueError, otherwise: str = "change it") -> tuple[str, str]:
    """Return rule and fix of a component's refusal, `<field> <rule>, got <value>: <fix>`, in a stack file's keys."""
    head, _, fix = _SNAKE.sub(_camel, str(reason)).partition(": ")
    rule = _SUBJECT.sub("", _GOT.sub("", head))
    return rule, fix or otherwise


def matching(pattern: str, rule: str, fix: str) -> AfterValidator:
    """Return a check that a text is wholly of *pattern*."""
    compiled = re.compile(pattern)

    def check(text: str) -> str:
        if not compiled.fullmatch(text):
            raise refuse(rule, fix)
        return text

    return AfterValidator(check)


def whole(low: int, high: int) -> BeforeValidator:
    """Return a check that a value is a whole number from *low* to *high*, as a number or in digits."""
    rule = f"must be a whole number from {low} to {high}"

    def check(value: Any) -> int:
        if not _written_as(_WHOLE, value):
            raise refuse(rule, "write it in digits")
        return int(_within(float(value), low, high, rule))

    return BeforeValidator(check)


def number(low: float, high: float) -> BeforeValidator:
    """Return a check that a value is a number from *low* to *high*, as a number or in digits."""
    rule = f"must be a number from {low:g} to {high:g}"

    def check(value: Any) -> float:
        if not _written_as(_NUMBER, value):
            raise refuse(rule, "write it in digits")
        return _within(float(value), low, high, rule)

    return BeforeValidator(check)


def positive(*, or_zero: bool = False) -> BeforeValidator:
    """Return a check that a value is a number above 0, or 0 as well, as a number or in digits, and keep it exact."""
    rule = "must be a number of at least 0" if or_zero else "must be a number above 0"

    def check(value: Any) -> Decimal:
        if not _written_as(_NUMBER, value):
            raise refuse(rule, "write it in digits")
        exact = Decimal(str(value))
        if exact < 0 or (exact == 0 and not or_zero):
            raise refuse(rule, "raise it")
        return exact

    return BeforeValidator(check)


def _camel(found: re.Match[str]) -> str:
    return found[0] if found[0].startswith("'") else to_camel(found[0])


def _written_as(pattern: re.Pattern[str], value: Any) -> bool:
    return isinstance(value, (int, float, str)) and not isinstance(value, bool) and bool(pattern.fullmatch(str(value)))


def _within(value: float, low: float, high: float, rule: str) -> float:
    if value < low:
        raise refuse(rule, "raise it")
    if value > high:
        raise refuse(rule, "lower it")
    return value
