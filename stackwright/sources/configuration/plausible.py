"""Makes up a configuration value that fits its key's name and type: the same for the same key, on any machine."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ...data import tables
from .value import as_text

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z0-9]+|[0-9]+")
_SINGULAR_ENDINGS = ("ss", "us", "is", "dns", "aws", "https", "eks", "ecs", "rds", "sns", "sqs", "kms", "alias")
_OBJECT_WORDS = frozenset({"tags", "labels", "settings", "options", "annotations", "values", "params", "parameters"})

# What a key adds to the name of the stack that it refers to: two references must not be to one stack.
_REFERRING = frozenset({"stack", "name", "ref", "reference"})

# What stands where the name says nothing about a value of the kind.
_NEUTRAL: Mapping[str, Any] = {"bool": False, "int": 1, "float": 1.0}


@dataclass(frozen=True)
class _Rule:
    pattern: re.Pattern[str]
    value: str
    kind: str


@functools.cache
def _rules() -> tuple[_Rule, ...]:
    return tuple(_Rule(re.compile(r["pattern"]), r["value"], r["kind"]) for r in tables.rows("config_values"))


def plausible(key: str, kind: str, default: Any = None) -> Any:
    """Return a value for the configuration key called *key*, without its namespace.

    *kind* is `string`, `bool`, `int`, `float`, `object`, or `any`, which leaves the type to the name as well. A
    *default* is taken instead where it is of that kind; it may be text, as in a project file.
    """
    typed = None if default is None else _typed(default, kind)
    return _made_up(key, kind) if typed is None else typed


def _made_up(key: str, kind: str) -> Any:
    words = [word.lower() for word in _WORD.findall(key)]
    if kind == "object":
        return SimulatedList(key) if _is_plural(words) else SimulatedObject()
    rule = next((rule for rule in _rules() if rule.pattern.search("-".join(words))), None)
    if rule is None:
        return _NEUTRAL[kind] if kind in _NEUTRAL else _text(key, f"simulated-{'-'.join(words)}", kind)
    if kind == "any" and rule.kind != "string":
        return _typed(rule.value, rule.kind)
    if kind == "any" and _is_plural(words):
        return SimulatedList(key)
    if kind in _NEUTRAL:
        found = _typed(rule.value, kind)
        return _NEUTRAL[kind] if found is None else found
    stem = "-".join(word for word in words if word not in _REFERRING) or "simulated"
    return _text(key, rule.value.format(joined="".join(words), words="-".join(words), stem=stem), kind)


def _text(key: str, text: str, kind: str) -> str:
    return SimulatedText(key, text) if kind == "any" else text


def _is_plural(words: list[str]) -> bool:
    last = words[-1] if words else ""
    return last.endswith("s") and not last.endswith(_SINGULAR_ENDINGS) and last not in _OBJECT_WORDS


def _typed(value: Any, kind: str) -> Any:
    """Return *value* as one of *kind*; nothing where it is none."""
    if kind == "any":
        return value
    if kind == "object":
        return value if isinstance(value, (dict, list)) else None
    text = as_text(value)
    if kind == "string":
        return text
    if kind == "bool":
        return {"true": True, "false": False}.get(text)
    try:
        return int(text) if kind == "int" else float(text)
    except ValueError:
        return None


class SimulatedObject(dict[str, Any]):
    """A mapping that has every key it is asked for, and holds those from then on."""

    def __missing__(self, key: str) -> Any:
        self[key] = plausible(str(key), "any")
        return self[key]

    def get(self, key: str, default: Any = None) -> Any:
        """Return the value at *key*; a *default* that the program gives is preferred."""
        return self[key] if key in self or default is None else default


class SimulatedText(str):
    """A text that may turn out to be an object: it has every key it is asked for."""

    __slots__ = ("_object",)
    _object: SimulatedObject

    def __new__(cls, key: str, text: str | None = None) -> SimulatedText:
        """Return the text made up for *key*, or *text*."""
        made = super().__new__(cls, plausible(key, "string") if text is None else text)
        made._object = SimulatedObject()
        return made

    def __getitem__(self, key: Any) -> Any:
        return self._object[key] if isinstance(key, str) else super().__getitem__(key)

    def get(self, key: str, default: Any = None) -> Any:
        """Return the value at *key*, as a mapping does."""
        return self._object.get(key, default)


class SimulatedList(list[Any]):
    """A list of one that may turn out to be an object: plurals name both."""

    def __init__(self, key: str) -> None:
        super().__init__([SimulatedText(key)])
        self._object = SimulatedObject()

    def __getitem__(self, key: Any) -> Any:
        """Return an item for a number or a slice, and what an object would hold for a name."""
        return self._object[key] if isinstance(key, str) else super().__getitem__(key)

    def get(self, key: str, default: Any = None) -> Any:
        """Return the value at *key*, as a mapping does."""
        return self._object.get(key, default)
