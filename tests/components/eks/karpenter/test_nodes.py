"""A node that Karpenter starts"""

from __future__ import annotations

import pytest

from components.eks.karpenter.karpenter import Karpenter
from tests.components.eks.making import StandInCluster

POLICIES = ("AmazonEKSWorkerNodePolicy", "AmazonEC2ContainerRegistryPullOnly", "AmazonSSMManagedInstanceCore")


def test_is_an_ec2_instance(karpenter, scope):
    made = karpenter()
    assert made.json("karpenter-node-role", "assumeRolePolicy") == {
        "Version": "2012-10-17",
        "Statement": [{"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}],
    }
    assert made["karpenter-node-role"].inputs["tags"] == scope.tags("acme-test-karpenter-node-role")


def test_may_join_pull_images_and_be_reached_and_nothing_more(karpenter):
    made = karpenter()
    attached = {
        resource.name: resource.inputs["policyArn"]
        for resource in made.stack.resources
        if resource.type == "aws:iam/rolePolicyAttachment:RolePolicyAttachment"
    }
    assert attached == {f"karpenter-node-{name}": f"arn:aws:iam::aws:policy/{name}" for name in POLICIES}
    role = made["karpenter-node-role"].outputs["name"]
    assert {made[name].inputs["role"] for name in attached} == {role}


def test_has_its_own_way_into_the_cluster(karpenter, scope):
    made = karpenter()
    assert made["karpenter-node-access"].inputs == {
        "clusterName": "acme-test-main",
        "principalArn": made["karpenter-node-role"].outputs["arn"],
        "type": "EC2_LINUX",
        "tags": scope.tags("acme-test-karpenter-node-access"),
    }


@pytest.mark.parametrize(("removal", "forced"), [("retain", None), ("destroy", True)])
def test_leaves_no_role_behind_that_somebody_has_changed(deploy, arguments, removal, forced):
    made = deploy(lambda: Karpenter("karpenter", arguments(cluster=StandInCluster(removal=removal))))
    assert made["karpenter-node-role"].inputs.get("forceDetachPolicies") is forced
