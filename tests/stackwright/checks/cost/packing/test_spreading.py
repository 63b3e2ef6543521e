"""Pods in an order for packing..."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from stackwright.checks.cost.packing.amounts import Amounts
from stackwright.checks.cost.packing.packing import Pod
from stackwright.checks.cost.packing.spreading import Replicas, orders

API, WEB = Pod("api", Amounts(cpu=500)), Pod("web", Amounts(cpu=250))
drawn = st.dictionaries(st.sampled_from("abcd"), st.tuples(st.integers(0, 9), st.booleans())).map(
    lambda some: [Replicas(Pod(name, Amounts()), count, zonal) for name, (count, zonal) in some.items()]
)


def named(rows):
    return ["".join(pod.name[0] for pod in row) for row in rows]


def test_take_turns_between_zones_where_they_are_spread():
    assert named(orders([Replicas(API, 3, True), Replicas(WEB, 2, True)], 3)) == ["aw", "aw", "a"]


def test_are_all_in_the_first_zone_where_they_are_not():
    assert named(orders([Replicas(API, 3), Replicas(WEB, 2, True)], 2)) == ["awaa", "w"]


def test_have_the_first_of_each_workload_before_any_second():
    assert named(orders([Replicas(WEB, 2), Replicas(API, 3)], 1)) == ["awawa"]


@given(drawn, st.integers(1, 4))
def test_are_all_there_and_even_over_zones(several, zones):
    rows = orders(several, zones)
    assert len(rows) == zones
    for one in several:
        counts = [Counter(pod.name for pod in row)[one.pod.name] for row in rows]
        assert sum(counts) == one.count
        assert not one.zonal or max(counts) - min(counts) <= 1


@given(drawn, st.integers(1, 4), st.data())
def test_keep_their_order_where_there_are_fewer(several, zones, data):
    fewer = [Replicas(one.pod, data.draw(st.integers(0, one.count)), one.zonal) for one in several]
    for row, less in zip(orders(several, zones), orders(fewer, zones), strict=True):
        following = iter(row)
        assert all(any(pod is other for other in following) for pod in less)
