"""Workloads of a stack..."""

from __future__ import annotations

import pytest

from stackwright.checks.cost.packing.amounts import MIB, Amounts
from stackwright.checks.cost.packing.scaling import fixed
from stackwright.checks.cost.packing.spreads import Spread
from stackwright.checks.cost.packing.workloads import MOST, TYPES, template_of, workloads
from stackwright.checks.cost.values import Undecided
from stackwright.checks.cost.world import World
from tests.stackwright.checks.cost.packing.cluster import (
    HOST,
    POLICY,
    ZONE,
    container,
    deployment,
    hpa,
    metadata,
    over,
    pods,
)
from tests.stackwright.checks.cost.pricers.pricing import made

ACCOUNT = "kubernetes:core/v1:ServiceAccount"
JOB, CRON_JOB = "kubernetes:batch/v1:Job", "kubernetes:batch/v1:CronJob"


def found(*items):
    return workloads(World(items))


def policy(**selectors):
    return made(POLICY, "groups", metadata=metadata("groups"), spec=selectors)


def job(**spec):
    return made(JOB, "migrate", metadata=metadata("migrate"), spec={"template": pods(container()), **spec})


def interfaces(*others, **spec):
    one, *_ = found(deployment("api", serviceAccountName="api", **spec), *others)
    return one.pod.asks.interfaces


def test_have_a_name_pods_a_scale_and_places():
    (one,) = found(deployment("api", replicas=2, topologySpreadConstraints=[over(ZONE), over(HOST)]))
    assert (one.pod.name, one.pod.together, one.spread) == ("shop/api", 1, Spread(True, 1))
    assert one.pod.asks == Amounts(cpu=250, memory=512 * MIB, pods=1)
    assert one.scale == fixed(2)
    assert not one.runs
    assert not one.vague


@pytest.mark.parametrize("type_", [one for one in TYPES if "Job" not in one and "Pod" not in one])
def test_are_of_all_the_types_that_keep_so_many_pods(type_):
    item = made(type_, "it", metadata=metadata("it"), spec={"replicas": 3, "template": pods(container("1"))})
    (one,) = found(item)
    assert (one.pod.asks.cpu, one.scale) == (1000, fixed(3))


def test_are_pods_by_themselves():
    bare = made("kubernetes:core/v1:Pod", "bare", metadata=metadata("bare"), spec={"containers": [container("2")]})
    (one,) = found(bare)
    assert (one.pod.asks.cpu, one.scale) == (2000, fixed(1))
    assert template_of(bare) is bare


def test_are_jobs_that_run_so_many_pods_side_by_side():
    nightly = made(
        CRON_JOB, "nightly", metadata=metadata("nightly"), spec={"jobTemplate": {"spec": job().values["spec"]}}
    )
    several = found(job(parallelism=4), nightly, job(suspend=True))
    assert [(one.runs, one.scale) for one in several] == [(True, fixed(4)), (True, fixed(0)), (True, fixed(1))]


@pytest.mark.parametrize(
    ("selectors", "count"),
    [
        ({"podSelector": {"matchLabels": {"app": "api"}}}, 1),
        ({"podSelector": {}}, 1),
        ({"podSelector": {"matchLabels": {"app": "web"}}}, 0),
        ({"serviceAccountSelector": {"matchLabels": {"role": "payments"}}}, 1),
        ({"serviceAccountSelector": {"matchLabels": {"role": "none"}}}, 0),
    ],
)
def test_take_a_network_interface_for_each_pod_where_a_policy_gives_it_groups_of_its_own(selectors, count):
    account = made(ACCOUNT, "api", metadata=metadata("api", labels={"role": "payments"}))
    assert interfaces(account, policy(**selectors)) == count


def test_take_none_in_other_namespaces_without_the_account_or_on_the_nodes_own_network():
    elsewhere = policy(podSelector={})
    elsewhere.values["metadata"]["namespace"] = "else"
    assert interfaces() == interfaces(elsewhere) == 0
    assert interfaces(policy(serviceAccountSelector={"matchLabels": {"role": "payments"}})) == 0
    assert interfaces(policy(podSelector={}), hostNetwork=True) == 0


def test_are_vague_where_pods_ask_for_neither_cpu_nor_memory():
    empty, gpu = found(deployment("a", {}), deployment("b", {"resources": {"limits": {"nvidia.com/gpu": 1}}}))
    assert (empty.vague, gpu.vague) == (True, False)


def test_name_what_no_instance_type_is_known_to_have():
    (one,) = found(deployment("api", container(**{"aws.amazon.com/neuron": "1"})))
    assert one.unknown == ("aws.amazon.com/neuron",)


def test_are_undecided_where_there_may_be_more_pods_than_are_packed():
    with pytest.raises(Undecided, match="the number of pods is above 5,000, the most that are packed here"):
        found(deployment("api"), hpa("api", maxReplicas=MOST + 1))
