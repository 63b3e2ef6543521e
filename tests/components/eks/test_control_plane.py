"""The control plane is private, encrypted, on record, and hard to lose."""

from __future__ import annotations

import pytest

from components.eks.cluster import EksCluster
from components.network.args import VpcArgs
from components.network.vpc import Vpc
from tests.components.eks.conftest import KEY

CLUSTER = ("main", "aws:eks/cluster:Cluster")


def test_its_inputs_are_these(deploy_cluster):
    made = deploy_cluster()
    inputs = dict(made[CLUSTER].inputs)
    name, tags = inputs.pop("name"), inputs.pop("tags")
    assert tags["Name"] == name
    assert inputs == {
        "roleArn": made["main-control-plane-role"].outputs["arn"],
        "version": "1.35",
        "vpcConfig": {
            "subnetIds": ["subnet-private-a", "subnet-private-b"],
            "endpointPrivateAccess": True,
            "endpointPublicAccess": False,
        },
        "accessConfig": {"authenticationMode": "API", "bootstrapClusterCreatorAdminPermissions": False},
        "bootstrapSelfManagedAddons": False,
        "enabledClusterLogTypes": ["api", "audit", "authenticator", "controllerManager", "scheduler"],
        "encryptionConfig": {"provider": {"keyArn": KEY}, "resources": ["secrets"]},
        "upgradePolicy": {"supportType": "STANDARD"},
        "zonalShiftConfig": {"enabled": True},
        "deletionProtection": True,
    }


def test_its_api_is_private_even_where_some_networks_reach_it_from_outside(deploy_cluster):
    config = deploy_cluster(public_access_cidrs=("198.51.100.0/24",))[CLUSTER].inputs["vpcConfig"]
    assert config["endpointPrivateAccess"] is True
    assert config["endpointPublicAccess"] is True
    assert config["publicAccessCidrs"] == ["198.51.100.0/24"]


@pytest.mark.parametrize(("removal", "kept"), [("retain", True), ("destroy", False)])
def test_it_refuses_to_be_deleted_unless_it_may_be(deploy_cluster, removal, kept):
    made = deploy_cluster(removal=removal)
    assert made[CLUSTER].options.protect is kept
    assert made[CLUSTER].inputs["deletionProtection"] is kept


def test_its_name_is_another_for_another_cluster_so_that_a_log_group_born_again_is_in_nobodys_way(deploy_cluster):
    made = deploy_cluster()
    suffix = made["main-suffix"]
    assert suffix.inputs == {"byteLength": 3}
    name = f"acme-test-main-{suffix.outputs['hex']}"
    assert made[CLUSTER].inputs["name"] == name
    assert made["main-control-plane-logs"].inputs["name"] == f"/aws/eks/{name}/cluster"


def test_its_role_is_for_this_cluster_alone(deploy_cluster, scope):
    made = deploy_cluster()
    name = made[CLUSTER].inputs["name"]
    assert made.json("main-control-plane-role", "assumeRolePolicy") == {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Principal": {"Service": "eks.amazonaws.com"},
                "Action": "sts:AssumeRole",
                "Condition": {"ArnEquals": {"aws:SourceArn": f"arn:aws:eks:eu-west-1:123456789012:cluster/{name}"}},
            }
        ],
    }
    assert made["main-control-plane-role"].inputs["tags"] == scope.tags("acme-test-main-control-plane-role")


@pytest.mark.parametrize("policy", ["AmazonEKSClusterPolicy", "AmazonEKSVPCResourceController"])
def test_it_keeps_its_rights_until_it_is_gone(deploy_cluster, before, policy):
    made = deploy_cluster()
    assert made[f"main-control-plane-{policy}"].inputs["policyArn"] == f"arn:aws:iam::aws:policy/{policy}"
    assert f"main-control-plane-{policy}" in before(made, CLUSTER)


def test_the_whole_network_stands_first_and_goes_last(deploy, cluster_args, scope, before):
    def program():
        vpc = VpcArgs(scope=scope, cidr="10.20.0.0/16", zones=("a", "b"), kms_key_arn=KEY)
        return EksCluster("main", cluster_args(network=Vpc("network", vpc)))

    made = deploy(program)
    network = set(made.named(under="stackwright:network:Vpc"))
    assert {name for name in network if "nat" in name}
    assert network <= before(made, CLUSTER)
    assert network <= before(made, "main-provider")
