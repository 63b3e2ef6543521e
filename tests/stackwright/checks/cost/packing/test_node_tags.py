"""The tags of node pools..."""

from __future__ import annotations

from stackwright.checks.cost.item import items_of
from stackwright.checks.cost.packing.node_tags import tag_pools
from stackwright.model import UNKNOWN, Resource, Stack, make_urn
from tests.stackwright.checks.cost.packing.cluster import NODE_CLASS, POOL, deployment, node_class, pool

TAGS = {"Owner": "web", "Name": "nodes"}


def test_are_those_of_the_class_of_their_nodes():
    tagged, other = pool(), deployment()
    tag_pools([node_class(tags={**TAGS, "later": UNKNOWN}), tagged, other])
    assert (tagged.tags, other.tags) == (TAGS, {})


def test_are_none_where_the_class_is_elsewhere_or_its_tags_are_not_known():
    for item in (node_class("other", tags=TAGS), node_class(tags=UNKNOWN), node_class(), deployment()):
        bare = pool()
        tag_pools([item, bare])
        assert bare.tags == {}


def test_are_there_in_the_resources_of_a_stack():
    stack = Stack(project="acme", name="prod", region="eu-west-1")
    for type_, made in ((POOL, pool()), (NODE_CLASS, node_class(tags=TAGS))):
        urn = make_urn("acme", "prod", "", type_, made.name)
        stack.resources.append(Resource(urn=urn, type=type_, name=made.name, inputs=dict(made.values)))
    assert [one.tags for one in items_of(stack)] == [TAGS, {}]
