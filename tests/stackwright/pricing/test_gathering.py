"""What the offers of a Region list..."""

from __future__ import annotations

import contextlib
from decimal import Decimal
from pathlib import Path

import pytest

from stackwright.errors import UserError
from stackwright.pricing import updating
from stackwright.pricing.feeds import Folder
from stackwright.pricing.gathering import gather
from stackwright.pricing.meters import meters

RECORDED = Path(__file__).parent / "offers"


class Offers:
    """Offers that a test made, and which of them were opened."""

    def __init__(self, **offers):
        self.offers = offers
        self.opened = []

    def address(self, offer, region):
        return f"https://aws.test/{offer}/{region}"

    @contextlib.contextmanager
    def lines(self, offer, region):
        self.opened.append((offer, region))
        yield iter(self.offers[offer]) if offer in self.offers else None


NAT = {"SKU": "N", "PricePerUnit": "0.045", "Product Family": "NAT Gateway", "usageType": "NatGateway-Hours"}


def test_is_gathered_from_all_that_are_there():
    gathered = gather("us-east-1", Folder(RECORDED / "us-east-1"))
    assert len(gathered.listed) == 127
    assert gathered.problems == ()
    assert len(gathered.read) == 13
    assert {"AmazonECR", "AmazonSNS"} <= set(gathered.missing)
    ebs = gathered.listed["ebs.gp3.throughput"]
    assert ebs.tiers == ((Decimal(0), Decimal("0.04")),)
    assert (ebs.offer, ebs.published) == (
        "https://pricing.us-east-1.amazonaws.com/offers/v1.0/aws/AmazonEC2/current/us-east-1/index.csv",
        "2026-11-13",
    )


def test_is_the_sum_of_two_products_where_aws_charges_both():
    gathered = gather("us-east-1", Folder(RECORDED / "us-east-1"))
    assert gathered.listed["fargate.windows.vcpu"].tiers == ((Decimal(0), Decimal("0.092552")),)
    assert gathered.listed["eks.cluster.extended"].tiers == ((Decimal(0), Decimal("0.6")),)
    assert gathered.listed["eks.cluster.standard"].tiers == ((Decimal(0), Decimal("0.1")),)


def test_is_priced_from_what_an_account_has_free_on():
    gathered = gather("us-east-1", Folder(RECORDED / "us-east-1"))
    assert gathered.listed["dynamodb.provisioned.rcu"].tiers == ((Decimal(0), Decimal("0.00013")),)
    assert gathered.listed["dynamodb.storage.standard"].tiers == ((Decimal(0), Decimal("0.25")),)


def test_is_gathered_from_no_offer_but_those_of_the_region(made):
    feed = Offers(AmazonEC2=made(NAT))
    gather("eu-west-1", feed)
    assert feed.opened == [(offer, "eu-west-1") for offer in meters("eu-west-1")]
    feed = Offers(AmazonRoute53=made())
    gather("global", feed)
    assert feed.opened == [("AmazonCloudFront", "global"), ("AmazonRoute53", "global")]


def test_is_told_as_it_is_read(made):
    told = []
    gather("global", Offers(AmazonRoute53=made()), progress=told.append)
    assert told == ["AmazonCloudFront (1 of 2)", "AmazonRoute53 (2 of 2)"]


def test_is_not_asked_for_where_all_its_prices_are_kept(made):
    feed = Offers(AmazonEC2=made(NAT), AmazonVPC=made())
    keep = ["ec2.*", "ebs.*", "nat-gateway.*", "backup.*"]
    assert gather("us-east-1", feed, keep=keep).listed == {}
    assert ("AmazonEC2", "us-east-1") not in feed.opened


def test_is_left_out_where_it_is_kept(made):
    other = {**NAT, "SKU": "O"}
    feed = Offers(AmazonEC2=made(NAT, other, {**NAT, "usageType": "NatGateway-Bytes"}))
    gathered = gather("us-east-1", feed, keep=["nat-gateway.hour"])
    assert set(gathered.listed) == {"nat-gateway.data"}
    assert gathered.problems == ()


def test_is_not_clear_where_two_products_are_one_price(made):
    feed = Offers(AmazonEC2=made(NAT, {**NAT, "SKU": "O"}, {**NAT, "usageType": "NatGateway-Bytes"}))
    gathered = gather("us-east-1", feed)
    assert gathered.problems == ("nat-gateway.hour: N and O are both the price from 0",)
    assert set(gathered.listed) == {"nat-gateway.data"}


def test_is_refused_where_there_is_none_at_all():
    with pytest.raises(UserError) as refused:
        gather("eu-west-9", Offers())
    assert str(refused.value).startswith("eu-west-9: none of its offers is there, https://aws.test/")


@pytest.mark.parametrize(
    ("key", "why"),
    [
        ("nat-gateway.hour", updating.FREE),
        ("nat-gateway.data", updating.NOT_LISTED),
        ("kms.key", updating.NO_FILE),
        ("eks.auto-mode.ratio", updating.UNKNOWN),
    ],
)
def test_leaves_out_what_it_leaves_out_for_a_reason(made, key, why):
    gathered = gather("us-east-1", Offers(AmazonEC2=made({**NAT, "PricePerUnit": "0.0000000000"})))
    assert gathered.why_not(key) == why
