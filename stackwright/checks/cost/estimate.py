"""Prices every resource of a stack and adds up; what has no price is named, never counted as nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

from ...model import REDACTED, UNKNOWN_TEXT
from . import catalogue
from .discretion import discreet
from .item import Item
from .lines import Entry, Kind, Line, Unpriced
from .money import HOURS, MONTHS, Range
from .prices import PriceBook
from .quote import Quote
from .usage import Usage
from .values import Undecided
from .world import World

_HUNDREDTH = Decimal("0.0001")

_NOT_TOLD = {UNKNOWN_TEXT: "its Region is known only after the deployment", REDACTED: "its Region is secret"}
_PATHS = {UNKNOWN_TEXT: "region"}


@dataclass(frozen=True)
class Currency:
    """The currency of a report."""

    code: str = "USD"
    usd_rate: Decimal = Decimal(1)
    """What one US dollar is worth in it."""


@dataclass(frozen=True, kw_only=True)
class Charge:
    """One line, whose it is, and what it comes to."""

    line: Line
    item: Item
    component: str
    """Name of the outermost component that the resource is in; empty for none."""

    component_type: str
    """That component's type token, of a resource in none its own."""

    amounts: Range
    """A month, in the currency of the estimate, each end rounded half up to the cent."""

    usd: Range
    """The same in US dollars: what budgets and approvals are about."""


@dataclass(frozen=True, kw_only=True)
class Estimate:
    """What a stack costs a month at public on-demand prices, before tax and free tiers."""

    project: str
    stack: str
    region: str
    profile: str
    currency: Currency = field(default_factory=Currency)
    charges: tuple[Charge, ...] = ()
    unpriced: tuple[Unpriced, ...] = ()
    free: Mapping[str, int] = field(default_factory=dict)
    """Type -> how many resources of it cost nothing by themselves."""

    notes: tuple[str, ...] = ()

    def total(self, *kinds: Kind) -> Range:
        """Return the sum of the shown lines a month, of some *kinds* or of all, in the currency of the estimate."""
        return Range.total(one.amounts for one in self.charges if not kinds or one.line.kind in kinds)

    @property
    def usd(self) -> Range:
        """Sum of the shown lines a month, in US dollars."""
        return Range.total(one.usd for one in self.charges)

    @property
    def yearly(self) -> Range:
        """Twelve times a month."""
        return self.total() * MONTHS

    @property
    def hourly(self) -> Range:
        """A month's total by its 730 hours, rounded half up to a hundredth of a cent."""
        return Range(*((end / HOURS).quantize(_HUNDREDTH, ROUND_HALF_UP) for end in self.total().ends))

    @property
    def dates(self) -> tuple[str, str]:
        """Date of the oldest and of the newest price in use; empty texts where none is."""
        dates = sorted(one.line.price.as_of for one in self.charges)
        return (dates[0], dates[-1]) if dates else ("", "")

    @property
    def elsewhere(self) -> Mapping[tuple[str, str], int]:
        """(Region asked, Region answered) -> how many lines have the price of another Region than they are paid in."""
        return Counter((one.line.region, one.line.price.region) for one in self.charges if one.line.elsewhere)


def estimate(
    items: Iterable[Item],
    *,
    project: str = "",
    stack: str = "",
    region: str = "",
    usage: Usage | None = None,
    prices: Path | None = None,
    currency: Currency | None = None,
    today: date | None = None,
) -> Estimate:
    """Return what *items*, the resources of one stack, cost a month, as of *today*.

    *prices* is a folder with price files of the user's own, which go before the built-in ones. Raises UserError for a
    usage file or a price file that says what cannot be.
    """
    world = World(items)
    usage = usage or Usage()
    money = currency or Currency()
    charges: list[Charge] = []
    unpriced: list[Unpriced] = []
    free: Counter[str] = Counter()
    books = Books(PriceBook.load(region, prices), {})
    day = today or date.today()
    for item in world.items:
        found = list(entries(item, world, usage, books, day))
        charges.extend(_charge(entry, item, world, money) for entry in found if isinstance(entry, Line))
        unpriced.extend(entry for entry in found if isinstance(entry, Unpriced))
        if item.custom and not found:
            free[item.type] += 1
    return Estimate(
        project=project,
        stack=stack,
        region=region,
        profile=usage.profile,
        currency=money,
        charges=tuple(charges),
        unpriced=tuple(unpriced),
        free=dict(sorted(free.items())),
        notes=tuple(usage.check(world.items)),
    )


@dataclass(frozen=True)
class Books:
    """The price book of each Region that a resource of the stack is in."""

    home: PriceBook
    others: dict[str, PriceBook]

    def of(self, region: str) -> PriceBook:
        """Return the book of a Region, the stack's own where it is empty."""
        if region in ("", self.home.region):
            return self.home
        if region not in self.others:
            self.others[region] = self.home.elsewhere(region)
        return self.others[region]


def entries(item: Item, world: World, usage: Usage, books: Books, today: date) -> Iterator[Entry]:
    """Yield the lines of one resource of *world*, and what of it has no price."""
    parts = catalogue.parts(item.type)
    if item.opaque and parts is None:
        yield Unpriced(urn=item.urn, type=item.type, why=f"what is inside is not seen: {item.opaque}")
        return
    if not item.custom and not item.opaque:
        return
    if parts is None:
        if not catalogue.why_free(item.type):
            yield Unpriced(urn=item.urn, type=item.type, why="no price is known for this type")
        return
    if item.region in _NOT_TOLD:
        yield Unpriced(urn=item.urn, type=item.type, why=_NOT_TOLD[item.region], path=_PATHS.get(item.region, ""))
        return
    quote = Quote(item=item, world=world, book=books.of(item.region), assumed=usage, today=today)
    for part in parts:
        start = len(world.secrets)
        try:
            for entry in part(item, quote):
                yield discreet(entry, world.secrets[start:])
        except Undecided as undecided:
            what = part.__name__.strip("_").replace("_", " ")
            yield quote.unpriced(str(undecided), what, undecided.path)


def _charge(line: Line, item: Item, world: World, currency: Currency) -> Charge:
    component = world.component(item)
    exact = line.exact
    return Charge(
        line=line,
        item=item,
        component=component.name if component else "",
        component_type=component.type if component else item.type,
        amounts=(exact * currency.usd_rate).cents(),
        usd=exact.cents(),
    )
