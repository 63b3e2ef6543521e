"""What a pod asks for..."""

from __future__ import annotations

import pytest

from stackwright.checks.cost.packing.amounts import MIB, Amounts
from stackwright.checks.cost.packing.requests import asks, defaults, foreign, requested
from stackwright.checks.cost.values import UNKNOWN, Section, Undecided
from stackwright.checks.cost.world import World
from tests.stackwright.checks.cost.packing.cluster import container
from tests.stackwright.checks.cost.pricers.pricing import made

RANGE = "kubernetes:core/v1:LimitRange"


def of(*containers, otherwise=None, **spec):
    return asks(Section({"containers": list(containers), **spec}), otherwise or {})


def limited(**limits):
    return {"resources": {"limits": limits}}


def test_is_what_its_containers_ask_for_together():
    assert of(container("250m", "512Mi"), container("1", "1Gi")) == Amounts(cpu=1250, memory=1536 * MIB, pods=1)


def test_is_a_limit_where_there_is_no_request():
    found = of({"resources": {"limits": {"cpu": "2", "memory": "1Gi"}, "requests": {"cpu": "100m"}}})
    assert found == Amounts(cpu=100, memory=1024 * MIB, pods=1)


def test_counts_the_nodes_disk_and_gpus():
    found = of(container("1", "1Gi", **{"ephemeral-storage": "1Gi"}), limited(**{"nvidia.com/gpu": 1}))
    assert found == Amounts(cpu=1000, memory=1024 * MIB, storage=1024 * MIB, pods=1, gpus=1)


def test_is_the_largest_init_container_where_that_asks_for_more():
    init = [container("1", "128Mi"), container("500m", "2Gi")]
    assert of(container(), initContainers=init) == Amounts(cpu=1000, memory=2048 * MIB, pods=1)


def test_counts_sidecars_with_the_containers_and_beside_init_containers_that_follow():
    sidecar = {**container("100m", "64Mi"), "restartPolicy": "Always"}
    found = of(container("250m", "128Mi"), initContainers=[sidecar, container("1", "32Mi")])
    assert found == Amounts(cpu=1100, memory=192 * MIB, pods=1)


def test_is_what_the_pod_itself_states_and_its_overhead():
    found = of(container(), resources={"requests": {"cpu": "2"}}, overhead={"cpu": "250m", "memory": "120Mi"})
    assert found == Amounts(cpu=2250, memory=632 * MIB, pods=1)


def test_is_what_the_limit_ranges_of_its_namespace_say_where_a_container_says_nothing():
    limits = [
        {"type": "Container", "default": {"cpu": "4", "memory": "256Mi"}, "defaultRequest": {"cpu": "100m"}},
        {"type": "Pod", "max": {"cpu": "8"}},
    ]
    world = World(
        [
            made(RANGE, "limits", metadata={"namespace": "shop"}, spec={"limits": limits}),
            made(RANGE, "others", metadata={"namespace": "else"}, spec={"limits": limits}),
        ]
    )
    otherwise = defaults(world, "shop")
    assert otherwise == {"cpu": "100m", "memory": "256Mi"}
    assert defaults(world, "default") == {}
    assert of({}, otherwise=otherwise) == Amounts(cpu=100, memory=256 * MIB, pods=1)
    assert of(limited(cpu="1"), otherwise=otherwise) == Amounts(cpu=1000, memory=256 * MIB, pods=1)


def test_names_what_instance_types_are_not_known_to_have():
    spec = Section({"containers": [container(), limited(**{"amd.com/gpu": 1, "hugepages-2Mi": "4Mi"})]})
    assert foreign(spec) == {"amd.com/gpu"}


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (UNKNOWN, "resources.requests.cpu is known only after the deployment"),
        ("a lot", "resources.requests.cpu is 'a lot', which is no quantity"),
    ],
)
def test_is_undecided_where_a_quantity_is_not_known(value, reason):
    with pytest.raises(Undecided, match=reason):
        of({"resources": {"requests": {"cpu": value}}})


def test_is_read_by_the_names_of_amounts():
    assert requested(Section({"requests": {"cpu": "25m", "memory": "1Ki", "x": 1}}), "requests") == {
        "cpu": 25,
        "memory": 1024,
    }
    assert requested(Section({}), "requests") == {}
