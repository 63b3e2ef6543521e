"""A set of resources..."""

from __future__ import annotations

import pulumi
import pulumi_aws as aws
from pulumi.runtime import rpc

from stackwright.sources import wire
from stackwright.sources.stable_order import of_resources


def test_is_in_the_order_of_first_use_whatever_their_addresses(record):
    orders = []

    def program():
        made = [aws.sns.Topic(f"t{number}") for number in range(40)]
        backwards = made[::-1]
        orders.append([topic._name for topic in set(backwards)])
        orders.append([topic._name for topic in set(made)])

    record(program)
    first = [f"t{number}" for number in reversed(range(40))]
    assert orders == [first, first]


def test_still_tells_resources_apart(record):
    def program():
        one, other = aws.sns.Topic("one"), aws.sns.Topic("other")
        assert len({one, other, one}) == 2
        assert one != other

    record(program)


def test_leaves_no_trace_in_exports_and_afterwards(record):
    before = pulumi.Resource.__hash__

    def program():
        topic = aws.sns.Topic("t")
        hash(topic)
        pulumi.export("topic", topic)

    assert "_stackwright_place" not in record(program).outputs["topic"]
    assert pulumi.Resource.__hash__ is before


def test_works_where_the_resource_is_not_constructed_yet():
    class Early(pulumi.ComponentResource):
        def __init__(self) -> None:
            self.first = hash(self)

    with of_resources():
        assert (Early().first, Early().first) == (0, 1)


def test_comes_with_tables_sorted_by_key(record):
    seen = []

    def program():
        names = [f"k{number:02}" for number in range(30)]
        found = rpc.deserialize_properties(wire.encode({name: {"b": 1, "a": 2} for name in reversed(names)}))
        seen.append((list(found) == names, {tuple(each) for each in found.values()}))

    before = rpc.deserialize_properties
    record(program)
    assert seen == [(True, {("a", "b")})]
    assert rpc.deserialize_properties is before
