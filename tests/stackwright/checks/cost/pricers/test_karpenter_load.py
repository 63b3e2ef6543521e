"""What a pool of Karpenter carries..."""

from __future__ import annotations

import pytest

from stackwright.checks.cost.packing.clusters import cluster_of
from stackwright.checks.cost.pricers.karpenter_load import load_of
from stackwright.checks.cost.quote import Quote
from stackwright.checks.cost.usage import Usage
from stackwright.checks.cost.values import Undecided
from stackwright.checks.cost.world import World
from tests.stackwright.checks.cost.packing.cluster import (
    CAPACITY,
    FAMILY,
    container,
    cron,
    deployment,
    hpa,
    node_class,
    pool,
    scaled_object,
    within,
)
from tests.stackwright.checks.cost.pricers.pricing import Book

MAIN = pool("main", within(FAMILY, "c7g"), within(CAPACITY, "on-demand"))
PRICES = {"ec2.c7g.large": "0.07", "ec2.c7g.xlarge": "0.14"}
SOLD = Book(PRICES, frozenset(f"ec2.c7g.{size}" for size in ("medium", "2xlarge", "4xlarge", "8xlarge", "12xlarge")))


def load(*items, main=MAIN, book=SOLD):
    world = World([node_class(), main, *items])
    return load_of(world.once(cluster_of).pools[0], Quote(item=main, world=world, book=book, assumed=Usage()))


def nodes(found):
    return [{name: int(count) for (name, _), count in packed.nodes.items()} for packed in found.ends]


def test_is_the_nodes_of_its_pods_at_the_least_as_expected_and_at_the_most():
    found = load(deployment("api", container("1")), hpa("api", minReplicas=2, maxReplicas=7))
    assert nodes(found) == [{"c7g.xlarge": 1}, {"c7g.xlarge": 1}, {"c7g.xlarge": 2, "c7g.large": 1}]


def test_is_mostly_of_one_instance_type():
    assert load(deployment(replicas=1)).usual() == ("c7g.large", False)
    assert load(deployment("api", container("3"), replicas=1)).usual() == ("c7g.xlarge", False)
    assert load(scaled_object("api"), deployment(replicas=0)).usual() == ("c7g.large", False)
    assert load().usual() == ("c7g.large", False)


def test_leaves_out_pods_that_no_node_has_room_for_or_that_ask_for_what_is_not_known():
    large, odd = deployment("large", container("64")), deployment("odd", container(**{"amd.com/gpu": "1"}))
    found = load(large, odd, deployment(replicas=1))
    assert found.not_counted == [
        ("pods of shop/large", "no node of the pool has room for one, which asks for 64 vCPU, 0.5 GiB"),
        ("pods of shop/odd", "which instance types have amd.com/gpu is not known"),
    ]
    assert nodes(found) == [{"c7g.large": 1}] * 3


def test_says_which_pods_ask_for_nothing():
    found = load(deployment("empty", {"name": "app"}, replicas=2))
    assert found.not_counted == [("pods of shop/empty", "they ask for neither CPU nor memory")]
    assert nodes(found) == [{"c7g.large": 1}] * 3


def test_is_in_order_where_limits_leave_out_a_node_that_takes_much():
    limited = pool("main", within(FAMILY, "c7g"), limits={"cpu": "5"})
    found = load(deployment("api", container("1")), hpa("api", minReplicas=2, maxReplicas=6), main=limited)
    assert [packed.usd for packed in found.ends] == sorted(packed.usd for packed in found.ends)


def test_says_what_it_assumes():
    queue = {"type": "aws-sqs-queue", "name": "queue", "metadata": {}}
    found = load(deployment(), scaled_object("api", queue, minReplicaCount=0))
    assert found.origins == ["hoursAwake 0 - 160 - 730 hours, assumed for production"]


@pytest.mark.parametrize(
    ("others", "reason"),
    [
        ((scaled_object("api", cron("day", "often", "never")),), "the number of pods is not known: 'often' must have"),
        (
            (hpa("api", maxReplicas=4000), deployment("web"), hpa("web", maxReplicas=4000)),
            "the number of pods is above 5,000, the most that are packed here",
        ),
    ],
)
def test_is_undecided_where_the_number_of_pods_is(others, reason):
    with pytest.raises(Undecided, match=reason):
        load(deployment(), *others)
