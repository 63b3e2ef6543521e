"""What runs on every node..."""

from __future__ import annotations

import json

from stackwright.checks.cost.packing.amounts import MIB, Amounts
from stackwright.checks.cost.packing.daemons import ADDON, daemons, overhead
from stackwright.checks.cost.packing.node_pools import node_pools
from stackwright.checks.cost.packing.sizes import sizes
from stackwright.checks.cost.world import World
from stackwright.data import tables
from tests.stackwright.checks.cost.packing.cluster import FAMILY, container, metadata, pods, pool, taint, within
from tests.stackwright.checks.cost.pricers.pricing import made

ALWAYS = Amounts(cpu=150, pods=2)
GPU_NODES = pool("gpu", within(FAMILY, "g5", "m7g"), taints=(taint("gpu"),))


def addon(name, **configuration):
    said = {"configurationValues": json.dumps(configuration)} if configuration else {}
    return made(ADDON, name, addonName=name, **said)


def daemon_set(cpu="100m", **spec):
    template = pods(container(cpu, "64Mi"), **spec)
    return made("kubernetes:apps/v1:DaemonSet", "agent", metadata=metadata("agent"), spec={"template": template})


def asked(*items, size="m7g.large"):
    world = World([GPU_NODES, *items])
    (found,) = node_pools(world)
    return overhead(daemons(world), found, sizes()[size])


def test_is_the_network_and_the_proxy_on_every_cluster():
    assert asked() == ALWAYS
    assert asked(addon("vpc-cni"), addon("kube-proxy"), addon("coredns")) == ALWAYS


def test_is_what_add_ons_of_the_stack_add():
    found = asked(addon("aws-ebs-csi-driver"), addon("eks-node-monitoring-agent"), addon("eks-pod-identity-agent"))
    assert found == ALWAYS.plus(Amounts(cpu=40, memory=134 * MIB, pods=3))


def test_is_only_what_an_add_on_has_switched_on():
    logs = Amounts(cpu=50, memory=25 * MIB, pods=1)
    agent = Amounts(cpu=250, memory=128 * MIB, pods=1)
    exporter = Amounts(cpu=50, memory=30 * MIB, pods=1)
    name = "amazon-cloudwatch-observability"
    assert asked(addon(name)) == ALWAYS.plus(agent).plus(logs)
    assert asked(addon(name, containerLogs={"enabled": False})) == ALWAYS.plus(agent)
    assert asked(addon(name, otelContainerInsights={"enabled": True})) == ALWAYS.plus(agent).plus(logs).plus(exporter)


def test_is_more_on_nodes_with_a_gpu():
    name = "amazon-cloudwatch-observability"
    assert asked(addon(name), size="g5.xlarge").minus(asked(addon(name))) == Amounts(cpu=250, memory=128 * MIB, pods=1)


def test_is_what_an_add_on_is_told_to_ask_for():
    told = addon(
        "vpc-cni", resources={"requests": {"cpu": "100m"}}, nodeAgent={"resources": {"requests": {"memory": "1Mi"}}}
    )
    assert asked(told) == ALWAYS.plus(Amounts(cpu=75, memory=MIB))


def test_is_a_daemon_set_of_the_stack_where_its_pods_may_run():
    own = Amounts(cpu=100, memory=64 * MIB, pods=1)
    tolerant = {"tolerations": [{"operator": "Exists"}]}
    assert asked(daemon_set()) == ALWAYS
    assert asked(daemon_set(**tolerant)) == ALWAYS.plus(own)
    assert asked(daemon_set(nodeSelector={"kubernetes.io/arch": "amd64"}, **tolerant)) == ALWAYS
    assert asked(daemon_set(nodeSelector={"kubernetes.io/arch": "amd64"}, **tolerant), size="g5.xlarge") == ALWAYS.plus(
        own
    )


def test_is_read_of_a_table_whose_rows_name_their_source():
    rows = list(tables.rows("eks_daemon_requests"))
    assert all(row["source"] and row["as_of"] for row in rows)
    assert {row["on"] for row in rows} == {"", "yes", "no"}
    assert all(bool(row["switch"]) == bool(row["on"]) for row in rows)
    assert {row["nodes"] for row in rows} == {"", "nvidia"}
