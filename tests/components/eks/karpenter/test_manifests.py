"""The objects that Karpenter reads"""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.eks.karpenter.instance_types import families
from components.eks.karpenter.manifests import NODE_CLASS, NODE_POOL_KIND, node_class_spec, node_pool_spec
from components.eks.karpenter.node_pool import Calm, NodePool
from components.eks.karpenter.pools import default_pools
from components.scope import Scope
from tests.kubernetes.validation import problems

NETWORK = SimpleNamespace(zones=("a", "b"), private_subnet_ids={"a": "subnet-0a", "b": "subnet-0b"})


def node_class(scope, pool):
    return node_class_spec(
        scope,
        NETWORK,
        "on-demand",
        pool,
        role="nodes",
        security_group_id="sg-1",
        bottlerocket_version="1.68.1",
    )


def node_pool(scope, pool, name="on-demand"):
    return node_pool_spec(scope, NETWORK, name, pool)


def required(spec):
    return {(each["key"], each["operator"]): each["values"] for each in spec["template"]["spec"]["requirements"]}


def manifest(kind, spec):
    return {"apiVersion": kind[0], "kind": kind[1], "metadata": {"name": "one"}, "spec": spec}


def test_say_what_nodes_are_made_from(scope):
    assert node_class(scope, NodePool(disk_gib=80)) == {
        "role": "nodes",
        "amiSelectorTerms": [{"alias": "bottlerocket@1.68.1"}],
        "subnetSelectorTerms": [{"id": "subnet-0a"}, {"id": "subnet-0b"}],
        "securityGroupSelectorTerms": [{"id": "sg-1"}],
        "associatePublicIPAddress": False,
        "metadataOptions": {
            "httpEndpoint": "enabled",
            "httpProtocolIPv6": "disabled",
            "httpPutResponseHopLimit": 1,
            "httpTokens": "required",
        },
        "blockDeviceMappings": [
            {
                "deviceName": "/dev/xvda",
                "ebs": {"volumeType": "gp3", "volumeSize": "4Gi", "encrypted": True, "deleteOnTermination": True},
            },
            {
                "deviceName": "/dev/xvdb",
                "ebs": {"volumeType": "gp3", "volumeSize": "80Gi", "encrypted": True, "deleteOnTermination": True},
            },
        ],
        "detailedMonitoring": False,
        "kubelet": {"maxPods": 40},
        "tags": scope.tags("acme-test-nodes-on-demand"),
    }


def test_say_what_a_pool_may_start(scope):
    spec = node_pool(scope, NodePool(instance_families=("m7g", "r7g")))
    assert spec == {
        "weight": 10,
        "limits": {"cpu": "64", "memory": "256Gi"},
        "disruption": {
            "consolidationPolicy": "WhenEmptyOrUnderutilized",
            "consolidateAfter": "5m",
            "budgets": [{"nodes": "10%"}],
        },
        "template": {
            "metadata": {"labels": {"vpc.amazonaws.com/has-trunk-attached": "false"}},
            "spec": {
                "taints": [],
                "nodeClassRef": {"group": "karpenter.k8s.aws", "kind": "EC2NodeClass", "name": "on-demand"},
                "expireAfter": "720h",
                "terminationGracePeriod": "30m",
                "requirements": [
                    {"key": "kubernetes.io/os", "operator": "In", "values": ["linux"]},
                    {"key": "kubernetes.io/arch", "operator": "In", "values": ["amd64", "arm64"]},
                    {"key": "topology.kubernetes.io/zone", "operator": "In", "values": ["eu-west-1a", "eu-west-1b"]},
                    {"key": "karpenter.sh/capacity-type", "operator": "In", "values": ["on-demand"]},
                    {"key": "karpenter.k8s.aws/instance-category", "operator": "In", "values": ["m", "r"]},
                    {"key": "karpenter.k8s.aws/instance-generation", "operator": "Gt", "values": ["6"]},
                    {"key": "karpenter.k8s.aws/instance-family", "operator": "In", "values": ["m7g", "r7g"]},
                    {"key": "karpenter.k8s.aws/instance-hypervisor", "operator": "In", "values": ["nitro"]},
                    {"key": "karpenter.k8s.aws/instance-cpu", "operator": "Gt", "values": ["1"]},
                    {"key": "karpenter.k8s.aws/instance-cpu", "operator": "Lt", "values": ["33"]},
                ],
            },
        },
    }


def test_keep_everyone_off_spare_capacity_who_did_not_ask_for_it(scope):
    spec = node_pool(scope, default_pools()["spot"], "spot")
    assert spec["template"]["spec"]["taints"] == [
        {"key": "stackwright.dev/spot", "value": "true", "effect": "NoSchedule"}
    ]
    assert required(spec)["karpenter.sh/capacity-type", "In"] == ["spot"]


def test_keep_a_choice_of_families_where_capacity_is_spare(scope):
    spec = node_pool(scope, default_pools()["spot"], "spot")
    (chosen,) = (each for each in spec["template"]["spec"]["requirements"] if "minValues" in each)
    assert (chosen["key"], chosen["minValues"]) == ("karpenter.k8s.aws/instance-family", 5)


def test_keep_everyone_off_a_gpu_who_did_not_ask_for_it_and_drop_it_when_nobody_does(scope):
    spec = node_pool(scope, default_pools()["gpu"], "gpu")
    assert spec["template"]["spec"]["taints"] == [{"key": "nvidia.com/gpu", "value": "true", "effect": "NoSchedule"}]
    assert spec["limits"] == {"cpu": "64", "memory": "512Gi", "nvidia.com/gpu": "4"}
    assert spec["disruption"]["consolidationPolicy"] == "WhenEmpty"
    assert required(spec)["karpenter.k8s.aws/instance-gpu-manufacturer", "In"] == ["nvidia"]
    assert required(spec)["karpenter.sh/capacity-type", "In"] == ["on-demand"]
    # A pool without `replicas` has no node of its own.
    assert "replicas" not in spec


@pytest.mark.parametrize("capacity", ["on-demand", "spot"])
def test_keep_a_pool_for_those_who_name_it(scope, capacity):
    spec = node_pool(scope, NodePool(capacity=capacity, dedicated=True), "reports")
    assert spec["template"]["spec"]["taints"][-1] == {
        "key": "stackwright.dev/pool",
        "value": "reports",
        "effect": "NoSchedule",
    }
    assert len(spec["template"]["spec"]["taints"]) == (2 if capacity == "spot" else 1)


def test_leave_nodes_alone_while_it_is_calm(scope):
    spec = node_pool(scope, NodePool(disruption_percent=20, calm=Calm(cron="0 7 * * MON-FRI", hours=12)))
    assert spec["disruption"]["budgets"] == [
        {"nodes": "20%"},
        {"nodes": "0", "schedule": "0 7 * * MON-FRI", "duration": "12h"},
    ]


def test_stay_in_the_zones_of_the_pool(scope):
    pool = NodePool(zones=("b", "b"))
    assert required(node_pool(scope, pool))["topology.kubernetes.io/zone", "In"] == ["eu-west-1b"]
    assert node_class(scope, pool)["subnetSelectorTerms"] == [{"id": "subnet-0b"}]


@pytest.mark.parametrize("name", ["on-demand", "spot", "gpu"])
def test_give_every_node_branch_interfaces(scope, name):
    chosen = required(node_pool(scope, default_pools()[name], name))
    assert set(chosen["karpenter.k8s.aws/instance-family", "In"]) <= set(families())
    assert chosen["karpenter.k8s.aws/instance-hypervisor", "In"] == ["nitro"]


POOLS = st.builds(
    NodePool,
    capacity=st.sampled_from(["on-demand", "spot"]),
    dedicated=st.booleans(),
    categories=st.sampled_from([(), ("c",), ("m", "r")]),
    architectures=st.sampled_from([("arm64",), ("x86_64",), ("arm64", "x86_64")]),
    max_vcpus=st.integers(2, 192),
    least_families=st.integers(1, 3),
    zones=st.sampled_from([(), ("a",), ("a", "b")]),
    cpu_limit=st.integers(2, 5000),
    memory_limit_gib=st.integers(1, 50000),
    disk_gib=st.integers(20, 16384),
    weight=st.integers(1, 100),
    consolidate_after_minutes=st.integers(0, 1000),
    disruption_percent=st.integers(1, 100),
    calm=st.one_of(st.none(), st.builds(Calm, cron=st.just("0 7 * * MON-FRI"), hours=st.integers(1, 23))),
    expire_after_hours=st.integers(1, 8760),
    termination_grace_minutes=st.integers(1, 240),
)
SCOPE = Scope(
    organization="acme",
    environment="test",
    region="eu-west-1",
    account_id="123456789012",
    owner="o",
    cost_center="1",
    repository="r",
)


@given(POOLS)
def test_are_what_karpenters_api_accepts(pool):
    made = [
        manifest(NODE_CLASS, node_class(SCOPE, pool)),
        manifest(NODE_POOL_KIND, node_pool(SCOPE, pool, "one")),
    ]
    assert problems(made) == []


def test_are_what_karpenters_api_accepts_with_a_gpu(scope):
    made = node_pool(scope, default_pools()["gpu"], "one")
    assert problems([manifest(NODE_POOL_KIND, made)]) == []
