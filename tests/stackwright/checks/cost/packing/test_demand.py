"""The nodes of one pool..."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from stackwright.checks.cost.money import ONE, Range
from stackwright.checks.cost.packing.amounts import Amounts
from stackwright.checks.cost.packing.demand import Class, Demand, Member
from stackwright.checks.cost.packing.moments import ENDS, Presence
from stackwright.checks.cost.packing.packing import Kind, Pod
from stackwright.checks.cost.packing.scaling import Scale, Window, fixed

LOW, EXPECTED, HIGH = ENDS
ARM, ANY = Class(frozenset({"arm"}), False), Class(frozenset({"arm", "amd"}), False)
AMD, SPOT = Class(frozenset({"amd"}), False), Class(frozenset({"arm"}), True)


def kind(name, usd, cpu=2000):
    return Kind(name, Amounts(cpu=cpu, memory=8, pods=20), Decimal(usd))


KINDS = {("arm", False): kind("arm", "0.07"), ("amd", False): kind("amd", "0.09"), ("arm", True): kind("arm", "0.04")}
SIZES = {name: {"cpu": 2, "memory": 8, "nodes": 1} for name in ("arm", "amd")}


def member(name="api", scale=1, cpu=500, where=ARM, zonal=False, together=0, share=ONE, runs=False):
    found = fixed(scale) if isinstance(scale, int) else scale
    presence = Presence(found, share, runs=runs)
    return Member(
        pod=Pod(name, Amounts(cpu=cpu, memory=1, pods=1), together), zonal=zonal, presence=presence, where=where
    )


def demand(*members, zones=3, kinds=None, **limits):
    stated = {key: Decimal(value) for key, value in limits.items()}
    return Demand(members, zones, kinds or KINDS, stated, SIZES)


def nodes(found, end=EXPECTED):
    return {bought: str(count.normalize()) for bought, count in found.packed(end).nodes.items()}


def test_are_as_few_as_their_pods_need():
    assert nodes(demand(member(scale=4), member("web", scale=1))) == {("arm", False): "2"}
    assert nodes(demand()) == {}


def test_are_one_for_each_zone_where_pods_are_spread():
    assert nodes(demand(member(scale=3, zonal=True), member("web", scale=2, zonal=True))) == {("arm", False): "3"}
    assert nodes(demand(member(scale=3, zonal=True), zones=2)) == {("arm", False): "2"}


def test_are_one_for_each_pod_where_pods_are_apart():
    assert nodes(demand(member(scale=4, together=1), member("web", scale=2, together=1))) == {("arm", False): "4"}


def test_are_apart_by_what_pods_may_run_on_and_how_they_are_bought():
    found = demand(member(), member("old", where=AMD), member("cheap", where=SPOT))
    assert nodes(found) == {("arm", False): "1", ("amd", False): "1", ("arm", True): "1"}


def test_are_shared_by_pods_that_may_run_wherever_others_may():
    assert nodes(demand(member(), member("free", where=ANY))) == {("arm", False): "1"}
    assert nodes(demand(member(where=AMD), member("free", where=ANY))) == {("amd", False): "1"}


def test_are_not_shared_where_only_the_other_kind_has_room():
    kinds = {("arm", False): kind("arm", "0.07"), ("amd", False): kind("amd", "0.3", cpu=9000)}
    found = demand(member(), member("large", cpu=5000, where=ANY), kinds=kinds)
    assert nodes(found) == {("arm", False): "1", ("amd", False): "1"}


def test_are_averages_of_what_changes_by_the_clock():
    half = Scale(least=0, most=4, wanted=0, windows={"day": (Window("0 6 * * *", "0 18 * * *", "UTC"), 4)})
    found = demand(member(scale=half, cpu=1500), member("web", cpu=1500))
    assert nodes(found) == {("arm", False): "3"}
    packed = found.packed(EXPECTED)
    assert packed.usd == Decimal("0.21")
    assert (packed.peak.nodes, packed.peak.pods) == ({("arm", False): 5}, 5)
    assert packed.peak.asks == Amounts(cpu=7500, memory=5, pods=5)


def test_are_there_for_jobs_while_these_run():
    found = demand(member("job", share=Range.of("0", "0.25", "1"), runs=True))
    assert [nodes(found, end) for end in ENDS] == [{}, {("arm", False): "0.25"}, {("arm", False): "1"}]


def test_are_no_more_than_limits_allow_and_the_rest_of_the_pods_wait():
    found = demand(member(scale=5, together=1), cpu=6)
    assert nodes(found) == {("arm", False): "3"}
    assert found.packed(EXPECTED).peak.waiting == 2
    assert nodes(demand(member(scale=5, together=1), nodes=1, memory=100)) == {("arm", False): "1"}


def test_are_none_where_limits_leave_no_room_and_all_pods_wait_though_some_hours_have_none():
    day = Scale(least=0, most=2, wanted=0, windows={"day": (Window("0 6 * * *", "0 18 * * *", "UTC"), 2)})
    packed = demand(member(scale=day), cpu=1).packed(EXPECTED)
    assert (packed.nodes, packed.peak.waiting, packed.peak.pods) == ({}, 2, 2)


members = st.dictionaries(
    st.sampled_from("abcd"),
    st.tuples(
        st.tuples(st.integers(0, 3), st.integers(0, 3), st.integers(0, 3)).map(sorted),
        st.integers(0, 2000),
        st.sampled_from([ARM, AMD, ANY, SPOT]),
        st.booleans(),
        st.integers(0, 2),
    ),
    max_size=4,
)


def made(drawn, factor=1):
    return demand(
        *(
            member(name, Scale(least=low, wanted=wanted, most=most), cpu // factor, where, zonal, together)
            for name, ((low, wanted, most), cpu, where, zonal, together) in drawn.items()
        )
    )


def costs(found):
    return [found.packed(end).usd for end in ENDS]


@given(members)
def test_cost_no_more_at_the_least_and_no_less_at_the_most(drawn):
    assert costs(made(drawn)) == sorted(costs(made(drawn)))


@given(members)
def test_never_cost_more_for_smaller_pods(drawn):
    assert all(one <= other for one, other in zip(costs(made(drawn, factor=2)), costs(made(drawn)), strict=True))


@given(members, st.sampled_from("abcd"))
def test_never_cost_more_without_one_of_the_workloads(drawn, left_out):
    fewer = {name: one for name, one in drawn.items() if name != left_out}
    assert all(one <= other for one, other in zip(costs(made(fewer)), costs(made(drawn)), strict=True))
