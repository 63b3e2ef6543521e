"""Words and numbers that every report on cost uses for the same thing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from ...checks.cost.estimate import Charge, Estimate
from ...checks.cost.lines import Kind, Unpriced
from ...checks.cost.money import ONE, Range
from ...checks.cost.prices import Price
from ..wording import counted, plain

APART = "each saving is found by itself: they do not add up"
"""What a reader must know of advice."""

FIXED: tuple[Kind, ...] = ("hourly", "capacity")
"""Kinds of lines that the program itself states: what is there is paid for, used or not."""

_MOST_NAMES = 3


@dataclass(frozen=True, kw_only=True)
class Folded:
    """Lines of one group that say the same, such as forty alarms."""

    label: str
    resources: tuple[str, ...]
    """Logical names of those whose lines these are."""

    kind: Kind
    price: Price
    quantity: Range
    """All quantities together."""

    amounts: Range
    assumption: str
    factor: Range = ONE
    """What the price is multiplied with, such as what Spot leaves of it."""

    elsewhere: bool = False
    """The price is another Region's."""

    secret: bool = False
    """Made of secret values: how is not shown."""

    @property
    def shown(self) -> str:
        """The label, with the number of lines where there are several."""
        several = f" \N{MULTIPLICATION SIGN}{len(self.resources)}" if len(self.resources) > 1 else ""
        return plain(f"{self.label}{several}")


def folded(charges: Iterable[Charge]) -> list[Folded]:
    """Return *charges* with those alike as one, the dearest first."""
    alike: dict[tuple[object, ...], list[Charge]] = {}
    for one in charges:
        line = one.line
        same = (line.label, line.kind, line.price.key, line.price.region, line.region, line.factor, line.assumption)
        alike.setdefault(same, []).append(one)
    found = [
        Folded(
            label=some[0].line.label,
            resources=tuple(one.item.name for one in some),
            kind=some[0].line.kind,
            price=some[0].line.price,
            quantity=Range.total(one.line.quantity for one in some),
            amounts=Range.total(one.amounts for one in some),
            assumption=some[0].line.assumption,
            factor=some[0].line.factor,
            elsewhere=some[0].line.elsewhere,
            secret=any(one.line.secret for one in some),
        )
        for some in alike.values()
    ]
    return sorted(found, key=lambda one: (-one.amounts.expected, one.label, one.resources))


def money(amount: Decimal) -> str:
    """Return an amount with its cents: `1,234.50`."""
    return f"{amount:,.2f}"


def signed(amount: Decimal) -> str:
    """Return a change of an amount: `+1,234.50`, `-0.10`, `0.00`."""
    return f"{amount:+,.2f}" if amount else "0.00"


def percent(share: Decimal | None) -> str:
    """Return a change in percent: `+4.2 %`; `new` where there was nothing before."""
    return "new" if share is None else f"{share:+} %"


def share(part: Decimal, whole: Decimal) -> str:
    """Return which part of the whole it is: `41 %`, `<1 %`; nothing of nothing."""
    if not whole:
        return ""
    text = f"{part / whole:.0%}".replace("%", " %")
    return "<1 %" if text == "0 %" and part else text


def ends(amounts: Range) -> str:
    """Return low and high where they differ from what is expected: `1.00 to 5.00`."""
    return "" if amounts.certain else f"{money(amounts.low)} to {money(amounts.high)}"


def number(value: Decimal) -> str:
    """Return a quantity without zeros that say nothing, and with at most four digits after the point."""
    text = f"{value:,.4f}".rstrip("0").rstrip(".")
    return text if Decimal(text.replace(",", "")) or not value else "under 0.0001"


def unit_price(price: Price) -> str:
    """Return what a unit costs: `0.0225 USD an hour`, `0.20 USD per 1,000,000 requests`."""
    per = f"{price.per:,f} {several(price.unit)}" if price.per != 1 else price.unit
    steps = ", less in steps" if price.tiers else ""
    least = price.usd.quantize(Decimal("0.01"))
    usd = least if least == price.usd else price.usd.normalize()
    return f"{usd:f} USD per {per}{steps}"


def arithmetic(one: Folded) -> str:
    """Return what was multiplied: `730 hours at 0.0225 USD per hour`, and a neighbour that the price is of."""
    if one.secret:
        return "how is secret"
    quantity = one.quantity.expected
    unit = one.price.unit if quantity == 1 else several(one.price.unit)
    text = number(quantity) if one.price.unit == "month" else f"{number(quantity)} {unit}"
    times = "" if one.factor == ONE else f" \N{MULTIPLICATION SIGN} {number(one.factor.expected)}"
    where = f" ({one.price.region}'s)" if one.elsewhere else ""
    return f"{text} at {unit_price(one.price)}{times}{where}"


def several(unit: str) -> str:
    """Return a unit's plural: `hours`, `GB-months`, `queries`; `GB` stays as it is."""
    if unit[-1:].isupper():
        return unit
    return f"{unit[:-1]}ies" if unit.endswith("y") else f"{unit}s"


def caveats(estimate: Estimate) -> Iterator[str]:
    """Yield what a reader must know of the estimate: which prices, from when, and what it leaves out."""
    oldest, newest = estimate.dates
    if oldest:
        when = f"of {oldest}" if oldest == newest else f"of {oldest} to {newest}"
        yield f"public on-demand list prices {when}, before tax, discounts and free tiers"
    for (asked, answered), lines in sorted(estimate.elsewhere.items()):
        yield f"{counted(lines, 'line')} at the price of {answered}: none of {asked or 'the Region'} is known"
    if estimate.currency.code != "USD":
        yield f"converted at {estimate.currency.usd_rate:f} {estimate.currency.code} for 1 USD"


def unpriced(entries: Iterable[Unpriced]) -> list[str]:
    """Return what has no price, the same of several resources once: `glue.Job a, b and 1 more: no price is known`."""
    found: dict[tuple[str, str, str], list[str]] = {}
    for one in entries:
        found.setdefault((one.type, one.what, one.why), []).append(one.urn.rpartition("::")[2])
    lines = []
    for (type_, what, why), names in sorted(found.items()):
        more = f" and {len(names) - _MOST_NAMES} more" if len(names) > _MOST_NAMES else ""
        lines.append(
            plain(f"{_full(type_)} {', '.join(names[:_MOST_NAMES])}{more}{f', {what}' if what else ''}: {why}")
        )
    return lines


def _full(type_: str) -> str:
    """Return a resource's type with its provider, where that is not AWS: `gcp.compute.Instance`."""
    package, module, name = [*type_.split(":"), "", ""][:3]
    service = module.partition("/")[0]
    parts = (package if package != "aws" else "", service if service != "index" else "", name)
    return ".".join(filter(None, parts))


def kind(type_: str) -> str:
    """Return the type token of a component or an AWS resource as people say it: `Vpc`, `ec2.Vpc`."""
    package, module, name = [*type_.split(":"), "", ""][:3]
    service = module.partition("/")[0]
    return plain(f"{service}.{name}" if package == "aws" else name or type_)


def sums(estimates: Iterable[Estimate]) -> list[tuple[str, str, Range]]:
    """Return stack, currency and total of each estimate, and of `all` of them where they are in one currency."""
    rows = [(one.stack, one.currency.code, one.total()) for one in estimates]
    codes = {code for _, code, _ in rows}
    if len(codes) == 1:
        rows.append(("all", codes.pop(), Range.total(total for _, _, total in rows)))
    return rows
