"""The lines of an estimate are added up by"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from stackwright.checks.cost.grouping import BY, check_by, groups
from stackwright.errors import UserError
from tests.stackwright.checks.cost.making import COMPONENT, KEY, SECRET, charge, estimate_of, price

ESTIMATE = estimate_of(
    charge("1", tags={"Environment": "prod", "Team": "a"}),
    charge("4", type_=SECRET, name="stripe", component="", kind="usage", price=price(service="Secrets Manager")),
    charge("2", name="other", tags={"Environment": "shared", "Team": "b"}),
)


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ("component", [("stripe", SECRET, 4), ("vault", COMPONENT, 3)]),
        ("service", [("Secrets Manager", "", 4), ("KMS", "", 3)]),
        ("environment", [("prod", "", 5), ("shared", "", 2)]),
        ("resource", [("stripe", SECRET, 4), ("other", KEY, 2), ("data", KEY, 1)]),
        ("region", [("eu-west-1", "", 7)]),
        ("kind", [("usage", "", 4), ("capacity", "", 3)]),
        ("tag:Team", [("(untagged)", "", 4), ("b", "", 2), ("a", "", 1)]),
    ],
)
def test_what_they_share_the_dearest_first(by, expected):
    found = groups(ESTIMATE, by)
    assert [(one.name, one.type, one.total().expected) for one in found] == expected
    assert sum(one.usd.expected for one in found) == ESTIMATE.usd.expected
    assert sum(one.total("usage").expected for one in found) == Decimal(4)


def test_the_region_they_are_paid_in_which_may_not_be_the_resources():
    home = charge("1")
    replica = replace(home, line=replace(home.line, region="us-west-2"))
    assert [one.name for one in groups(estimate_of(home, replica), "region")] == ["eu-west-1", "us-west-2"]


def test_the_component_though_another_has_its_name():
    same = [
        charge("1"),
        replace(charge("2"), component_type="acme:other:Vault"),
        charge("3", component="", name="vault"),
    ]
    found = groups(estimate_of(*same), "component")
    assert [(one.name, one.type, one.usd.expected) for one in found] == [
        ("vault", KEY, 3),
        ("vault", "acme:other:Vault", 2),
        ("vault", COMPONENT, 1),
    ]


@pytest.mark.parametrize("by", ["colour", "tag:", "tag", ""])
def test_nothing_else(by):
    with pytest.raises(UserError) as raised:
        check_by(by)
    assert str(raised.value) == f"--by {by}: expected {', '.join(BY)} or tag:KEY"
