"""The clusters of a stack..."""

from __future__ import annotations

import pytest

from stackwright.checks.cost.packing.clusters import NODE_GROUP, cluster_of, has_group_for, selects_a_group
from stackwright.checks.cost.packing.constraints import wishes_of
from stackwright.checks.cost.values import Section
from stackwright.checks.cost.world import World
from tests.stackwright.checks.cost.packing.cluster import FAMILY, deployment, node_class, pool, taint, within
from tests.stackwright.checks.cost.pricers.pricing import made

SYSTEM = made(
    NODE_GROUP,
    "system",
    labels={"nodes": "system"},
    taints=[{"key": "CriticalAddonsOnly", "value": "true", "effect": "NO_SCHEDULE"}],
)
TOLERANT = [{"key": "CriticalAddonsOnly", "operator": "Exists"}]


def test_have_pools_with_the_workloads_whose_pods_go_there():
    main, spot = pool("main", within(FAMILY, "c7g")), pool("spot", within(FAMILY, "c7g"), taints=(taint("spot"),))
    api, web = deployment("api"), deployment("web", tolerations=[{"key": "spot", "operator": "Exists"}])
    nowhere = deployment("far", nodeSelector={"nodes": "system"})
    cluster = cluster_of(World([node_class(), main, spot, api, web, nowhere]))
    assert [one.name for one in cluster.pools] == ["main", "spot"]
    first, second = (cluster.pool(item) for item in (main, spot))
    assert [one.item for one, _ in cluster.members(first)] == [api, web]
    assert cluster.members(second) == []
    assert cluster.places[nowhere.urn] is None
    assert cluster.daemons


@pytest.mark.parametrize(
    ("spec", "found"),
    [
        ({}, False),
        ({"tolerations": TOLERANT}, True),
        ({"tolerations": TOLERANT, "nodeSelector": {"nodes": "system", "kubernetes.io/arch": "arm64"}}, True),
        ({"tolerations": TOLERANT, "nodeSelector": {"nodes": "other"}}, False),
        ({"tolerations": TOLERANT, "nodeSelector": {"team": "web"}}, False),
    ],
)
def test_have_node_groups_that_may_have_pods(spec, found):
    assert has_group_for(World([SYSTEM]), wishes_of(Section(spec))) is found
    assert not has_group_for(World([]), wishes_of(Section(spec)))


@pytest.mark.parametrize(
    ("selector", "found"),
    [
        ({"nodes": "system"}, True),
        ({"nodes": "system", "kubernetes.io/os": "linux"}, True),
        ({"nodes": "other"}, False),
        ({"kubernetes.io/os": "linux"}, False),
        ({}, False),
    ],
)
def test_have_node_groups_that_a_selector_means(selector, found):
    assert selects_a_group(World([SYSTEM]), selector) is found
