"""Makes items, prices and estimates for tests, with nothing from the built-in tables unless a test asks for it."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from stackwright.checks.cost.estimate import Charge, Currency, Estimate
from stackwright.checks.cost.item import Item
from stackwright.checks.cost.lines import Kind, Line
from stackwright.checks.cost.money import ONE, Range
from stackwright.checks.cost.prices import Price
from stackwright.model import make_urn

KEY = "aws:kms/key:Key"
SECRET = "aws:secretsmanager/secret:Secret"
COMPONENT = "acme:security:Vault"


def urn(type_: str, name: str) -> str:
    return make_urn("acme", "prod", "", type_, name)


def item(type_: str = KEY, name: str = "data", **more: Any) -> Item:
    inputs = more.pop("inputs", {})
    return Item(urn=urn(type_, name), type=type_, name=name, inputs=inputs, region="eu-west-1", **more)


def price(usd: str = "1", **more: Any) -> Price:
    more = {"key": "kms.key", "service": "KMS", "item": "key", "unit": "month", "region": "eu-west-1", **more}
    return Price(usd=Decimal(usd), source="https://aws.example/prices", as_of=more.pop("as_of", "2026-06-01"), **more)


def charge(
    amount: str | Range = "1",
    *,
    name: str = "data",
    type_: str = KEY,
    component: str = "vault",
    label: str = "key",
    kind: Kind = "capacity",
    tags: Mapping[str, str] | None = None,
    rate: str = "1",
    **more: Any,
) -> Charge:
    quantity = Range.of(amount)
    line = Line(
        urn=urn(type_, name),
        type=type_,
        label=label,
        kind=kind,
        region="eu-west-1",
        price=more.pop("price", price()),
        quantity=quantity,
        factor=more.pop("factor", ONE),
        assumption=more.pop("assumption", ""),
    )
    return Charge(
        line=line,
        item=item(type_, name, tags=tags),
        component=component,
        component_type=COMPONENT if component else type_,
        amounts=(line.exact * rate).cents(),
        usd=line.exact.cents(),
    )


def estimate_of(*charges: Charge, **more: Any) -> Estimate:
    more = {"project": "acme", "stack": "prod", "region": "eu-west-1", "profile": "production", **more}
    return Estimate(charges=charges, **more)


EURO = Currency("EUR", Decimal("0.9"))
