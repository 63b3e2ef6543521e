"""Whoever is named enters the cluster, and nobody else"""

from __future__ import annotations

from dataclasses import replace

from components.eks.access import team_group
from components.eks.cluster import EksCluster

SHOP = "arn:aws:iam::123456789012:role/shop"


def test_by_one_entry_and_the_administrators_policy(deploy_cluster, scope):
    made = deploy_cluster()
    name = made["main", "aws:eks/cluster:Cluster"].inputs["name"]
    assert made["main-administrator-deployer"].inputs == {
        "clusterName": name,
        "principalArn": "arn:aws:iam::123456789012:role/deployer",
        "type": "STANDARD",
        "tags": scope.tags("acme-test-main-administrator-deployer"),
    }
    assert made["main-administrator-deployer-policy"].inputs == {
        "clusterName": name,
        "principalArn": "arn:aws:iam::123456789012:role/deployer",
        "policyArn": "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy",
        "accessScope": {"type": "cluster"},
    }


def test_as_a_team_without_any_right_but_its_groups(deploy_cluster, scope):
    made = deploy_cluster(teams={"shop": SHOP})
    assert made["main-team-shop"].inputs == {
        "clusterName": made["main", "aws:eks/cluster:Cluster"].inputs["name"],
        "principalArn": SHOP,
        "type": "STANDARD",
        "kubernetesGroups": ["team:shop"],
        "tags": scope.tags("acme-test-main-team-shop"),
    }
    associations = [name for name, type_ in made.named().items() if type_.endswith(":AccessPolicyAssociation")]
    assert associations == ["main-administrator-deployer-policy"]


def test_by_a_policy_that_waits_for_its_entry(deploy_cluster, before):
    made = deploy_cluster()
    assert "main-administrator-deployer" in before(made, "main-administrator-deployer-policy")


def test_by_the_policy_of_the_partition_it_is_in(deploy, cluster_args, scope):
    china = replace(scope, region="cn-north-1")
    made = deploy(lambda: EksCluster("main", cluster_args(scope=china)))
    assert made["main-administrator-deployer-policy"].inputs["policyArn"].startswith("arn:aws-cn:eks::aws:")


def test_in_a_group_named_after_the_team():
    assert team_group("shop") == "team:shop"
