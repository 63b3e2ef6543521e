"""Prices resources for tests by made-up prices: one US dollar for everything, unless a test says otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

from stackwright.checks.cost import catalogue
from stackwright.checks.cost.item import Item, canonical
from stackwright.checks.cost.lines import Entry, Line, Unpriced
from stackwright.checks.cost.money import Range
from stackwright.checks.cost.prices import Price
from stackwright.checks.cost.quote import Quote
from stackwright.checks.cost.usage import Usage, UsageFile
from stackwright.checks.cost.values import Undecided
from stackwright.checks.cost.world import World
from stackwright.model import make_urn

TODAY = date(2026, 11, 21)


@dataclass(frozen=True)
class Book:
    """Has every price but the *missing* ones."""

    usd: Mapping[str, str] = field(default_factory=dict)
    missing: frozenset[str] = frozenset()
    region: str = "eu-west-1"

    def find(self, key: str) -> Price | None:
        if key in self.missing:
            return None
        return Price(
            key=key,
            service="",
            item=key,
            unit="unit",
            region=self.region,
            usd=Decimal(self.usd.get(key, "1")),
            source="https://aws.example/prices",
            as_of="2026-06-01",
        )

    def elsewhere(self, region: str) -> Book:
        return replace(self, region=region)


def made(type_: str, name: str = "it", uses: Mapping[str, Any] | None = None, /, **inputs: Any) -> Item:
    """A resource; *uses* is path -> resource or resources that the program took the value there from."""
    several = {path: used if isinstance(used, list) else [used] for path, used in (uses or {}).items()}
    return Item(
        urn=make_urn("acme", "prod", "", type_, name),
        type=type_,
        name=name,
        id=f"{name}-id",
        inputs=inputs,
        outputs={"arn": f"arn:aws:acme:::{name}"},
        region="eu-west-1",
        dependencies={path: tuple(one.urn for one in used) for path, used in several.items()},
    )


def entries(
    item: Item,
    *others: Item,
    usage: Mapping[str, Any] | None = None,
    profile: str = "production",
    usd: Mapping[str, str] | None = None,
    missing: Iterable[str] = (),
    today: date = TODAY,
) -> list[Entry]:
    """What *item* is priced as in a stack with *others*; *usage* is what a usage file says of it."""
    meters = {
        key: Range.of(*map(str, value)) if isinstance(value, tuple) else Range.of(str(value))
        for key, value in (usage or {}).items()
    }
    stated = [UsageFile(name="usage.yaml", types={}, resources={item.name: meters})] if usage else []
    quote = Quote(
        item=item,
        world=World([*others, item]),
        book=Book(usd or {}, frozenset(missing)),
        assumed=Usage(profile, stated),
        today=today,
    )
    quote.assumed.check(quote.world.items)
    found: list[Entry] = []
    for part in catalogue.parts(canonical(item.type)) or ():
        try:
            found.extend(part(item, quote))
        except Undecided as undecided:
            found.append(quote.unpriced(str(undecided), part.__name__.strip("_").replace("_", " ")))
    return found


def lines(item: Item, *others: Item, **more: Any) -> list[tuple[str, str, str]]:
    """Label, price key and quantity of each line; a factor follows the quantity after `x`."""
    return [
        (one.label, one.price.key, quantity(one)) for one in entries(item, *others, **more) if isinstance(one, Line)
    ]


def line(item: Item, key: str, *others: Item, **more: Any) -> Line:
    """The one line of a price key."""
    (found,) = [one for one in entries(item, *others, **more) if isinstance(one, Line) and one.price.key == key]
    return found


def unpriced(item: Item, *others: Item, **more: Any) -> list[tuple[str, str]]:
    """What is not priced, and why."""
    return [(one.what, one.why) for one in entries(item, *others, **more) if isinstance(one, Unpriced)]


def quantity(one: Line) -> str:
    factor = "" if one.factor == Range.of(1) else f" x {plain(one.factor)}"
    return f"{plain(one.quantity)}{factor}"


def plain(several: Range) -> str:
    return " - ".join(dict.fromkeys(f"{end.normalize():f}" for end in several.ends))
