"""A stack's resources..."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy.guardrails.inventory import Inventory, must_be_covered
from policy.guardrails.item import Item
from policy.guardrails.marks import UNKNOWN
from policy.guardrails.verdicts import Undecided

BLOCK = "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock"
BUCKET = "aws:s3/bucket:Bucket"


@pytest.fixture
def bucket(item):
    return item(id="data-1", inputs={"bucket": "data"}, outputs={"arn": "arn:aws:s3:::data-1", "domain": "data-1.s3"})


@pytest.fixture
def block(item):
    def make(value, *edges, name="block"):
        return item(BLOCK, name, inputs={"bucket": value}, property_dependencies={"bucket": edges})

    return make


def refers(target, pointer, *others):
    return Inventory([target, pointer, *others]).refers(pointer["bucket"], target)


def test_are_in_the_order_of_their_urns_whatever_order_they_came_in(item):
    made = [item(name=name) for name in "cab"]
    for order in itertools.permutations(made):
        stack = Inventory(order)
        assert [one.name for one in stack] == [one.name for one in stack.of(BUCKET)] == ["a", "b", "c"]


def test_are_found_by_type_but_for_those_only_read(item):
    stack = Inventory([item(name="a"), item(name="b", read=True)])
    assert [one.name for one in stack.of(BUCKET)] == ["a"]


def test_refer_by_an_edge_where_the_value_is_unknown(bucket, block):
    assert refers(bucket, block(UNKNOWN, bucket.urn)) is True


def test_do_not_refer_where_an_unknown_is_made_of_others(bucket, block, item):
    other = item(name="other")
    assert refers(bucket, block(UNKNOWN, other.urn), other) is False


def test_may_refer_where_an_unknown_is_made_of_nothing_seen(bucket, block):
    assert refers(bucket, block(UNKNOWN)) is None


@pytest.mark.parametrize("name", ["data-1", "data", "arn:aws:s3:::data-1"])
def test_refer_by_a_literal_name(bucket, block, name):
    assert refers(bucket, block(name)) is True
    assert refers(bucket, block([name, "another"])) is True


def test_refer_by_a_literal_name_among_unknowns(bucket, block):
    assert refers(bucket, block([UNKNOWN, "data"])) is True
    assert refers(bucket, block([UNKNOWN, "database"])) is None


@pytest.mark.parametrize("value", ["database", "", None, [], 7, {"a": "data"}])
def test_do_not_refer_by_anything_else(bucket, block, value):
    assert refers(bucket, block(value)) is False


def test_refer_by_an_output_that_is_no_name_where_there_is_an_edge(bucket, block, item):
    other = item(name="other", id="other-1")
    assert refers(bucket, block("data-1.s3", bucket.urn)) is True
    assert refers(bucket, block("https://data-1.s3/x", bucket.urn, other.urn), other) is True
    assert refers(bucket, block("other-1", bucket.urn, other.urn), other) is False


def test_refer_through_the_property_of_the_same_name(bucket, block, item):
    between = item(BLOCK, "between", property_dependencies={"bucket": (bucket.urn,)})
    assert refers(bucket, block(UNKNOWN, between.urn), between) is True


def test_may_refer_through_another_property(bucket, block, item):
    between = item(BLOCK, "between", property_dependencies={"other": (bucket.urn,)})
    assert refers(bucket, block(UNKNOWN, between.urn), between) is None


def test_point_at_a_resource_certainly_or_possibly(bucket, block):
    stack = Inventory([bucket, block(UNKNOWN, bucket.urn, name="a"), block(UNKNOWN, name="b"), block("x", name="c")])
    found = stack.pointing_at(bucket, BLOCK, "bucket")
    assert ([one.name for one in found.certain], [one.name for one in found.possible]) == (["a"], ["b"])


def test_tell_what_a_place_refers_to_and_whether_that_is_all(bucket, block, item):
    other = item(name="other", id="other-1")
    stack = Inventory([bucket, other])
    assert stack.targets(block("other-1")["bucket"], BUCKET) == ([other], True)
    assert stack.targets(block(UNKNOWN, bucket.urn)["bucket"], BUCKET) == ([bucket], True)
    assert stack.targets(block(UNKNOWN)["bucket"], BUCKET) == ([], False)


NAMES = ["one", "two", "three"]
VALUES = st.one_of(
    st.sampled_from([*NAMES, "stranger", "", 7, None]),
    st.just(UNKNOWN),
    st.lists(st.one_of(st.sampled_from([*NAMES, "stranger"]), st.just(UNKNOWN), st.just({"a": UNKNOWN})), max_size=3),
)
EDGES = st.lists(st.sampled_from([*NAMES, "block-0", "block-1"]), max_size=2, unique=True)


@given(st.lists(st.tuples(VALUES, EDGES), min_size=1, max_size=4))
def test_are_found_by_name_and_edge_as_if_each_were_asked(pointers):
    def make(type_, name, **more):
        return Item(urn=f"urn:pulumi:dev::shop::{type_}::{name}", type=type_, name=name, **more)

    buckets = [make(BUCKET, name, id=name) for name in NAMES]
    urns = {one.name: one.urn for one in buckets} | {f"block-{n}": make(BLOCK, f"block-{n}").urn for n in range(4)}
    blocks = [
        make(
            BLOCK,
            f"block-{number}",
            inputs={"bucket": value},
            property_dependencies={"bucket": tuple(urns[edge] for edge in edges)},
        )
        for number, (value, edges) in enumerate(pointers)
    ]
    stack = Inventory([*buckets, *blocks])
    for bucket in buckets:
        answers = {one.name: stack.refers(one["bucket"], bucket) for one in blocks}
        found = stack.pointing_at(bucket, BLOCK, "bucket")
        assert [one.name for one in found.certain] == [name for name, answer in answers.items() if answer]
        assert [one.name for one in found.possible] == [name for name, answer in answers.items() if answer is None]
    for one in blocks:
        answers = {bucket.name: stack.refers(one["bucket"], bucket) for bucket in buckets}
        found, certain = stack.targets(one["bucket"], BUCKET)
        assert {bucket.name for bucket in found} == {name for name, answer in answers.items() if answer}
        assert certain is (None not in answers.values())


def test_must_be_covered_says_what_is_not_and_what_may_not_be(bucket, block):
    def said(*blocks):
        found = Inventory([bucket, *blocks]).pointing_at(bucket, BLOCK, "bucket")
        return [type(one).__name__ for one in must_be_covered(bucket, found, "no block")]

    assert said(block("data")) == []
    assert said(block(UNKNOWN)) == [Undecided.__name__]
    assert said(block("x")) == said() == ["Problem"]


def test_belong_to_a_stack_that_can_be_named_though_it_was_not_given(item):
    root = item("pulumi:pulumi:Stack", "shop-dev")
    assert Inventory([root]).whole is root
    assert Inventory([], project="shop", stack="dev").whole.urn == "urn:pulumi:dev::shop::pulumi:pulumi:Stack::shop-dev"
