"""An add-on by choice"""

from __future__ import annotations

import pulumi_aws as aws
import pytest

from components.eks.addon_versions import addon_versions
from components.kubernetes.controllers.addon import AddonAccount, addon
from tests.components.eks.making import ARN, StandInCluster

from .conftest import ADDON, ROLE, ROLE_POLICY, Owner

STATEMENT = {"Effect": "Allow", "Action": ["route53:ListHostedZones"], "Resource": "*"}
ACCOUNT = AddonAccount(namespace="external-dns", name="external-dns", statements=[STATEMENT])


def _added(deploy, scope, account=None, *, version="1.35", removal="retain"):
    def program():
        return addon(
            Owner(),
            scope,
            StandInCluster(kubernetes_version=version, removal=removal),
            "external-dns",
            values={"b": 2, "a": 1},
            account=account,
            depends_on=[aws.sns.Topic("first")],
        )

    return deploy(program)


def test_is_one_child_where_it_does_not_call_aws(deploy, scope):
    assert _added(deploy, scope).named("Owner$") == {"owner-external-dns": ADDON}


def test_is_pinned_and_keeps_its_configuration_as_the_program_says(deploy, scope):
    inputs = _added(deploy, scope)["owner-external-dns"].inputs
    assert inputs == {
        "clusterName": "acme-test-main",
        "addonName": "external-dns",
        "addonVersion": addon_versions()["1.35"]["external-dns"],
        "configurationValues": '{"a": 1, "b": 2}',
        "resolveConflictsOnCreate": "OVERWRITE",
        "resolveConflictsOnUpdate": "OVERWRITE",
        "tags": scope.tags("acme-test-main-external-dns"),
    }


def test_comes_once_the_cluster_is_up_and_after_what_it_needs(deploy, scope):
    made = _added(deploy, scope)
    waits = made["owner-external-dns"].dependencies
    assert {made[name].urn for name in ("cluster", "identity-agent", "first")} <= set(waits)
    assert made["owner-external-dns"].parent == made["owner", "stackwright:kubernetes:Owner"].urn


def test_has_a_role_of_its_own_where_it_calls_aws(deploy, scope):
    made = _added(deploy, scope, ACCOUNT)
    assert made.named("Owner$") == {
        "owner-external-dns": ADDON,
        "owner-external-dns-role": ROLE,
        "owner-external-dns-policy": ROLE_POLICY,
    }
    (identity,) = made["owner-external-dns"].inputs["podIdentityAssociations"]
    assert identity == {
        "roleArn": made["owner-external-dns-role"].outputs["arn"],
        "serviceAccount": "external-dns",
    }
    assert made["owner-external-dns-policy"].urn in made["owner-external-dns"].dependencies


def test_may_do_what_it_is_granted_and_no_more(deploy, scope):
    made = _added(deploy, scope, ACCOUNT)
    assert made.json("owner-external-dns-policy", "policy") == {"Version": "2012-10-17", "Statement": [STATEMENT]}


def test_is_the_only_one_who_takes_its_role(deploy, scope):
    made = _added(deploy, scope, ACCOUNT)
    (statement,) = made.json("owner-external-dns-role", "assumeRolePolicy")["Statement"]
    assert statement["Condition"] == {
        "StringEquals": {
            "aws:SourceAccount": "123456789012",
            "aws:RequestTag/eks-cluster-arn": ARN,
            "aws:RequestTag/kubernetes-namespace": "external-dns",
            "aws:RequestTag/kubernetes-service-account": "external-dns",
        },
    }
    assert made["owner-external-dns-role"].inputs["tags"] == scope.tags("acme-test-owner-external-dns-role")


@pytest.mark.parametrize(("removal", "forced"), [("retain", None), ("destroy", True)])
def test_leaves_no_role_behind_where_the_cluster_leaves_no_trace(deploy, scope, removal, forced):
    made = _added(deploy, scope, ACCOUNT, removal=removal)
    assert made["owner-external-dns-role"].inputs.get("forceDetachPolicies") is forced


def test_is_refused_where_the_table_has_no_version_for_the_cluster(deploy, scope):
    with pytest.raises(Exception, match=r"add-on external-dns has no version for Kubernetes 1\.29: add one to"):
        _added(deploy, scope, version="1.29")
