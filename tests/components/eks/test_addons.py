"""The add-ons are pinned, have roles of their own, and come and go in order"""

from __future__ import annotations

import pytest

from components.eks.addon_values import addon_values
from components.eks.addon_versions import addon_versions
from tests.components.eks.conftest import KEY

EARLY = ("eks-pod-identity-agent", "kube-proxy", "vpc-cni")
LATE = (
    "amazon-cloudwatch-observability",
    "aws-ebs-csi-driver",
    "coredns",
    "eks-node-monitoring-agent",
    "metrics-server",
    "snapshot-controller",
)
ROLES = {
    "vpc-cni": ("kube-system", "aws-node", "AmazonEKS_CNI_Policy"),
    "aws-ebs-csi-driver": ("kube-system", "ebs-csi-controller-sa", "service-role/AmazonEBSCSIDriverPolicyV2"),
    "amazon-cloudwatch-observability": ("amazon-cloudwatch", "cloudwatch-agent", "CloudWatchAgentServerPolicy"),
}


@pytest.mark.parametrize("addon", [*EARLY, *LATE])
@pytest.mark.parametrize("version", ["1.35", "1.36"])
def test_by_the_table_and_overwrite_what_was_changed_by_hand(deploy_cluster, scope, addon, version):
    made = deploy_cluster(kubernetes_version=version)
    inputs = dict(made[f"main-{addon}"].inputs)
    inputs.pop("podIdentityAssociations", None)
    inputs.pop("configurationValues", None)
    assert inputs == {
        "addonName": addon,
        "addonVersion": addon_versions()[version][addon],
        "clusterName": made["main", "aws:eks/cluster:Cluster"].inputs["name"],
        "resolveConflictsOnCreate": "OVERWRITE",
        "resolveConflictsOnUpdate": "OVERWRITE",
        "tags": scope.tags(f"acme-test-main-{addon}"),
    }


@pytest.mark.parametrize("addon", [*EARLY, *LATE])
@pytest.mark.parametrize("measured", [True, False])
def test_with_the_values_of_each(deploy_cluster, addon, measured):
    inputs = deploy_cluster(container_insights=measured)[f"main-{addon}"].inputs
    assert inputs.get("configurationValues") == addon_values(addon, container_insights=measured)


@pytest.mark.parametrize("addon", ROLES)
def test_where_they_call_aws_under_a_role_of_one_account(deploy_cluster, addon):
    made = deploy_cluster()
    namespace, account, policy = ROLES[addon]
    assert made[f"main-{addon}"].inputs["podIdentityAssociations"] == [
        {"roleArn": made[f"main-{addon}-role"].outputs["arn"], "serviceAccount": account}
    ]
    assert made.json(f"main-{addon}-role", "assumeRolePolicy")["Statement"][0]["Condition"] == {
        "StringEquals": {
            "aws:SourceAccount": "123456789012",
            "aws:RequestTag/eks-cluster-arn": made["main", "aws:eks/cluster:Cluster"].outputs["arn"],
            "aws:RequestTag/kubernetes-namespace": namespace,
            "aws:RequestTag/kubernetes-service-account": account,
        },
    }
    attachment = made[f"main-{addon}-{policy.rpartition('/')[2]}"]
    assert attachment.inputs["policyArn"] == f"arn:aws:iam::aws:policy/{policy}"


def test_elsewhere_without_a_role(deploy_cluster):
    made = deploy_cluster()
    for addon in {*EARLY, *LATE} - ROLES.keys():
        assert "podIdentityAssociations" not in made[f"main-{addon}"].inputs


@pytest.mark.parametrize("addon", ROLES)
def test_after_the_policies_of_their_roles(deploy_cluster, before, addon):
    made = deploy_cluster()
    assert {f"main-{addon}-{ROLES[addon][2].rpartition('/')[2]}"} <= before(made, f"main-{addon}")


def test_with_the_key_of_volumes_for_the_storage_driver_through_ec2_alone(deploy_cluster, before):
    made = deploy_cluster()
    through = {"kms:ViaService": "ec2.eu-west-1.amazonaws.com"}
    assert made.json("main-aws-ebs-csi-driver-policy", "policy")["Statement"] == [
        {
            "Effect": "Allow",
            "Resource": KEY,
            "Action": ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"],
            "Condition": {"StringEquals": through},
        },
        {
            "Effect": "Allow",
            "Resource": KEY,
            "Action": "kms:CreateGrant",
            "Condition": {"Bool": {"kms:GrantIsForAWSResource": "true"}, "StringEquals": through},
        },
    ]
    assert "main-aws-ebs-csi-driver-policy" in before(made, "main-aws-ebs-csi-driver")


@pytest.mark.parametrize("addon", EARLY)
def test_before_the_nodes_so_that_no_interface_of_theirs_is_left_over(deploy_cluster, before, addon):
    made = deploy_cluster()
    assert f"main-{addon}" in before(made, "main-system-nodes")
    assert "main-system-nodes" not in before(made, f"main-{addon}")


def test_the_network_after_what_hands_it_its_role(deploy_cluster, before):
    assert "main-eks-pod-identity-agent" in before(deploy_cluster(), "main-vpc-cni")


@pytest.mark.parametrize("addon", LATE)
def test_after_the_nodes_that_they_run_on(deploy_cluster, before, addon):
    assert "main-system-nodes" in before(deploy_cluster(), f"main-{addon}")


def test_observability_after_the_log_groups_that_it_would_make_without_a_key(deploy_cluster, before):
    groups = {f"main-{kind}-logs" for kind in ("application", "dataplane", "host", "performance")}
    assert groups <= before(deploy_cluster(), "main-amazon-cloudwatch-observability")


def test_the_storage_driver_after_the_kinds_of_snapshots(deploy_cluster, before):
    assert "main-snapshot-controller" in before(deploy_cluster(), "main-aws-ebs-csi-driver")
