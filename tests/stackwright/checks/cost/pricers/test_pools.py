"""A pool of machines..."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from stackwright.checks.cost.money import Range
from stackwright.checks.cost.pricers.machine import Templated
from stackwright.checks.cost.pricers.pools import Pool, mixed
from stackwright.checks.cost.schedules import Running
from stackwright.checks.cost.values import Section

numbers = st.decimals(0, 100, places=1)


def pool(count="10", base="0", share="1", awake=None):
    running = Running(Range.of(count), "counted", awake=Range.of(awake) if awake else None)
    machine = Templated(source=Section({"instanceType": "t3.micro"}))
    return Pool(machine=machine, running=running, base=Decimal(base), share=Decimal(share))


@given(numbers, numbers, st.decimals(0, 1, places=2))
def test_is_the_sum_of_its_parts(count, base, share):
    parts = [pool(count, base, share).part(spot=spot).count.expected for spot in (False, True)]
    assert sum(parts) == count
    assert min(parts) >= 0


def test_has_its_base_on_demand_first():
    divided = pool("10", "4", "0.5", awake="20")
    assert divided.part(spot=False) == Running(Range.of("7.0"), "counted", awake=Range.of("12.0"))
    assert divided.part(spot=True) == Running(Range.of("3.0"), "counted", awake=Range.of("8.0"))
    assert pool("3", "4", "0").part(spot=True).count == Range.of(0)


def test_stays_as_it_is_without_overrides_of_the_type():
    same = pool()
    assert mixed(same, []) == mixed(same, [Section({"weightedCapacity": "2"})]) == same


def test_counts_units_of_the_first_type_where_types_are_weighed():
    overrides = [Section({"instanceType": kind, "weightedCapacity": weight}) for kind, weight in (("a", 4), ("b", 2))]
    found = mixed(pool("8", "4", awake="16"), overrides)
    assert (found.machine.types(), found.machine.weights) == (("a", "b"), (4, 2))
    assert (found.running.count, found.running.awake, found.base) == (Range.of(2), Range.of(4), 1)


def test_has_no_type_where_aws_chooses_by_requirements():
    assert mixed(pool(), [Section({"instanceRequirements": {"vcpuCount": {"min": 2}}})]).machine.types() == ()
