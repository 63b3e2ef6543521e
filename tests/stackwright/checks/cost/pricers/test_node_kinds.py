"""The nodes that a pool may start..."""

from __future__ import annotations

from decimal import Decimal

from stackwright.checks.cost.packing.amounts import Amounts
from stackwright.checks.cost.packing.daemons import Daemon
from stackwright.checks.cost.packing.node_pools import node_pools
from stackwright.checks.cost.packing.rooms import room
from stackwright.checks.cost.packing.sizes import sizes
from stackwright.checks.cost.pricers.node_kinds import node_kinds
from stackwright.checks.cost.prices import PriceBook
from stackwright.checks.cost.quote import Quote
from stackwright.checks.cost.usage import Usage
from stackwright.checks.cost.world import World
from tests.stackwright.checks.cost.packing.cluster import FAMILY, node_class, pool, within
from tests.stackwright.checks.cost.pricers.pricing import Book

AGENT = Daemon(Amounts(cpu=100, pods=1))
BARE = node_class(blockDeviceMappings=[{"deviceName": "/dev/xvda", "ebs": {"volumeSize": "10Gi", "volumeType": "gp3"}}])


def found(wanted, book=None, item=BARE):
    (one,) = node_pools(World([item, pool("main", within(FAMILY, "m7g", "m8i"))]))
    quote = Quote(item=one.item, world=World([one.item]), book=book or Book(), assumed=Usage())
    return one, node_kinds(one, [AGENT], wanted, quote)


def usd(kinds, *bought):
    return [str(kinds.kinds[one].usd.quantize(Decimal("0.0001"))) for one in bought]


def test_have_the_room_that_daemon_sets_leave():
    one, kinds = found({False: ["m7g.large"]})
    whole = room(sizes()["m7g.large"], one.node_class.kubelet)
    assert kinds.kinds["m7g.large", False].room == whole.minus(AGENT.asks)
    assert kinds.beside == {"m7g.large": AGENT.asks}


def test_cost_what_the_instance_does_with_its_disks():
    prices = {"ec2.m7g.large": "0.09", "ebs.gp3.storage": "0.073"}
    discounts = {"ec2.spot.discount.least": "0.2", "ec2.spot.discount.most": "0.6"}
    _, kinds = found({False: ["m7g.large"], True: ["m7g.large"]}, Book({**prices, **discounts}))
    assert usd(kinds, ("m7g.large", False), ("m7g.large", True)) == ["0.0910", "0.0550"]


def test_cost_as_on_demand_where_no_discount_is_known_and_nothing_for_disks_without_a_price():
    missing = frozenset({"ec2.spot.discount.least", "ebs.gp3.storage"})
    _, kinds = found({True: ["m7g.large"]}, Book({"ec2.m7g.large": "0.09"}, missing))
    assert usd(kinds, ("m7g.large", True)) == ["0.0900"]


def test_are_of_what_is_sold_in_the_region_by_its_own_price():
    home = PriceBook.load("eu-west-1")
    assert home.find("ec2.m8i.large").region == "us-east-1"
    _, kinds = found({False: ["m7g.large", "m8i.large"]}, home)
    assert set(kinds.kinds) == {("m7g.large", False)}
    assert kinds.prices == {"m7g.large": Decimal("0.091")}
    _, kinds = found({False: ["m8i.large"]}, home)
    assert set(kinds.kinds) == {("m8i.large", False)}


def test_count_whole_against_the_limits_of_the_pool():
    _, kinds = found({False: ["m7g.large"]})
    assert kinds.counted == {
        "m7g.large": {"cpu": 2, "memory": 8 * 2**30, "nvidia.com/gpu": 0, "nodes": 1},
    }
