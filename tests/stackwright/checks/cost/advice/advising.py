"""Makes stacks in us-east-1 and asks what would be cheaper; every saving is checked against two whole estimates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from stackwright.checks.cost.advice.advise import advise
from stackwright.checks.cost.advice.model import Advice, Proposal
from stackwright.checks.cost.advice.repricing import Repricing, changed
from stackwright.checks.cost.advice.situation import Adviser, Situation
from stackwright.checks.cost.estimate import Currency, Estimate, estimate
from stackwright.checks.cost.item import Item
from stackwright.checks.cost.money import HOURS, Range, cents
from stackwright.checks.cost.usage import Profile, Usage, UsageFile
from tests.stackwright.checks.cost.making import urn

TODAY = date(2026, 11, 21)
REGION = "us-east-1"


def make(type_: str, name: str, inputs: Mapping[str, Any] | None = None, **more: Any) -> Item:
    """Return a resource; `refs` are the resources that its inputs are made of, by input."""
    refs: Mapping[str, Item | Iterable[Item]] = more.pop("refs", {})
    edges = {path: tuple(one.urn for one in ([to] if isinstance(to, Item) else to)) for path, to in refs.items()}
    more = {"region": REGION, **more}
    return Item(urn=urn(type_, name), type=type_, name=name, inputs=inputs or {}, dependencies=edges, **more)


def given(**resources: Mapping[str, str | int | Range]) -> UsageFile:
    """Return a usage file that says this of resources by their logical names, `_` for a hyphen."""
    meters = {
        name.replace("_", "-"): {meter: Range.of(value) for meter, value in said.items()}
        for name, said in resources.items()
    }
    return UsageFile(name="usage.yaml", types={}, resources=meters)


def situation(*items: Item, profile: Profile = "development", **more: Any) -> Situation:
    usage = Usage(profile, more.pop("files", ()))
    today, prices = more.pop("today", TODAY), more.pop("prices", None)
    currency, region = more.pop("currency", Currency()), more.pop("region", REGION)
    found = estimate(items, stack="dev", region=region, usage=usage, prices=prices, currency=currency, today=today)
    return Situation(items=items, found=found, usage=usage, prices=prices, today=today, **more)


def proposed(advisers: Iterable[Adviser], *items: Item, **more: Any) -> list[Proposal]:
    about = situation(*items, **more)
    return [proposal for adviser in advisers for proposal in adviser(about)]


def advised(advisers: Iterable[Adviser], *items: Item, **more: Any) -> list[Advice]:
    """Return the advice on a stack, after each of its savings was found a second time by two whole estimates."""
    about = situation(*items, **more)
    advisers = tuple(advisers)
    proposals = [proposal for adviser in advisers for proposal in adviser(about)]
    repricing = Repricing(about)
    for proposal in proposals:
        saving = repricing.saving(proposal)
        assert proposal.committed or saving is None or saving == difference(about, proposal), proposal
    return advise(about, advisers)


def difference(about: Situation, proposal: Proposal) -> Range:
    """Return what a proposal saves, by an estimate of the whole stack without it and one with it."""
    kept = [changed(item, proposal) for item in about.items if item.urn not in proposal.removed]
    usage = about.usage.after(UsageFile(name="the change", types={}, resources=proposal.usage))
    before = _total(about, about.items, about.usage, proposal.day)
    after = _total(about, [*kept, *proposal.added], usage, proposal.day)
    return Range(*(was - now for was, now in zip(before.ends, after.ends, strict=True))).ordered()


def _total(about: Situation, items: Iterable[Item], usage: Usage, day: date | None) -> Range:
    found: Estimate = estimate(
        items,
        region=about.found.region,
        usage=usage,
        prices=about.prices,
        currency=about.found.currency,
        today=day or about.today,
    )
    return found.total()


def a_month(usd_an_hour: str, count: int | str = 1) -> Decimal:
    """Return what *count* of something cost by the hour for a month of 730 hours."""
    return cents(Decimal(usd_an_hour) * HOURS * Decimal(count))


def only(found: list[Advice]) -> Advice:
    (one,) = found
    return one


def prices(folder: Path, **more: Mapping[str, Any]) -> Path:
    """Write prices of the project's own for us-east-1, by key with `_` for a dot and `__` for a hyphen."""
    import json

    found = {key.replace("__", "-").replace("_", "."): said for key, said in more.items()}
    (folder / f"{REGION}.json").write_text(json.dumps({"prices": found}), encoding="utf-8")
    return folder


def euro(about: Currency | None = None) -> Currency:
    return about or replace(Currency(), code="EUR", usd_rate=Decimal("0.5"))
