"""How many pods run together, and for how long..."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from stackwright.checks.cost.money import ONE, Range
from stackwright.checks.cost.packing.moments import ENDS, Presence, moments
from stackwright.checks.cost.packing.scaling import Scale, Window, fixed

LOW, EXPECTED, HIGH = ENDS
MORNING, DAY = Window("0 6 * * *", "0 12 * * *", "UTC"), Window("0 6 * * *", "0 18 * * *", "UTC")


def always(count):
    return Presence(fixed(count), ONE)


def by_clock(window, pods=1, most=3):
    return Presence(Scale(least=0, most=most, wanted=0, windows={"day": (window, pods)}), ONE)


def idle(share, most=4):
    return Presence(Scale(least=0, most=most, wanted=0, sources=("queue",)), Range.of(*share))


def job(share, count=2):
    return Presence(fixed(count), Range.of(*share), runs=True)


def plain(found):
    return {numbers: str(part.normalize()) for numbers, part in found.items()}


def test_is_one_number_where_nothing_changes():
    assert plain(moments([always(3), always(1)], EXPECTED)) == {(3, 1): "1"}
    assert plain(moments([], EXPECTED)) == {(): "1"}


def test_follows_the_clock():
    several = [by_clock(DAY, 2), by_clock(MORNING), always(1)]
    assert plain(moments(several, EXPECTED)) == {(2, 1, 1): "0.25", (2, 0, 1): "0.25", (0, 0, 1): "0.5"}
    assert plain(moments(several, HIGH)) == {(3, 3, 1): "0.25", (3, 0, 1): "0.25", (0, 0, 1): "0.5"}


def test_has_one_pod_of_what_sleeps_while_it_is_awake_and_as_many_as_may_at_the_most():
    several = [idle(("0", "0.2", "1"))]
    assert plain(moments(several, LOW)) == {(0,): "1"}
    assert plain(moments(several, EXPECTED)) == {(1,): "0.2", (0,): "0.8"}
    assert plain(moments(several, HIGH)) == {(4,): "1"}


def test_has_what_comes_at_times_together_as_far_as_it_can():
    several = [job(("0.1", "0.2", "0.3")), idle(("0", "0.5", "1"))]
    assert plain(moments(several, EXPECTED)) == {(2, 1): "0.2", (0, 1): "0.3", (0, 0): "0.5"}


def test_has_jobs_while_they_run():
    assert plain(moments([job(("0", "0.25", "1"))], EXPECTED)) == {(2,): "0.25", (0,): "0.75"}
    assert plain(moments([job(("0", "0", "0"))], EXPECTED)) == {(0,): "1"}


shares = st.lists(st.decimals(0, 2, places=2), min_size=3, max_size=3).map(sorted)
presences = st.lists(
    st.one_of(
        st.builds(always, st.integers(0, 3)),
        st.builds(by_clock, st.sampled_from([MORNING, DAY]), st.integers(1, 3)),
        st.builds(idle, shares),
        st.builds(job, shares),
    ),
    max_size=4,
)


@given(presences, st.sampled_from(ENDS))
def test_adds_up_to_the_whole_of_the_month(several, end):
    found = moments(several, end)
    assert sum(found.values()) == 1
    assert all(part > 0 for part in found.values())


@given(presences)
def test_has_no_fewer_pods_as_expected_than_at_the_least_and_no_fewer_at_the_most(several):
    averages = [
        [sum((numbers[place] * part for numbers, part in moments(several, end).items()), Decimal(0)) for end in ENDS]
        for place in range(len(several))
    ]
    assert all(low <= expected <= high for low, expected, high in averages)
