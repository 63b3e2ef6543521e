"""Lines that were made of secret values say what they come to, and nothing of what they are made of."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from ...model import REDACTED
from .lines import Entry, Line

_HIDDEN = "what decides its price is secret"
# Any number may be worked out of a secret one; the digits of `gp3` and `IPv4` are names.
_NUMBER = re.compile(r"(?<![A-Za-z])\d[\d.,]*")


def discreet(entry: Entry, secrets: Iterable[str]) -> Entry:
    """Return *entry* without the *secrets* that were read for it; as it is where there are none."""
    texts = sorted(set(secrets), key=len, reverse=True)
    if not texts:
        return entry
    if isinstance(entry, Line):
        region, whose = (REDACTED if name in texts else name for name in (entry.region, entry.price.region))
        price = replace(entry.price, key=REDACTED, item=REDACTED, region=whose)
        label, assumption = (_masked(text, texts) for text in (entry.label, entry.assumption))
        return replace(entry, label=label, assumption=assumption, region=region, price=price, secret=True)
    return replace(entry, what=_masked(entry.what, texts), why=entry.why if entry.path else _HIDDEN)


def _masked(text: str, secrets: Iterable[str]) -> str:
    known = re.compile("|".join(map(re.escape, secrets)), re.IGNORECASE)
    return _NUMBER.sub(REDACTED, known.sub(REDACTED, text))
