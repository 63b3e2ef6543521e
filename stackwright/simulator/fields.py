"""What the patterns in the data files may name: the place, the names, random-looking digits, and each input."""

from __future__ import annotations

import base64
import functools
import hashlib
import re
import string
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from .derived import DERIVED
from .place import Place

# `{hex16}`; with `{hex16@acl}` another sixteen, so that one resource can name several others.
_KEY = re.compile(r"(uuid|octet|hex|upperhex|upper|lower|digits|letters|word|base64_)(\d*)(?:@(\w+))?")
# Characters of an id that an input would give and does not.
_MADE_UP = 10
_UPPER = string.ascii_uppercase + string.digits
_LOWER = string.ascii_lowercase + string.digits


class Fields(dict[str, str]):
    """Fields by name; what is not set is made of *seed*, read from the public inputs, derived, or made up."""

    __slots__ = ("_inputs", "seed")

    def __init__(self, seed: str, inputs: Mapping[str, Any], **known: str) -> None:
        super().__init__(known)
        self.seed = seed
        self._inputs = inputs

    def __missing__(self, key: str) -> str:
        """Return the field, made on first use."""
        maker = _maker(key)
        value = maker(self.seed) if maker else self.given(key)
        if not value:
            value = DERIVED[key](self) if key in DERIVED else letters(self.seed + key, _MADE_UP, _LOWER)
        self[key] = value
        return value

    def given(self, path: str) -> str:
        """Return the public input at a dotted *path*, of the first where a list stands on the way; empty without."""
        value: Any = self._inputs
        for key in path.split("."):
            value = value[0] if isinstance(value, list) and value else value
            value = value.get(key) if isinstance(value, Mapping) else None
        return as_text(value)

    def at(self, place: Place) -> Fields:
        """Set the fields that follow from *place* and return self."""
        self.update(region=place.region, account=place.account_id, partition=place.partition, dns=place.dns_suffix)
        return self


def as_text(value: Any) -> str:
    """Return a public text or number as text; empty for anything else: a secret must not show in an id or a name."""
    return str(value) if isinstance(value, (str, int, float)) and not isinstance(value, bool) else ""


def stream(seed: str) -> Iterator[int]:
    """Yield bytes without end that depend on *seed* alone."""
    count = 0
    while True:
        yield from hashlib.sha256(f"{seed}{count}".encode()).digest()
        count += 1


def letters(seed: str, size: int, alphabet: str) -> str:
    """Return *size* characters of *alphabet* that depend on *seed* alone."""
    blocks = range(-(-size // hashlib.sha256().digest_size))
    raw = b"".join(hashlib.sha256(f"{seed}{count}".encode()).digest() for count in blocks)
    count = len(alphabet)
    return "".join([alphabet[byte % count] for byte in raw[:size]])


@functools.lru_cache(maxsize=4096)
def _maker(key: str) -> Callable[[str], str] | None:
    """Return what makes field *key* out of a seed: 64 hexadecimal digits."""
    match = _KEY.fullmatch(key)
    if match is None:
        return None
    kind, size, salt = match[1], int(match[2] or 0), match[3]
    make = _KINDS[kind]
    if salt is None:
        return lambda seed: make(seed, size)
    return lambda seed: make(hashlib.sha256(f"{seed}{salt}".encode()).hexdigest(), size)


def _uuid(seed: str, _size: int) -> str:
    return f"{seed[:8]}-{seed[8:12]}-4{seed[13:16]}-a{seed[17:20]}-{seed[20:32]}"


def _hex(seed: str, size: int) -> str:
    return seed[:size] if size <= len(seed) else letters(seed, size, string.hexdigits[:16])


def _digits(seed: str, size: int) -> str:
    return str(int(seed, 16) + 10**77)[:size]  # no leading zero


_KINDS: Mapping[str, Callable[[str, int], str]] = {
    "uuid": _uuid,
    "octet": lambda seed, _size: str(int(seed[:4], 16) % 254 + 1),
    "hex": _hex,
    "upperhex": lambda seed, size: _hex(seed, size).upper(),
    "upper": lambda seed, size: letters(seed, size, _UPPER),
    "lower": lambda seed, size: letters(seed, size, _LOWER),
    "letters": lambda seed, size: letters(seed, size, string.ascii_letters),
    "word": lambda seed, size: letters(seed, size, string.ascii_letters + string.digits),
    "digits": _digits,
    "base64_": lambda seed, size: base64.b64encode(seed.encode()[:size]).decode(),
}
