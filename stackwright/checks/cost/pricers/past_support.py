"""Names the fee for versions whose standard support has ended, where no public source has its price."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ....data import tables
from ..lines import Entry
from ..quote import Quote


def fee(quote: Quote, service: str, version: str) -> Iterator[Entry]:
    """Yield that a fee is paid for *version*, a release or the beginning of one, once its standard support has ended.

    A resource that states no version has one of the newest.
    """
    for row in tables.rows("extended_support"):
        ended = date.fromisoformat(row["standard_until"])
        if row["service"] == service and f"{version}.".startswith(f"{row['version']}.") and quote.today > ended:
            why = f"a fee is paid since its standard support ended on {ended}; its price is not known"
            yield quote.unpriced(why, f"extended support of {version}")
