"""The estimate of a stack"""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal

import pytest

from stackwright.checks.cost.estimate import Currency, estimate
from stackwright.checks.cost.item import Item
from stackwright.checks.cost.money import Range
from stackwright.checks.cost.usage import Usage
from stackwright.checks.cost.values import UNKNOWN
from stackwright.errors import UserError
from tests.stackwright.checks.cost.making import COMPONENT, KEY, SECRET, charge, estimate_of, item, price

ROLE = "aws:iam/role:Role"
FORTUNE = "acme:fortune/teller:Teller"


def found(*items, **more):
    return estimate(items, project="acme", stack="prod", region="us-east-1", today=date(2026, 11, 21), **more)


def test_has_a_line_for_each_part_of_what_is_priced():
    lines = [(one.item.name, one.line.label, one.line.kind, one.amounts.expected) for one in found(item()).charges]
    assert lines == [
        ("data", "key", "capacity", Decimal("1.00")),
        ("data", "requests", "usage", Decimal("0.30")),
    ]


def test_counts_what_is_free_and_names_what_has_no_price():
    result = found(item(ROLE, "task"), item(ROLE, "other"), item(FORTUNE, "t"))
    assert result.free == {ROLE: 2}
    assert [(one.type, one.why) for one in result.unpriced] == [(FORTUNE, "no price is known for this type")]
    assert result.total() == Range.of(0)


def test_prices_what_is_known_of_a_resource_of_which_not_all_is():
    result = found(item(inputs={"customerMasterKeySpec": UNKNOWN}))
    assert [one.line.label for one in result.charges] == ["key"]
    (unpriced,) = result.unpriced
    assert (unpriced.what, unpriced.why, unpriced.path) == (
        "calls",
        "customerMasterKeySpec is known only after the deployment",
        "customerMasterKeySpec",
    )


def test_says_where_it_cannot_look_inside():
    chart = item("acme:charts:Chart", "chart", opaque="a chart")
    component = item(COMPONENT, "vault", custom=False)
    assert [one.why for one in found(chart, component).unpriced] == ["what is inside is not seen: a chart"]
    assert found(component).free == {}


def test_belongs_to_components():
    vault = item(COMPONENT, "vault", custom=False)
    inside, outside = item(KEY, "in", parent=vault.urn), item(KEY, "out")
    owners = [(one.component, one.component_type) for one in found(vault, inside, outside).charges]
    assert owners == [("vault", COMPONENT)] * 2 + [("", KEY)] * 2


def test_adds_up_the_lines_as_they_are_shown():
    lines = [charge("0.005"), charge("0.005", kind="usage"), charge("0.004", kind="hourly")]
    total = estimate_of(*lines)
    assert total.total().expected == Decimal("0.02")
    assert total.total("usage").expected == total.total("capacity").expected == Decimal("0.01")
    assert total.total("hourly", "capacity").expected == Decimal("0.01")
    assert total.yearly.expected == Decimal("0.24")
    assert total.hourly.expected == Decimal("0.0000")
    assert estimate_of(charge("730.50")).hourly.expected == Decimal("1.0007")


def test_is_in_another_currency_line_by_line_and_keeps_the_dollars():
    result = found(item(), currency=Currency("EUR", Decimal("0.905")))
    assert [(one.amounts.expected, one.usd.expected) for one in result.charges] == [
        (Decimal("0.91"), Decimal("1.00")),
        (Decimal("0.27"), Decimal("0.30")),
    ]
    assert result.total().expected == Decimal("1.18")
    assert result.usd.expected == Decimal("1.30")


def test_says_how_old_its_prices_are_and_where_they_are_from():
    old = charge(price=price(as_of="2024-01-01", region="us-east-1"))
    new, everywhere = charge(price=price(as_of="2026-11-01")), charge(price=price(region="global"))
    result = estimate_of(old, new, everywhere)
    assert result.dates == ("2024-01-01", "2026-11-01")
    assert result.elsewhere == {("eu-west-1", "us-east-1"): 1}
    assert estimate_of().dates == ("", "")


def test_prices_each_resource_in_its_own_region():
    gateway = item("aws:kms/key:Key", "here")
    assert {one.line.price.region for one in found(gateway).charges} <= {"eu-west-1", "us-east-1"}


def test_prices_what_has_no_region_in_the_stacks():
    nowhere = Item(urn="u", type="aws:lb/loadBalancer:LoadBalancer", name="lb", inputs={"internal": True})
    charges = estimate([nowhere], region="eu-west-1").charges
    assert {one.line.region for one in charges} == {"eu-west-1"}
    assert "0.0252" in {f"{one.line.price.usd:f}" for one in charges}


def test_goes_by_the_projects_own_prices(tmp_path):
    own = {
        "region": "eu-west-1",
        "neighbour": "us-east-1",
        "sources": ["our contract"],
        "prices": {
            "kms.key": {
                "service": "KMS",
                "item": "key",
                "unit": "month",
                "usd": "0.5",
                "source": 0,
                "asOf": "2026-11-01",
            }
        },
    }
    (tmp_path / "eu-west-1.json").write_text(json.dumps(own))
    key, _ = found(item(), prices=tmp_path).charges
    assert (key.amounts.expected, key.line.price.source) == (Decimal("0.50"), "our contract")


def test_tells_what_usage_files_say_of_nothing(tmp_path):
    from stackwright.checks.cost import usage_file

    path = tmp_path / "usage.yaml"
    path.write_text("resources: {dta: {requests: 1}}")
    usage = Usage("development", [usage_file.load(path)])
    result = found(item(SECRET, "s"), usage=usage)
    assert result.notes == ("usage.yaml: resources.dta: no resource has this name; it says nothing",)
    assert result.profile == "development"

    path.write_text("resources: {s: {gbOut: 1}}")
    with pytest.raises(UserError, match="nothing is measured by this name"):
        found(item(SECRET, "s"), usage=Usage("development", [usage_file.load(path)]))
