"""A node class of Karpenter..."""

from __future__ import annotations

import pytest

from stackwright.checks.cost.packing.node_classes import node_class
from stackwright.checks.cost.values import Section
from stackwright.checks.cost.world import World
from tests.stackwright.checks.cost.packing import cluster

GIB = 2**30
BOTTLEROCKET = [{"alias": "bottlerocket@1.68.1"}]


def found(name="main", of_pool=None, **spec):
    return node_class(World([cluster.node_class(**spec)]), name, Section(of_pool or {}))


def disks(one):
    return [(disk.kind, int(disk.gb), int(disk.iops), int(disk.throughput)) for disk in one.machine.disks()]


def mapped(device, **ebs):
    return {"deviceName": device, "ebs": ebs}


def test_has_the_disks_that_it_states_and_the_larger_for_pods_where_that_is_its_data():
    one = found(
        amiSelectorTerms=BOTTLEROCKET,
        blockDeviceMappings=[
            mapped("/dev/xvda", volumeSize="4Gi", volumeType="gp3"),
            mapped("/dev/xvdb", volumeSize="50Gi", volumeType="gp3", iops=4000, throughput=200),
        ],
    )
    assert disks(one) == [("gp3", 4, 0, 0), ("gp3", 50, 4000, 200)]
    assert one.kubelet.disk == 50 * GIB


def test_has_sizes_in_whole_gibibytes():
    assert disks(found(blockDeviceMappings=[mapped("/dev/xvda", volumeSize="100G")])) == [("gp2", 94, 0, 0)]


@pytest.mark.parametrize(
    ("spec", "sizes"),
    [
        ({"amiSelectorTerms": [{"alias": "al2023@latest"}]}, [20]),
        ({"amiSelectorTerms": BOTTLEROCKET}, [4, 20]),
        ({"amiFamily": "Bottlerocket"}, [4, 20]),
    ],
)
def test_has_the_disks_that_karpenter_gives_it_where_it_states_none(spec, sizes):
    one = found(**spec)
    assert disks(one) == [("gp3", size, 0, 0) for size in sizes]
    assert one.kubelet.disk == 20 * GIB


def test_says_what_the_kubelet_keeps():
    stated = {
        "maxPods": 30,
        "podsPerCore": 8,
        "kubeReserved": {"cpu": "100m"},
        "systemReserved": {"memory": "200Mi"},
        "evictionHard": {"memory.available": "5%"},
    }
    kubelet = found(of_pool={"maxPods": 5}, kubelet=stated).kubelet
    assert (kubelet.max_pods, kubelet.pods_per_core, kubelet.by_addresses) == (30, 8, True)
    assert (kubelet.kept, kubelet.system) == ({"cpu": "100m"}, {"memory": "200Mi"})
    assert kubelet.eviction == {"memory.available": "5%"}


def test_takes_the_kubelet_from_the_pool_where_it_says_nothing_itself():
    assert found(of_pool={"maxPods": 5}).kubelet.max_pods == 5
    assert found().kubelet.max_pods is None


def test_of_bottlerocket_keeps_memory_for_the_most_pods_and_knows_none_for_each_core():
    kubelet = found(amiSelectorTerms=BOTTLEROCKET, kubelet={"podsPerCore": 8}).kubelet
    assert (kubelet.pods_per_core, kubelet.by_addresses) == (0, False)


def test_says_whether_nodes_are_watched_and_have_public_addresses():
    plain, public = found().machine, found(detailedMonitoring=True, associatePublicIPAddress=True).machine
    assert (plain.monitored(), plain.public()) == (False, None)
    assert (public.monitored(), public.public()) == (True, True)


def test_is_what_karpenter_does_by_itself_where_it_is_not_in_the_stack():
    assert found("other").item is None
    assert disks(found("other")) == [("gp3", 20, 0, 0)]
