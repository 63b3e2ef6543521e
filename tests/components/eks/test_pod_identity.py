"""The role of a service account is handed to the pods of that account, and to no other"""

from __future__ import annotations

import pytest

from components.component import Component
from components.eks.pod_identity import pod_identity, pod_trust
from tests.components.eks.making import ARN, StandInCluster

READ = {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::acme/*"}
CONDITION = {
    "StringEquals": {
        "aws:SourceAccount": "123456789012",
        "aws:RequestTag/eks-cluster-arn": ARN,
        "aws:RequestTag/kubernetes-namespace": "shop",
        "aws:RequestTag/kubernetes-service-account": "orders",
    },
}


class Owner(Component):
    def __init__(self):
        super().__init__("house:test:Owner", "orders", {}, None)


@pytest.fixture
def deploy_identity(deploy, scope):
    def run(removal="retain", **changes):
        return deploy(
            lambda: pod_identity(
                Owner(),
                scope,
                StandInCluster(removal=removal),
                "pods",
                namespace="shop",
                service_account="orders",
                **changes,
            )
        )

    return run


def test_by_these_children(deploy_identity):
    made = deploy_identity(statements=[READ])
    found = {name: type_ for name, type_ in made.named().items() if name.startswith("orders-")}
    assert found == {
        "orders-pods-role": "aws:iam/role:Role",
        "orders-pods-policy": "aws:iam/rolePolicy:RolePolicy",
        "orders-pods-identity": "aws:eks/podIdentityAssociation:PodIdentityAssociation",
    }
    assert {made[name].parent for name in found} == {made["orders", "house:test:Owner"].urn}


def test_by_an_association(deploy_identity, scope):
    made = deploy_identity()
    assert made["orders-pods-identity"].inputs == {
        "clusterName": "acme-test-main",
        "namespace": "shop",
        "serviceAccount": "orders",
        "roleArn": made["orders-pods-role"].outputs["arn"],
        "tags": scope.tags("acme-test-orders-pods-identity"),
    }


def test_by_a_trust_that_names_the_account_and_the_cluster(deploy_identity, scope):
    made = deploy_identity()
    assert made.json("orders-pods-role", "assumeRolePolicy") == {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Principal": {"Service": "pods.eks.amazonaws.com"},
                "Action": ["sts:AssumeRole", "sts:TagSession"],
                "Condition": CONDITION,
            }
        ],
    }
    assert made["orders-pods-role"].inputs["tags"] == scope.tags("acme-test-orders-pods-role")


def test_by_a_trust_that_others_can_use_alone(deploy, scope):
    made = deploy(lambda: pod_trust(scope, ARN, "shop", "orders"))
    assert '"aws:RequestTag/eks-cluster-arn": "' + ARN + '"' in made.value(made.result)


def test_with_what_it_is_told_to_allow(deploy_identity):
    made = deploy_identity(statements=[READ])
    assert made.json("orders-pods-policy", "policy") == {"Version": "2012-10-17", "Statement": [READ]}
    assert made["orders-pods-policy"].inputs["role"] == made["orders-pods-role"].outputs["name"]


def test_without_a_policy_where_nothing_is_allowed(deploy_identity):
    assert not {"orders-pods-policy"} & deploy_identity().named().keys()


def test_after_the_agent_that_hands_it_out(deploy_identity, before):
    assert "identity-agent" in before(deploy_identity(), "orders-pods-identity")


def test_and_pods_wait_for_the_association_and_the_policies(deploy_identity):
    made = deploy_identity(statements=[READ])
    urns = {made.value(resource.urn) for resource in made.result.ready}
    names = ("orders-pods-identity", "orders-pods-policy")
    assert urns == {made[name].urn for name in names}


@pytest.mark.parametrize(("removal", "forced"), [("retain", False), ("destroy", True)])
def test_and_it_goes_with_what_was_attached_meanwhile_only_where_no_trace_may_stay(deploy_identity, removal, forced):
    inputs = deploy_identity(removal=removal)["orders-pods-role"].inputs
    assert (inputs.get("forceDetachPolicies") or False) is forced
