"""Where ECS runs tasks..."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stackwright.checks.cost.money import Range
from stackwright.checks.cost.pricers.capacity import Strategy, strategy_of
from stackwright.checks.cost.values import UNKNOWN
from stackwright.checks.cost.world import World
from tests.stackwright.checks.cost.pricers.pricing import made

SERVICE = "aws:ecs/service:Service"
CLUSTER = "aws:ecs/cluster:Cluster"
DEFAULTS = "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders"
SPOT = {"capacityProvider": "FARGATE_SPOT", "weight": 4}
ON_DEMAND = {"capacityProvider": "FARGATE", "weight": 1, "base": 1}

providers = st.tuples(st.sampled_from(["FARGATE", "FARGATE_SPOT", "machines"]), st.integers(0, 5), st.integers(0, 5))


def strategy(*named):
    return Strategy(tuple((name, Decimal(base), Decimal(weight)) for name, base, weight in named))


def on(found, count):
    return [found.part(Range.of(count), name).expected for name in ("FARGATE", "FARGATE_SPOT")]


@pytest.mark.parametrize(
    ("named", "count", "parts"),
    [
        ([("FARGATE", 0, 1)], 3, [3, 0]),
        ([("FARGATE", 1, 0), ("FARGATE_SPOT", 0, 1)], 4, [1, 3]),
        ([("FARGATE", 1, 1), ("FARGATE_SPOT", 0, 4)], 6, [2, 4]),
        ([("FARGATE", 2, 1), ("FARGATE_SPOT", 0, 4)], 1, [1, 0]),
        ([("FARGATE", 0, 1), ("FARGATE_SPOT", 0, 1)], 3, ["1.5", "1.5"]),
        ([("FARGATE", 1, 0), ("FARGATE_SPOT", 0, 0)], 3, [3, 0]),
    ],
)
def test_is_by_bases_first_and_then_by_weights(named, count, parts):
    assert on(strategy(*named), count) == [Decimal(part) for part in parts]


@given(st.lists(providers, min_size=1, max_size=3, unique_by=lambda one: one[0]), st.integers(0, 30))
def test_is_somewhere_for_every_task(named, count):
    found = strategy(*named)
    parts = found.part(Range.of(count), "FARGATE", "FARGATE_SPOT", "machines").expected
    assert round(parts, 20) == count


def test_is_as_the_service_says():
    cluster = made(CLUSTER, "main")
    service = made(SERVICE, "web", {"cluster": cluster}, capacityProviderStrategies=[ON_DEMAND, SPOT])
    found = strategy_of(service, service, World([cluster, service]), "cluster")
    assert found == strategy(("FARGATE", 1, 1), ("FARGATE_SPOT", 0, 4))


def test_is_as_the_cluster_does_by_default_unless_a_launch_type_is_stated():
    cluster = made(CLUSTER, "main")
    defaults = made(DEFAULTS, "defaults", {"clusterName": cluster}, defaultCapacityProviderStrategies=[SPOT])
    service = made(SERVICE, "web", {"cluster": cluster}, cluster=UNKNOWN)
    world = World([cluster, defaults, service])
    assert strategy_of(service, service, world, "cluster") == strategy(("FARGATE_SPOT", 0, 4))
    stated = made(SERVICE, "web", {"cluster": cluster}, cluster=UNKNOWN, launchType="FARGATE")
    assert strategy_of(stated, stated, world, "cluster") == strategy(("FARGATE", 0, 1))


def test_is_on_machines_where_nothing_is_said():
    cluster = made(CLUSTER, "main")
    defaults = made(DEFAULTS, "defaults", {"clusterName": cluster}, capacityProviders=["FARGATE"])
    service = made(SERVICE, "web", {"cluster": cluster}, cluster=UNKNOWN)
    found = strategy_of(service, service, World([cluster, defaults, service]), "cluster")
    assert found.has("EC2")
    assert not found.has("FARGATE", "FARGATE_SPOT")
