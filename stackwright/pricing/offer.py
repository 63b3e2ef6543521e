"""An offer file of AWS's price list, row by row: it is never held as a whole, for EC2's has hundreds of megabytes.

Five lines say what it is, the sixth names the columns, each further one is a price:
https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/reading-service-price-list-file-for-services.html
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from ..errors import UserError

_FORMAT = "v1.0"
_ABOUT = 5
_NEEDED = ("SKU", "TermType", "StartingRange", "EndingRange", "PricePerUnit", "Currency")
_MEND = "download the file again, as CSV"


@dataclass(frozen=True)
class Rate:
    """What one row says: USD for one of the offer's units, from a quantity of a month to another."""

    sku: str
    start: Decimal
    end: Decimal | None
    """None where there is no end."""

    usd: Decimal


class Offer:
    """One offer file while it is read."""

    def __init__(self, lines: Iterable[str], address: str) -> None:
        """Read the head of the file that *lines* are, which end in their line ends.

        Raises UserError where it is none of AWS's offer files.
        """
        self.address = address
        self._reader = csv.reader(lines, strict=True)
        about = dict(row[:2] for row in (self._next() or () for _ in range(_ABOUT)) if len(row) > 1)
        if about.get("FormatVersion") != _FORMAT:
            raise self._wrong(f'expected "FormatVersion","{_FORMAT}" first, found {about.get("FormatVersion")!r}')
        self.published = about.get("Publication Date", "")[:10]
        """Day of publication, in ISO 8601."""

        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", self.published):
            raise self._wrong(f'expected a "Publication Date" before the columns, found {self.published!r}')
        header = self._next() or []
        self._width = len(header)
        self.columns = self._columns(header)
        """Column -> index. AWS has written the names in several ways: see `plain`."""

        self._indices = [self.columns[plain(name)] for name in _NEEDED]

    def rows(self) -> Iterator[Sequence[str]]:
        """Yield the cells of each row as the file is read. Raises UserError where a row is broken."""
        while (row := self._next()) is not None:
            if len(row) != self._width:
                raise self._wrong(f"expected {self._width} cells, found {len(row)}")
            yield row

    def rate(self, row: Sequence[str]) -> Rate:
        """Return what *row* says. Raises UserError where it is no price in USD."""
        sku, _, start, end, usd, currency = (row[index] for index in self._indices)
        if currency != "USD":
            raise self._wrong(f"expected USD, found {currency}; prices in other currencies are not read")
        return Rate(
            sku, self._number(start or "0"), None if end in ("Inf", "") else self._number(end), self._number(usd)
        )

    def _number(self, text: str) -> Decimal:
        try:
            number = Decimal(text)
        except InvalidOperation as error:
            raise self._wrong(f"expected a number, found {text!r}") from error
        if not number.is_finite() or number < 0:
            raise self._wrong(f"expected a number of at least 0, found {text!r}")
        return number

    def _columns(self, header: Sequence[str]) -> Mapping[str, int]:
        columns: dict[str, int] = {}
        for index, name in enumerate(header):
            columns.setdefault(plain(name) or f"column {index}", index)
        for name in _NEEDED:
            if plain(name) not in columns:
                raise self._wrong(f"expected a column {name}, found {', '.join(header)[:80]}")
        return columns

    def _next(self) -> list[str] | None:
        """Return the next row, None at the end."""
        try:
            return next(self._reader, None)
        except (csv.Error, UnicodeDecodeError) as error:
            raise self._wrong(f"cannot be read as CSV: {error}") from error

    def _wrong(self, problem: str) -> UserError:
        return UserError(f"{self.address}: line {self._reader.line_num}: {problem}; {_MEND}")


def plain(name: str) -> str:
    """Return the name of a column as all its spellings have it: `Usage Type`, `usageType` and `usagetype` are one."""
    return re.sub(r"[^a-z0-9]", "", name.lower())
