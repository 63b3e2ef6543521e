"""The price of a change"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import given as given_any
from hypothesis import strategies

from stackwright.checks.cost.advice.model import Commitment, Proposal
from stackwright.checks.cost.advice.repricing import Repricing, changed
from stackwright.checks.cost.money import Range
from tests.stackwright.checks.cost.advice.advising import a_month, difference, euro, given, make, situation
from tests.stackwright.checks.cost.advice.test_nat import network

TASK = "aws:ecs/taskDefinition:TaskDefinition"
SERVICE = "aws:ecs/service:Service"
INSTANCE = "aws:ec2/instance:Instance"
VOLUME = "aws:ebs/volume:Volume"
SMALL = make(TASK, "t", {"cpu": "256", "memory": "512"})
API = make(SERVICE, "api", {"launchType": "FARGATE", "desiredCount": 2}, refs={"taskDefinition": SMALL})
KEY = make("aws:kms/key:Key", "key")


def proposal(item, **more):
    return Proposal(id="x", item=item, what="do", risk="some", **more)


def machine(kind, **more):
    return make(INSTANCE, "m", {"instanceType": kind, "associatePublicIpAddress": False, **more})


def saving(about, found):
    return Repricing(about).saving(found)


def test_is_the_difference_of_two_estimates_of_the_whole_stack():
    about = situation(SMALL, API, KEY, machine("m5.large"), *network("abc"))
    gateway = about.items[-1]
    for found in (
        proposal(SMALL, inputs={SMALL.urn: {"cpu": "512", "memory": "1024"}}),
        proposal(API, removed=frozenset({API.urn})),
        proposal(SMALL, removed=frozenset({SMALL.urn}), inputs={API.urn: {"taskDefinition": None}}),
        proposal(gateway, usage={gateway.urn: {"gbProcessed": Range.of(1, 2, 3)}}),
        proposal(KEY, added=(make(VOLUME, "v", {"size": 100, "type": "gp3"}),), removed=frozenset({KEY.urn})),
    ):
        assert saving(about, found) == difference(about, found)


def test_prices_what_refers_to_a_change():
    about = situation(SMALL, API, KEY)
    found = proposal(SMALL, inputs={SMALL.urn: {"cpu": "512"}})
    # a quarter of a vCPU more, of two tasks
    assert saving(about, found) == Range.of(a_month("0.04048", "0.5") - a_month("0.04048"))
    assert [one.name for one in Repricing(about)._touched(found)] == ["t", "api"]


def test_is_in_the_currency_of_the_estimate():
    about = situation(machine("m5.large"), currency=euro())
    found = proposal(about.items[0], removed=frozenset({about.items[0].urn}))
    assert saving(about, found).expected == about.found.total().expected
    assert about.found.currency.code == "EUR"


def test_cannot_be_told_where_something_would_have_no_price():
    about = situation(machine("m5.large"))
    assert saving(about, proposal(about.items[0], inputs={about.items[0].urn: {"instanceType": "m99.large"}})) is None


def test_cannot_be_told_from_prices_of_different_regions():
    there = make(INSTANCE, "m", machine("m5.large").values, region="sa-east-1")
    about = situation(there, region="sa-east-1")
    own, borrowed = (about.price(there, f"ec2.{kind}") for kind in ("m5.large", "c8g.large"))
    assert (own.region, borrowed.region) == ("sa-east-1", "us-east-1")
    assert saving(about, proposal(there, inputs={there.urn: {"instanceType": "c8g.large"}})) is None
    assert saving(about, proposal(there, inputs={there.urn: {"instanceType": "t3.large"}})).expected > 0


def test_commits_to_a_part_of_a_line():
    cache = make("aws:elasticache/replicationGroup:ReplicationGroup", "c", {"nodeType": "cache.t4g.medium"})
    three = cache.with_inputs({"numCacheClusters": 3})
    about = situation(three)
    (line,) = (one.line for one in about.found.charges if one.line.kind == "hourly")
    cheap = replace(line.price, key="cheap", usd=Decimal("0.01"))
    found = proposal(three, committed={three.urn: {line.price.key: Commitment(cheap, Decimal(730))}})
    assert saving(about, found) == Range.of(a_month("0.065", 3) - a_month("0.065", 2) - a_month("0.01"))
    whole = proposal(three, committed={three.urn: {line.price.key: Commitment(cheap, Decimal(3 * 730))}})
    assert saving(about, whole) == Range.of(a_month("0.065", 3) - a_month("0.01", 3))
    none = proposal(three, committed={three.urn: {"ec2.m5.large": Commitment(cheap, Decimal(730))}})
    assert saving(about, none) == Range.of(Decimal("0.00"))


def test_is_of_the_day_that_is_asked_for():
    cluster = make("aws:eks/cluster:Cluster", "k", {"version": "1.35"})
    about = situation(cluster)
    found = proposal(cluster, inputs={cluster.urn: {"version": "1.34"}}, day=date(2027, 1, 1))
    assert saving(about, found) == Range.of(a_month("0.1") - a_month("0.6"))
    assert saving(about, replace(found, day=None)) == Range.of(Decimal("0.00"))


def test_changes_nothing_of_what_a_proposal_does_not_name():
    found = proposal(KEY, inputs={KEY.urn: {"enableKeyRotation": True}})
    assert changed(API, found) is API
    assert changed(KEY, found).values == {"enableKeyRotation": True}


TYPES = ["m5.large", "m6g.large", "t3.medium", "t4g.nano"]


@given_any(
    kind=strategies.sampled_from(TYPES),
    better=strategies.sampled_from(TYPES),
    cpu=strategies.sampled_from(["256", "512", "1024"]),
    hours=strategies.integers(0, 730),
    remove=strategies.booleans(),
)
def test_is_exact_for_any_change(kind, better, cpu, hours, remove):
    machine_ = machine(kind)
    about = situation(SMALL, API, machine_, KEY, files=[given(m={"hoursOn": hours})])
    found = proposal(
        machine_,
        inputs={machine_.urn: {"instanceType": better}, SMALL.urn: {"cpu": cpu}},
        usage={API.urn: {"hoursOn": Range.of(hours)}},
        removed=frozenset({KEY.urn} if remove else ()),
    )
    assert saving(about, found) == difference(about, found)


def test_expects_what_is_expected_whatever_the_ends_save():
    found = proposal(KEY, usage={KEY.urn: {"requests": Range.of(1000, 1000, 100_000)}})
    assert saving(situation(KEY), found) == Range.of("0.00", "0.03", "0.03")
