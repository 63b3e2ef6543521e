"""Node pools"""

from __future__ import annotations

import re

import pulumi
import pytest

from components.eks.karpenter.karpenter import Karpenter
from components.eks.karpenter.node_pool import NodePool
from tests.kubernetes.validation import problems

POOLS = ("on-demand", "spot", "gpu")


@pytest.mark.parametrize("name", POOLS)
def test_and_what_their_nodes_are_made_from_share_a_name(karpenter, name):
    made = karpenter()
    node_class, pool = made[f"karpenter-class-{name}"], made[f"karpenter-pool-{name}"]
    assert (node_class.inputs["apiVersion"], node_class.inputs["kind"]) == ("karpenter.k8s.aws/v1", "EC2NodeClass")
    assert (pool.inputs["apiVersion"], pool.inputs["kind"]) == ("karpenter.sh/v1", "NodePool")
    expected = {
        "name": name,
        "labels": {
            "app.kubernetes.io/name": "karpenter",
            "app.kubernetes.io/part-of": "acme-test",
            "app.kubernetes.io/managed-by": "pulumi",
        },
    }
    assert node_class.inputs["metadata"] == pool.inputs["metadata"] == expected
    assert pool.inputs["spec"]["template"]["spec"]["nodeClassRef"]["name"] == name


def test_are_what_karpenters_api_accepts(karpenter):
    assert problems(karpenter().stack) == []


def test_start_nodes_under_their_role_in_private_subnets_with_the_clusters_security_group(karpenter):
    made = karpenter(bottlerocket_version="1.68.1")
    spec = made["karpenter-class-spot"].inputs["spec"]
    assert spec["role"] == made["karpenter-node-role"].outputs["name"]
    assert spec["subnetSelectorTerms"] == [{"id": "subnet-private-a"}, {"id": "subnet-private-b"}]
    assert spec["securityGroupSelectorTerms"] == [{"id": "sg-cluster"}]
    assert spec["amiSelectorTerms"] == [{"alias": "bottlerocket@1.68.1"}]


@pytest.mark.parametrize("name", POOLS)
def test_go_before_the_controller_that_drains_their_nodes(karpenter, name):
    made = karpenter()
    release, node_class = made["karpenter-release"].urn, made[f"karpenter-class-{name}"].urn
    assert release in made[f"karpenter-class-{name}"].dependencies
    assert {release, node_class} <= set(made[f"karpenter-pool-{name}"].dependencies)


def minutes(duration):
    return int(re.fullmatch(r"(\d+)m", duration)[1])


@pytest.mark.parametrize("grace", [1, 30, 240])
def test_are_given_longer_to_go_than_their_nodes_take(deploy, arguments, grace):
    timeouts = {}

    def record(args):
        timeouts[args.name] = args.opts.custom_timeouts

    made = deploy(
        lambda: Karpenter(
            "karpenter",
            arguments(pools={"one": NodePool(termination_grace_minutes=grace)}),
            pulumi.ResourceOptions(transformations=[record]),
        )
    )
    node = made["karpenter-pool-one"].inputs["spec"]["template"]["spec"]
    assert minutes(node["terminationGracePeriod"]) == grace
    assert minutes(timeouts["karpenter-pool-one"].delete) == grace + 15
    assert minutes(timeouts["karpenter-class-one"].delete) == 15


def test_are_put_into_this_cluster_and_no_other(karpenter):
    made = karpenter()
    provider = made["cluster"]
    objects = [r for r in made.stack.resources if r.type.startswith("kubernetes:") and "karpenter" in r.name]
    assert len(objects) == 8
    assert {resource.provider.rpartition("::")[0] for resource in objects} == {provider.urn}
