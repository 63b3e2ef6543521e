"""Prices uses that nothing in a program declares: a usage file alone may tell of them."""

from __future__ import annotations

from collections.abc import Iterator

from ..lines import Entry
from ..quote import Quote


def told(quote: Quote, *uses: tuple[str, str, str]) -> Iterator[Entry]:
    """Yield those of *uses*, each a label, a price key and a meter, that a usage file says are more than nothing."""
    for label, key, meter in uses:
        if stated(quote, meter):
            yield quote.usage(label, key, meter)


def stated(quote: Quote, meter: str) -> bool:
    """Return whether a usage file says that more than nothing of *meter* is used."""
    given = quote.given(meter)
    return given is not None and given.quantity.high > 0
