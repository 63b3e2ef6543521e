"""Makes prices of the rows that were found: tiers in order, parts added up, and never a choice between two products."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Context, Decimal
from itertools import pairwise

from .matching import Found
from .meters import Meter

# Wide enough for any price by any divisor of the table, all of which divide without a remainder.
_EXACT = Context(prec=60)
_NONE = Decimal(0)

Tiers = tuple[tuple[Decimal, Decimal], ...]


@dataclass(frozen=True, kw_only=True)
class Listed:
    """A price as the offers have it: USD for one unit from each quantity on; the first tier is from 0."""

    meter: Meter
    item: str
    tiers: Tiers
    offer: str
    """Address of the offer file."""

    published: str


@dataclass(frozen=True)
class _Tier:
    start: Decimal
    end: Decimal | None
    usd: Decimal
    sku: str
    open: bool
    """Whether the table says where this tier starts: the offer has it as a product of its own, without an end."""


@dataclass
class _Candidate:
    meter: Meter
    item: str
    offer: str
    published: str
    parts: dict[str, set[_Tier]] = field(default_factory=dict)


@dataclass
class Collection:
    """What the offers say of each key."""

    _candidates: dict[str, _Candidate] = field(default_factory=dict)

    def add(self, one: Found, offer: str, published: str) -> None:
        """Take in a row."""
        meter, rate = one.meter, one.rate
        first = _NONE if meter.start is None else meter.start
        tier = _Tier(
            first + rate.start * meter.divisor,
            None if rate.end is None else first + rate.end * meter.divisor,
            _EXACT.divide(rate.usd, meter.divisor),
            rate.sku,
            meter.start is not None,
        )
        candidate = self._candidates.setdefault(one.key, _Candidate(meter, one.item, offer, published))
        candidate.parts.setdefault(meter.part, set()).add(tier)

    def prices(self, expected: Mapping[str, int]) -> tuple[dict[str, Listed], set[str], list[str]]:
        """Return the prices by key, the keys that the offers list at 0, and one sentence for each that is not clear.

        *expected* is how many parts a key has where it has more than one.
        """
        listed: dict[str, Listed] = {}
        free: set[str] = set()
        problems: list[str] = []
        for key, candidate in sorted(self._candidates.items()):
            if len(candidate.parts) < expected.get(key, 1):
                continue  # half a price is none
            charged = [list(_charged(tiers)) for tiers in candidate.parts.values()]
            if not all(charged):
                free.add(key)
                continue
            unclear = list(_unclear(charged))
            problems += [f"{key}: {problem}" for problem in unclear]
            if not unclear:
                listed[key] = Listed(
                    meter=candidate.meter,
                    item=candidate.item,
                    tiers=_sum([_settled(tiers) for tiers in charged]),
                    offer=candidate.offer,
                    published=candidate.published,
                )
        return listed, free, problems


def _charged(tiers: Iterable[_Tier]) -> Iterator[_Tier]:
    """Yield the tiers, in order, of the products that cost anything.

    AWS lists at 0 what another price includes, such as an instance on a dedicated host that is paid as a whole.
    """
    skus = {tier.sku for tier in tiers if tier.usd}
    yield from sorted((tier for tier in tiers if tier.sku in skus), key=lambda tier: (tier.start, tier.sku, tier.usd))


def _unclear(parts: list[list[_Tier]]) -> Iterator[str]:
    """Yield why *parts* do not add up to one price."""
    for tiers in parts:
        yield from _problems(tiers)
    if len(parts) > 1 and any(len(tiers) > 1 for tiers in parts):
        yield "it is the sum of products that have tiers"


def _problems(tiers: list[_Tier]) -> Iterator[str]:
    """Yield why *tiers* are not one price."""
    if tiers[0].start:
        yield f"no price below {plain_number(tiers[0].start)} ({tiers[0].sku})"
    for before, after in pairwise(tiers):
        if before.start == after.start:
            yield f"{before.sku} and {after.sku} are both the price from {plain_number(after.start)}"
        elif before.end != after.start and not after.open:
            end = "without an end" if before.end is None else f"to {plain_number(before.end)}"
            yield f"{before.sku} goes {end}, and {after.sku} from {plain_number(after.start)}"
    if tiers[-1].end is not None:
        yield f"no price above {plain_number(tiers[-1].end)} ({tiers[-1].sku})"


def _settled(tiers: list[_Tier]) -> Tiers:
    """Return *tiers* without a free first one: a free allowance belongs to an account, not to a stack."""
    while not tiers[0].usd:
        tiers = tiers[1:]
    return ((_NONE, tiers[0].usd), *((tier.start, tier.usd) for tier in tiers[1:]))


def _sum(parts: list[Tiers]) -> Tiers:
    if len(parts) == 1:
        return parts[0]
    return ((_NONE, sum((tiers[0][1] for tiers in parts), _NONE)),)


def plain_number(number: Decimal) -> str:
    """Return *number* without an exponent or zeros that say nothing."""
    return f"{number.normalize():f}"
