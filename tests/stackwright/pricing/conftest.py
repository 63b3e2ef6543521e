"""Offers of two Regions as AWS has them, and small ones made up for one test."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

RECORDED = Path(__file__).parent / "offers"

_ALWAYS = ("SKU", "TermType", "StartingRange", "EndingRange", "Unit", "PricePerUnit", "Currency")
_USUAL = {"TermType": "OnDemand", "StartingRange": "0", "EndingRange": "Inf", "Currency": "USD"}


@pytest.fixture
def recorded() -> Callable[[str, str], Iterator[str]]:
    """Return the lines of a recorded offer."""

    def lines(offer: str, region: str = "us-east-1") -> Iterator[str]:
        yield from (RECORDED / region / f"{offer}.csv").read_text().splitlines(keepends=True)

    return lines


@pytest.fixture
def made() -> Callable[..., list[str]]:
    """Return the lines of an offer with the given rows: cells by column."""

    def lines(
        *rows: dict[str, str], published: str = "2026-11-01T10:00:00Z", columns: tuple[str, ...] = ()
    ) -> list[str]:
        names = list(dict.fromkeys((*_ALWAYS, *columns, *(name for row in rows for name in row))))
        text = io.StringIO()
        write = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\n").writerow
        for about in (
            ("FormatVersion", "v1.0"),
            ("Disclaimer", "for information only"),
            ("Publication Date", published),
            ("Version", "20261101100000"),
            ("OfferCode", "AmazonX"),
        ):
            write(about)
        write(names)
        for row in rows:
            write([{**_USUAL, **row}.get(name, "") for name in names])
        return text.getvalue().splitlines(keepends=True)

    return lines
