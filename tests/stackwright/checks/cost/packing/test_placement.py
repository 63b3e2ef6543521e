"""Where pods go..."""

from __future__ import annotations

import pytest

from stackwright.checks.cost.packing.constraints import wishes_of
from stackwright.checks.cost.packing.node_pools import node_pools
from stackwright.checks.cost.packing.placement import admits, place_of
from stackwright.checks.cost.packing.sizes import sizes
from stackwright.checks.cost.values import Section
from stackwright.checks.cost.world import World
from tests.stackwright.checks.cost.packing.cluster import (
    ARCHITECTURE,
    CAPACITY,
    FAMILY,
    ZONE,
    node_class,
    pool,
    taint,
    within,
)

ARM, BOTH = within(FAMILY, "c7g"), within(FAMILY, "c7g", "c7a")
ON_DEMAND = pool("on-demand", BOTH, within(CAPACITY, "on-demand"), within(ZONE, "a"), weight=10, labels={"tier": "1"})
SPOT = pool("spot", BOTH, within(CAPACITY, "spot"), taints=(taint("spot"),), weight=50)
GPU = pool("gpu", within(FAMILY, "g5"), within(CAPACITY, "on-demand"), taints=(taint("gpu"),))
TOLERANT = [{"key": "spot", "operator": "Exists"}]


def prefers(*wanted):
    listed = [{"weight": 1, "preference": {"matchExpressions": [one]}} for one in wanted]
    return {"nodeAffinity": {"preferredDuringSchedulingIgnoredDuringExecution": listed}}


def requires(*terms):
    listed = {"nodeSelectorTerms": [{"matchExpressions": list(term)} for term in terms]}
    return {"nodeAffinity": {"requiredDuringSchedulingIgnoredDuringExecution": listed}}


def place(*pools, gpus=0, **spec):
    found = node_pools(World([node_class(), *(pools or (ON_DEMAND, SPOT, GPU))]))
    return place_of(wishes_of(Section(spec)), gpus, found)


def families(found):
    return {name.partition(".")[0] for name in found.sizes}


def test_is_a_pool_whose_taints_they_tolerate():
    assert place().pool.name == "on-demand"
    assert place(SPOT, GPU) is None


def test_is_the_pool_with_the_most_weight_of_those():
    assert place(tolerations=TOLERANT).pool.name == "spot"


@pytest.mark.parametrize(("wanted", "name"), [("spot", "spot"), ("on-demand", "on-demand"), ("reserved", "spot")])
def test_is_the_pool_that_they_prefer_where_there_is_one(wanted, name):
    assert place(tolerations=TOLERANT, affinity=prefers(within(CAPACITY, wanted))).pool.name == name


def test_gives_up_the_most_important_preference_first():
    found = place(tolerations=TOLERANT, affinity=prefers(within("none", "x"), within(CAPACITY, "on-demand")))
    assert found.pool.name == "on-demand"


@pytest.mark.parametrize(
    ("spec", "found"),
    [
        ({"nodeSelector": {ARCHITECTURE: "arm64"}}, {"c7g"}),
        ({"nodeSelector": {ARCHITECTURE: "amd64"}}, {"c7a"}),
        ({"nodeSelector": {"tier": "1"}}, {"c7a", "c7g"}),
        ({"affinity": requires([within("none", "x")], [ARM])}, {"c7g"}),
    ],
)
def test_is_instance_types_that_have_what_they_require(spec, found):
    assert families(place(**spec)) == found


@pytest.mark.parametrize(
    "selector", [{"tier": "2"}, {"team": "web"}, {ARCHITECTURE: "riscv"}, {ZONE: "b"}, {"kubernetes.io/os": "windows"}]
)
def test_is_nowhere_where_no_pool_has_what_they_require(selector):
    assert place(nodeSelector=selector) is None


def test_is_anywhere_for_labels_that_every_node_has():
    absent = {"key": "kubernetes.io/hostname", "operator": "DoesNotExist"}
    assert place(SPOT, tolerations=TOLERANT, nodeSelector={ZONE: "b", "kubernetes.io/hostname": "x"}) is not None
    assert place(affinity=requires([absent])) is None


def test_has_as_many_gpus_as_they_ask_for():
    found = place(gpus=4, tolerations=[{"operator": "Exists"}])
    assert found.pool.name == "gpu"
    assert found.sizes == {"g5.12xlarge", "g5.24xlarge", "g5.48xlarge"}
    assert place(gpus=1) is None


def test_is_spot_where_both_are_allowed_and_they_do_not_ask_for_the_other():
    either = pool("either", ARM)
    assert place(either).spot is True
    assert place(either, nodeSelector={CAPACITY: "on-demand"}).spot is False
    assert place(ON_DEMAND).spot is False


def test_is_told_of_one_instance_type_as_well():
    (one,) = node_pools(World([ON_DEMAND]))
    wishes = wishes_of(Section({"nodeSelector": {ARCHITECTURE: "arm64"}}))
    assert admits(one, sizes()["c7g.large"], wishes)
    assert not admits(one, sizes()["c7a.large"], wishes)
    (tainted,) = node_pools(World([SPOT]))
    assert not admits(tainted, sizes()["c7g.large"], wishes)
