"""What the random provider makes: the lengths, bounds and alphabets that are asked for, the same in every run."""

from __future__ import annotations

import base64
import functools
import string
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from ..data import tables
from ..model import Secret
from .fields import Fields, stream

# Source: documentation of the random provider's RandomPassword: `overrideSpecial`, and `length` at most.
_SPECIAL = "!@#$%&*()-_=+[]{}<>:?"


def _password(inputs: Mapping[str, Any], fields: Fields) -> dict[str, Any]:
    shape = "$2a$10$" + fields["word53@bcrypt"]
    return {"id": "none", "result": Secret(_text(inputs, fields)), "bcryptHash": Secret(shape)}


def _string(inputs: Mapping[str, Any], fields: Fields) -> dict[str, Any]:
    text = _text(inputs, fields)
    return {"id": text, "result": text}


def _text(inputs: Mapping[str, Any], fields: Fields) -> str:
    """Return text of the length asked for, with at least as many of each kind of character as asked for."""
    kinds = {
        "Lower": string.ascii_lowercase if inputs.get("lower", True) else "",
        "Upper": string.ascii_uppercase if inputs.get("upper", True) else "",
        "Numeric": string.digits if inputs.get("numeric", inputs.get("number", True)) else "",
        "Special": str(inputs.get("overrideSpecial") or _SPECIAL) if inputs.get("special", True) else "",
    }
    found, length = stream(fields.seed), _int(inputs, "length", 16)
    least = [letter for kind, letters in kinds.items() for letter in _pick(found, letters, _int(inputs, "min" + kind))]
    rest = _pick(found, "".join(kinds.values()) or string.ascii_letters, length - len(least))
    return "".join(_shuffled(found, [*least, *rest]))[:length]


def _integer(inputs: Mapping[str, Any], fields: Fields) -> dict[str, Any]:
    low, high = _int(inputs, "min"), _int(inputs, "max")
    number = low + _whole(stream(fields.seed), 8) % max(high - low + 1, 1)
    return {"id": str(number), "result": number}


def _shuffle(inputs: Mapping[str, Any], fields: Fields) -> dict[str, Any]:
    """Return the items in another order, over again where more are asked for than there are."""
    items = list(inputs.get("inputs") or [])
    count = _int(inputs, "resultCount", len(items))
    found = stream(fields.seed)
    results: list[Any] = []
    while items and len(results) < count:
        results.extend(_shuffled(found, items))
    return {"id": "-", "results": results[:count]}


def _id(inputs: Mapping[str, Any], fields: Fields) -> dict[str, Any]:
    raw, prefix = _raw(fields, _int(inputs, "byteLength", 8)), str(inputs.get("prefix") or "")
    url = base64.urlsafe_b64encode(raw).decode().rstrip("=")
    return {
        "id": url,
        "b64Url": prefix + url,
        "b64Std": prefix + base64.b64encode(raw).decode(),
        "hex": prefix + raw.hex(),
        "dec": prefix + str(int.from_bytes(raw, "big")),
    }


def _bytes(inputs: Mapping[str, Any], fields: Fields) -> dict[str, Any]:
    raw = _raw(fields, _int(inputs, "length", 1))
    return {"id": "none", "base64": Secret(base64.b64encode(raw).decode()), "hex": Secret(raw.hex())}


def _pet(inputs: Mapping[str, Any], fields: Fields) -> dict[str, Any]:
    """Return words as the provider orders them: adverbs, one adjective, one name."""
    words, found = _words(), stream(fields.seed)
    count = _int(inputs, "length", 2)
    kinds = [*["adverb"] * (count - 2), *["adjective"] * min(1, count - 1), "animal"]
    chosen = [words[kind][next(found) % len(words[kind])] for kind in kinds]
    prefix = [str(inputs["prefix"])] if inputs.get("prefix") else []
    return {"id": str(inputs.get("separator", "-")).join([*prefix, *chosen])}


def _uuid(_inputs: Mapping[str, Any], fields: Fields) -> dict[str, Any]:
    return {"id": fields["uuid"], "result": fields["uuid"]}


@functools.cache
def _words() -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = {}
    for row in tables.rows("random_words"):
        found.setdefault(row["kind"], []).extend(row["words"].split())
    return found


def _int(inputs: Mapping[str, Any], key: str, default: int = 0) -> int:
    """Return a number that is asked for; the default where it is unknown or not to be shown."""
    value = inputs.get(key, default)
    return int(value) if isinstance(value, (int, float)) else default


def _raw(fields: Fields, length: int) -> bytes:
    found = stream(fields.seed)
    return bytes(next(found) for _ in range(length))


def _whole(found: Iterator[int], size: int) -> int:
    return int.from_bytes(bytes(next(found) for _ in range(size)), "big")


def _pick(found: Iterator[int], letters: str, count: int) -> list[str]:
    return [letters[next(found) % len(letters)] for _ in range(count if letters else 0)]


def _shuffled(found: Iterator[int], items: list[Any]) -> list[Any]:
    keyed = [(_whole(found, 4), position) for position in range(len(items))]
    return [items[position] for _, position in sorted(keyed)]


MAKERS: Mapping[str, Callable[[Mapping[str, Any], Fields], dict[str, Any]]] = {
    "random:index/randomBytes:RandomBytes": _bytes,
    "random:index/randomId:RandomId": _id,
    "random:index/randomInteger:RandomInteger": _integer,
    "random:index/randomPassword:RandomPassword": _password,
    "random:index/randomPet:RandomPet": _pet,
    "random:index/randomShuffle:RandomShuffle": _shuffle,
    "random:index/randomString:RandomString": _string,
    "random:index/randomUuid:RandomUuid": _uuid,
    "random:index/randomUuid4:RandomUuid4": _uuid,
    "random:index/randomUuid7:RandomUuid7": _uuid,
}
"""Type -> what makes its outputs."""
