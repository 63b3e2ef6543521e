"""What becomes of a file of prices when the offers have been read: which prices moved, are new, or stay as they are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fnmatch import fnmatchcase
from typing import Any

from ..checks.cost.prices import Price, PriceBook
from .collecting import Listed, Tiers, plain_number
from .price_file import File

NOT_LISTED = "not in the offers"
FREE = "listed at 0"
NO_FILE = "their offer is not there"
UNKNOWN = "no offer is known to hold it"
ASKED = "as asked"
OWN = "the project's own"


@dataclass(frozen=True)
class Move:
    """A price that is another than before."""

    key: str
    unit: str
    per: Decimal
    before: Tiers
    after: Tiers

    @property
    def share(self) -> Decimal | None:
        """The change as a share of what was, of the tier that changed most; None where it was 0.

        Where the tiers start elsewhere than before, the first ones are compared.
        """
        pairs = zip(self.before, self.after, strict=False) if self.same_tiers else [(self.before[0], self.after[0])]
        shares = [(after - before) / before for (_, before), (_, after) in pairs if before]
        return max(shares, key=abs, default=None)

    @property
    def same_tiers(self) -> bool:
        """Whether the tiers start where they did."""
        return [start for start, _ in self.before] == [start for start, _ in self.after]


@dataclass(frozen=True)
class Update:
    """What a refresh came to."""

    file: File
    moved: tuple[Move, ...]
    """By how much, most first."""

    new: tuple[str, ...]
    unchanged: tuple[str, ...]
    kept: Mapping[str, tuple[str, ...]]
    """Why -> keys whose prices stay as they were."""

    problems: tuple[str, ...]
    """Where there are any, the file must not be written."""


def updated(file: File, book: PriceBook, listed: Mapping[str, Listed], kept: Mapping[str, str]) -> Update:
    """Return what becomes of *file* of the book's Region with what the offers list; *kept* tells why others stay.

    A price whose source is no public place is the project's own, agreed on with AWS for instance: it stays.
    """
    prices = dict(file["prices"])
    moved, new, same, problems = [], [], [], []
    for key, one in sorted(listed.items()):
        known = book.find(key)
        if known and known.unit != one.meter.unit:
            problems.append(f"{key}: the price so far is for {known.unit}, the offers' for {one.meter.unit}")
            continue
        price = _written(one, known)
        before = known if known and known.region == book.region else None
        prices[key] = price
        was, now = tiers_of(before) if before else None, _tiers(price)
        if was is None:
            new.append(key)
        elif was == now:
            same.append(key)
        else:
            moved.append(Move(key, one.meter.unit, Decimal(price.get("per", 1)), was, now))
    return Update(
        file={**file, "prices": prices},
        moved=tuple(sorted(moved, key=_size)),
        new=tuple(new),
        unchanged=tuple(same),
        kept=_by_reason(kept),
        problems=tuple(problems),
    )


def own(file: File) -> frozenset[str]:
    """Return the keys of the prices that name no public place: nobody but the project knows them."""
    return frozenset(key for key, price in file["prices"].items() if not _is_public(price))


def asked(keys: Iterable[str], patterns: Iterable[str]) -> frozenset[str]:
    """Return the keys that fit one of *patterns*."""
    wanted = tuple(patterns)
    return frozenset(key for key in keys if any(fnmatchcase(key, each) for each in wanted))


def tiers_of(price: Price) -> Tiers:
    """Return the tiers of *price*, one where it has none."""
    return price.tiers or ((Decimal(0), price.usd),)


def _written(one: Listed, known: Price | None) -> dict[str, Any]:
    """Return a price as its file has it, named as the prices of the same key are."""
    per = known.per if known else one.meter.per
    price: dict[str, Any] = {
        "service": known.service if known else one.meter.service,
        "item": known.item if known else one.item,
        "unit": one.meter.unit,
    }
    if per != 1:
        price["per"] = f"{per:f}"
    tiers = [[plain_number(start), plain_number(usd * per)] for start, usd in one.tiers]
    price |= {"tiers": tiers} if len(tiers) > 1 else {"usd": tiers[0][1]}
    return price | {"source": one.offer, "asOf": one.published}


def _tiers(price: Mapping[str, Any]) -> Tiers:
    return tuple((Decimal(start), Decimal(usd)) for start, usd in price.get("tiers", [["0", price.get("usd")]]))


def _is_public(price: Any) -> bool:
    source = str(price.get("source", "")) if isinstance(price, dict) else ""
    return source.startswith(("https://", "http://", "repository "))


def _size(move: Move) -> tuple[bool, Decimal, str]:
    share = move.share
    return (share is not None, -abs(share or Decimal(0)), move.key)


def _by_reason(kept: Mapping[str, str]) -> Mapping[str, tuple[str, ...]]:
    reasons: dict[str, list[str]] = {}
    for key, reason in sorted(kept.items()):
        reasons.setdefault(reason, []).append(key)
    return {reason: tuple(keys) for reason, keys in sorted(reasons.items())}
