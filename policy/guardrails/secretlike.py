"""A literal that looks like a secret is told from one that only talks about secrets."""

from __future__ import annotations

import contextlib
import functools
import json
import math
import re
from collections import Counter
from collections.abc import Iterator

from .tables import rows

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_LINE = re.compile(
    r"""^\s*(?:export\s+|-\s+)?["']?([A-Za-z][\w.-]*)["']?\s*[:=]\s*(?:["']([^"'\n]*)["']|([^\n#]*?))[,;]?\s*$"""
)
# A word (`kubernetes`), or words joined as in `orders-db/credentials.v2`: what people call a secret, not what they keep
# in one.
_NAME_OF_SOMETHING = re.compile(r"[A-Za-z]+\d{0,4}(?:[-_./:@][A-Za-z]*\d{0,4})+|[A-Z]?[a-z]{1,12}|[A-Z]{1,12}")
_SHORTEST_RANDOM = 4
_SHORTEST_SHAPE = 9  # `a://:pw@b`
_LEAST_ENTROPY = 2.5
"""Bits per character; English words have about 2.5 to 3.3, random keys 3.5 and more."""


def looks_secret(name: str, value: str) -> bool:
    """Return whether *value*, held under *name* (a variable, a key, a parameter), looks like a secret."""
    return bool(why_secret(name, value))


def why_secret(name: str, value: str) -> str:
    """Return why *value*, held under *name*, looks like a secret, without showing it; empty where it does not.

    `it holds a GitHub token`, `its name is that of a secret`: the end of a message. References to a secret (ARNs,
    `{{resolve:...}}`, `$(DB_PASSWORD)`, paths) are none, whatever the name.
    """
    kind = secret_kind(value)
    if kind:
        return f"it holds {kind}"
    strength = _strength(name)
    if not strength or _is_plain(value) or (strength == "weak" and not _could_be_random(value)):
        return ""
    return "its name is that of a secret"


def secret_kind(value: str) -> str:
    """Return what kind of secret *value* has the shape of (`a GitHub token`), by itself; empty for none."""
    if len(value) < _SHORTEST_SHAPE:
        return ""
    return next((says for pattern, hint, says in _rows("value") if hint in value and pattern.search(value)), "")


def names_secret(name: str) -> bool:
    """Return whether *name* is what a secret is called: `dbPassword` is, `DB_PASSWORD_FILE` and `TOKEN_URL` are not."""
    return _strength(name) != ""


def secrets_in(text: str) -> tuple[str, ...]:
    """Return what looks like a secret in a configuration file (`key: value`, `key=value`, JSON), each once.

    A kind of secret (`a GitHub token`) or the name of a setting whose value is one (`spring.datasource.password`).
    """
    kind = secret_kind(text)
    names = [name for name, value in _settings(text) if not secret_kind(value) and looks_secret(name, value)]
    return tuple(dict.fromkeys([kind, *names] if kind else names))


def _settings(text: str) -> Iterator[tuple[str, str]]:
    """Yield name and value of each setting in a configuration file."""
    if text.lstrip().startswith(("{", "[")):
        with contextlib.suppress(ValueError, RecursionError):
            yield from _members("", json.loads(text))
            return
    for match in filter(None, map(_LINE.match, text.splitlines())):
        yield match[1], match[2] if match[2] is not None else match[3]


def _members(name: str, value: object) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key in value:
            yield from _members(key, value[key])
    elif isinstance(value, list):
        for element in value:
            yield from _members(name, element)
    elif isinstance(value, str):
        yield name, value


@functools.lru_cache(maxsize=4096)
def _strength(name: str) -> str:
    """Return how surely *name* is that of a secret: `strong`, `weak` or not at all."""
    words = [word.lower() for word in _WORD.findall(name)]
    while words and (words[-1].isdigit() or words[-1] in _phrases("qualifier")):
        words.pop()
    spoken = f" {' '.join(words)}"
    if not words or any(_ends(spoken, phrase) for phrase in _phrases("harmless name")):
        return ""
    for strength, phrases, endings in (("strong", "name", "ending"), ("weak", "weak name", "weak ending")):
        if any(spoken.endswith(f" {phrase}") for phrase in _phrases(phrases)) or words[-1].endswith(_phrases(endings)):
            return strength
    return ""


def _ends(spoken: str, phrase: str) -> bool:
    """Return whether a name ends in *phrase*; one word alone must be all of it: `PWD` is the working directory."""
    return spoken.endswith(f" {phrase}") if " " in phrase else spoken == f" {phrase}"


def _is_plain(value: str) -> bool:
    return any(pattern.fullmatch(value) for pattern, _, _ in _rows("plain value"))


def _could_be_random(value: str) -> bool:
    if len(value) < _SHORTEST_RANDOM or value.isdigit() or " " in value:
        return False
    return not _NAME_OF_SOMETHING.fullmatch(value) and entropy(value) >= _LEAST_ENTROPY


def entropy(text: str) -> float:
    """Return Shannon's entropy of the characters of *text*, in bits per character."""
    return -sum(count / len(text) * math.log2(count / len(text)) for count in Counter(text).values())


@functools.cache
def _phrases(kind: str) -> tuple[str, ...]:
    return tuple(phrase for phrase, _, _ in _table()[kind])


@functools.cache
def _rows(kind: str) -> tuple[tuple[re.Pattern[str], str, str], ...]:
    """Return pattern, a text that is in all that fits it, and what it is called."""
    return tuple((re.compile(pattern), hint, says) for pattern, hint, says in _table()[kind])


@functools.cache
def _table() -> dict[str, list[tuple[str, str, str]]]:
    """Return kind -> pattern, hint and what it is called; for names, words in lower case with blanks between."""
    found: dict[str, list[tuple[str, str, str]]] = {}
    for row in rows("secret_patterns"):
        found.setdefault(row["kind"], []).append((row["pattern"], row["hint"], row["says"]))
    return found
