"""Packing pods onto nodes..."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stackwright.checks.cost.packing.amounts import Amounts, total
from stackwright.checks.cost.packing.packing import Kind, NoRoom, Pod, pack, useful

SMALL = Kind("small", Amounts(cpu=2000, memory=4, pods=10), Decimal("0.07"))
LARGE = Kind("large", Amounts(cpu=4000, memory=8, pods=10), Decimal("0.14"))
DEAR = Kind("dear", Amounts(cpu=2000, memory=4, pods=10), Decimal("0.20"))
HUGE = Kind("huge", Amounts(cpu=64000, memory=128, pods=110), Decimal("2"))

TOGETHER = {"a": 0, "b": 1, "c": 2}

requests = st.builds(
    lambda cpu, memory: Amounts(cpu=cpu, memory=memory, pods=1), st.integers(0, 4000), st.integers(0, 8)
)
several = st.lists(
    st.builds(lambda name, asks: Pod(name, asks, TOGETHER[name]), st.sampled_from(sorted(TOGETHER)), requests),
    max_size=8,
)
kinds = st.lists(
    st.builds(
        lambda name, cpu, memory, usd: Kind(name, Amounts(cpu=cpu, memory=memory, pods=6), usd),
        st.text("xyz", min_size=1),
        st.integers(1000, 8000),
        st.integers(2, 16),
        st.decimals("0.01", 1, places=2),
    ),
    max_size=4,
).map(lambda drawn: [*drawn, HUGE])


def pods(*cpus, name="api", together=0):
    return [Pod(name, Amounts(cpu=cpu, memory=1, pods=1), together) for cpu in cpus]


def nodes(packed, offered):
    return pack(packed, useful(offered))


def cost(packed, offered):
    return sum(node.kind.usd for node in nodes(packed, offered))


def shown(packed, offered=(SMALL, LARGE, DEAR)):
    return [(node.kind.name, len(node.pods)) for node in nodes(packed, offered)]


def test_looks_at_no_kind_that_a_cheaper_one_has_all_the_room_of():
    assert useful([DEAR, LARGE, SMALL, HUGE]) == [SMALL, LARGE, HUGE]


def test_takes_the_cheapest_kind_with_room_for_them():
    assert shown(pods(500, 500)) == [("small", 2)]
    assert shown(pods(3000)) == [("large", 1)]


def test_takes_fewer_nodes_where_more_cost_the_same():
    assert shown(pods(1500, 1500)) == [("large", 2)]


def test_takes_nodes_of_several_kinds_where_that_costs_least():
    assert shown(pods(3900, 1500)) == [("large", 1), ("small", 1)]


def test_keeps_pods_of_one_name_apart():
    assert shown(pods(100, 100, 100, together=1)) == [("small", 1)] * 3
    assert shown(pods(100, 100, 100, together=2)) == [("small", 2), ("small", 1)]
    assert shown([*pods(100, together=1), *pods(100, name="web", together=1)]) == [("small", 2)]


def test_of_no_pods_takes_no_node():
    assert pack([], [SMALL]) == ()


def test_says_which_pod_no_kind_has_room_for():
    with pytest.raises(NoRoom, match=r"api: no kind of node has room for 5 vCPU, 0 GiB") as refused:
        pack(pods(100, 5000), [SMALL, LARGE])
    assert refused.value.pod.asks.cpu == 5000


@given(several, kinds)
def test_places_every_pod_in_its_order(packed, offered):
    assert [pod for node in nodes(packed, offered) for pod in node.pods] == packed


@given(several, kinds)
def test_puts_on_no_node_more_than_it_has_room_for(packed, offered):
    for node in nodes(packed, offered):
        assert total(pod.asks for pod in node.pods).within(node.kind.room)
        counts = Counter(pod.name for pod in node.pods)
        assert all(counts[pod.name] <= pod.together for pod in node.pods if pod.together)


@given(several, kinds, st.data())
def test_never_costs_less_for_more_pods(packed, offered, data):
    left_out = data.draw(st.sets(st.integers(0, max(0, len(packed) - 1))))
    fewer = [pod for place, pod in enumerate(packed) if place not in left_out]
    assert cost(fewer, offered) <= cost(packed, offered)


@given(several, kinds, st.data())
def test_never_costs_less_for_larger_pods(packed, offered, data):
    smaller = [
        Pod(pod.name, pod.asks._replace(cpu=data.draw(st.integers(0, pod.asks.cpu))), pod.together) for pod in packed
    ]
    assert cost(smaller, offered) <= cost(packed, offered)


@given(several, kinds, st.builds(Kind, st.just("more"), st.just(HUGE.room), st.decimals("0.01", 3, places=2)))
def test_never_costs_more_where_there_is_one_kind_more(packed, offered, more):
    assert cost(packed, [*offered, more]) <= cost(packed, offered)


@given(several, kinds)
def test_costs_no_more_than_a_node_for_each_pod(packed, offered):
    alone = sum(cost([pod], offered) for pod in packed)
    assert cost(packed, offered) <= alone
