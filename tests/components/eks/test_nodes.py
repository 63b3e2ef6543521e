"""The system nodes are small, closed, in every zone, and there for controllers alone."""

from __future__ import annotations

import json

import pytest

from components.eks.args import SystemNodes
from components.kubernetes.placement import SYSTEM_LABEL, SYSTEM_TAINT

POLICIES = ("AmazonEKSWorkerNodePolicy", "AmazonEC2ContainerRegistryPullOnly", "AmazonSSMManagedInstanceCore")


def test_their_group_is_this(deploy_cluster, scope):
    made = deploy_cluster(system_nodes=SystemNodes(instance_types=("t4g.large", "m7g.large"), min=3, max=6, desired=4))
    key, value, _ = SYSTEM_TAINT
    template = made["main-system-nodes-template"]
    inputs = dict(made["main-system-nodes"].inputs)
    version = inputs.pop("launchTemplate")
    assert version == {"id": template.id, "version": str(template.outputs["latestVersion"])}
    assert inputs == {
        "clusterName": made["main", "aws:eks/cluster:Cluster"].inputs["name"],
        "nodeRoleArn": made["main-system-nodes-role"].outputs["arn"],
        "subnetIds": ["subnet-private-a", "subnet-private-b"],
        "amiType": "BOTTLEROCKET_ARM_64",
        "version": "1.35",
        "instanceTypes": ["t4g.large", "m7g.large"],
        "capacityType": "ON_DEMAND",
        "scalingConfig": {"minSize": 3, "maxSize": 6, "desiredSize": 4},
        "updateConfig": {"maxUnavailable": 1},
        "nodeRepairConfig": {"enabled": True},
        "labels": dict([SYSTEM_LABEL]),
        "taints": [{"key": key, "value": value, "effect": "NO_SCHEDULE"}],
        "tags": scope.tags("acme-test-main-system-nodes"),
    }


def test_their_image_stays_what_it_is_named(deploy_cluster):
    made = deploy_cluster(system_nodes=SystemNodes(release_version="1.50.0-a1b2c3d4"))
    assert made["main-system-nodes"].inputs["releaseVersion"] == "1.50.0-a1b2c3d4"


def test_their_machines_keep_their_role_to_themselves_and_their_disks_encrypted(deploy_cluster, scope):
    made = deploy_cluster(system_nodes=SystemNodes(disk_gib=40))
    inputs = dict(made["main-system-nodes-template"].inputs)
    inputs.pop("name", None)
    ebs = {"encrypted": "true", "volumeType": "gp3", "deleteOnTermination": "true"}
    assert inputs == {
        "updateDefaultVersion": True,
        "metadataOptions": {"httpEndpoint": "enabled", "httpTokens": "required", "httpPutResponseHopLimit": 1},
        "blockDeviceMappings": [
            {"deviceName": "/dev/xvda", "ebs": {**ebs, "volumeSize": 4}},
            {"deviceName": "/dev/xvdb", "ebs": {**ebs, "volumeSize": 40}},
        ],
        "tagSpecifications": [
            {"resourceType": kind, "tags": scope.tags("acme-test-main-system-nodes")}
            for kind in ("instance", "volume", "network-interface")
        ],
        "tags": scope.tags("acme-test-main-system-nodes-template"),
    }


def test_their_number_is_the_programs_as_nothing_else_scales_them(deploy_cluster):
    assert deploy_cluster()["main-system-nodes"].options.ignore_changes == ()


def test_their_group_has_no_fixed_name_that_a_new_one_would_find_taken(deploy_cluster):
    assert "nodeGroupName" not in deploy_cluster()["main-system-nodes"].inputs


def test_their_role_is_for_machines(deploy_cluster, scope):
    made = deploy_cluster()
    assert json.loads(made["main-system-nodes-role"].inputs["assumeRolePolicy"])["Statement"] == [
        {"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}
    ]
    assert made.value(made.result.node_role_arn) == made["main-system-nodes-role"].outputs["arn"]
    assert made.value(made.result.node_role_name) == made["main-system-nodes-role"].outputs["name"]


@pytest.mark.parametrize("policy", POLICIES)
def test_their_role_has_its_rights_before_they_start(deploy_cluster, before, policy):
    made = deploy_cluster()
    assert made[f"main-system-nodes-{policy}"].inputs["policyArn"] == f"arn:aws:iam::aws:policy/{policy}"
    assert f"main-system-nodes-{policy}" in before(made, "main-system-nodes")


def test_their_role_can_do_nothing_else(deploy_cluster):
    attached = {name for name in deploy_cluster().named() if name.startswith("main-system-nodes-A")}
    assert attached == {f"main-system-nodes-{policy}" for policy in POLICIES}
