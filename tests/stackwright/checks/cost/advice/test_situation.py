"""What advice is about"""

from __future__ import annotations

from decimal import Decimal

import pytest

from stackwright.checks.cost.advice.model import Proposal
from stackwright.checks.cost.advice.situation import each
from stackwright.checks.cost.values import UNKNOWN
from stackwright.model import Secret
from tests.stackwright.checks.cost.advice.advising import make, situation

KEY = "aws:kms/key:Key"
INSTANCE = "aws:ec2/instance:Instance"


@pytest.mark.parametrize(
    ("profile", "production"), [("production", True), ("development", False), ("ephemeral", False)]
)
def test_tells_production_from_the_rest(profile, production):
    assert situation(profile=profile).production is production


def test_tells_the_charges_of_a_resource():
    key, other = make(KEY, "a"), make("aws:iam/role:Role", "r")
    about = situation(key, other)
    assert [one.line.label for one in about.charges(key)] == ["key", "requests"]
    assert about.charges(other) == []


def test_tells_prices_where_a_resource_is():
    here, there = make(KEY, "a"), make(KEY, "b", region="eu-west-1")
    about = situation(here, there)
    mine = about.price(here, "ec2.m5.large")
    assert (mine.usd, mine.region) == (Decimal("0.096"), "us-east-1")
    assert about.price(there, "ec2.m5.large").region == "eu-west-1"
    assert about.price(here, "ec2.m99.large") is None


def test_compares_prices_of_one_region_alone():
    here, there = make(KEY, "a"), make(KEY, "b", region="eu-west-1")
    about = situation(here, there)
    mine = about.price(here, "ec2.m5.large")
    assert about.price(here, "ec2.m6g.large", like=mine).usd == Decimal("0.077")
    assert about.price(there, "ec2.m6g.large", like=mine) is None


def test_knows_what_is_made_of_what():
    key = make(KEY, "a")
    machine = make(INSTANCE, "m", {}, refs={"ami": key, "tags": [key]})
    about = situation(key, machine)
    assert about.made_of(machine) == [key]
    assert about.dependents(key) == [machine]
    assert about.dependents(machine) == []


def test_passes_over_a_resource_of_which_a_fact_is_secret():
    @each(KEY)
    def judge(item, _situation):
        yield Proposal(id="x", item=item, what=item.text("said"), risk="")

    items = [make(KEY, "a", {"said": Secret("one")}), make(KEY, "b", {"said": "two"})]
    assert [one.what for one in judge(situation(*items))] == ["two"]


def test_passes_over_a_resource_of_which_a_fact_is_not_known():
    @each(KEY, INSTANCE)
    def judge(item, _situation):
        yield Proposal(id="x", item=item, what=item.text("said"), risk="")

    items = [make(KEY, "a", {"said": "one"}), make(KEY, "b", {"said": UNKNOWN}), make(INSTANCE, "m", {"said": "two"})]
    found = list(judge(situation(*items, make("aws:iam/role:Role", "r"))))
    assert [one.what for one in found] == ["one", "two"]
    assert judge.__name__ == "judge"
