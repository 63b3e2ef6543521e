"""The secrets a service is given are read by a role of their own."""

from __future__ import annotations

import json

import pulumi_aws as aws
import pytest

from components.access import SecretRef
from components.kubernetes.service.secrets import external_secrets
from tests.components.compute.conftest import Peers
from tests.components.eks.making import ISSUER, StandInCluster

PROVIDER = f"arn:aws:iam::123456789012:oidc-provider/{ISSUER}"
LABELS = {
    "app.kubernetes.io/name": "orders",
    "app.kubernetes.io/part-of": "acme-test",
    "app.kubernetes.io/managed-by": "pulumi",
}
GIVEN = {
    "PASSWORD": SecretRef(secret_arn="arn:b", key="password", kms_key_arn="arn:key"),
    "TOKEN": SecretRef(secret_arn="arn:a", kms_key_arn="arn:key"),
    "USERNAME": SecretRef(secret_arn="arn:b", key="username", kms_key_arn="arn:key"),
}


@pytest.fixture
def made(deploy, making):
    def program():
        return external_secrets(*making.owner(), GIVEN, wait=True, depends_on=[aws.sns.Topic("controller")])

    return deploy(program)


def test_that_only_the_token_of_one_account_may_take(made):
    assert made.json("orders-secrets-role", "assumeRolePolicy") == {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Principal": {"Federated": PROVIDER},
                "Action": "sts:AssumeRoleWithWebIdentity",
                "Condition": {
                    "StringEquals": {
                        f"{ISSUER}:aud": "sts.amazonaws.com",
                        f"{ISSUER}:sub": "system:serviceaccount:core-api:orders-secrets",
                    }
                },
            }
        ],
    }


def test_that_may_read_exactly_them(made):
    assert made.json("orders-secrets-policy", "policy") == {
        "Version": "2012-10-17",
        "Statement": [
            {"Effect": "Allow", "Action": ["secretsmanager:GetSecretValue"], "Resource": ["arn:a", "arn:b"]},
            {
                "Effect": "Allow",
                "Action": ["kms:Decrypt"],
                "Resource": ["arn:key"],
                "Condition": {"StringEquals": {"kms:ViaService": "secretsmanager.eu-west-1.amazonaws.com"}},
            },
        ],
    }
    assert made["orders-secrets-policy"].inputs["role"] == made["orders-secrets-role"].outputs["name"]


def test_that_reads_what_the_execution_role_reads_on_fargate(made, deploy, scope):
    fargate = deploy(lambda: Peers(scope).service(secrets=GIVEN)).json("orders-execution-policy", "policy")
    reads = [it for it in fargate["Statement"] if it["Action"][0].startswith(("secretsmanager:", "kms:"))]
    assert made.json("orders-secrets-policy", "policy")["Statement"] == reads


def test_that_the_pods_themselves_do_not_have(made):
    account = made["orders-secrets-account"].inputs
    assert account == {
        "apiVersion": "v1",
        "kind": "ServiceAccount",
        "metadata": {
            "name": "orders-secrets",
            "namespace": "core-api",
            "labels": LABELS,
            "annotations": {"eks.amazonaws.com/role-arn": made["orders-secrets-role"].outputs["arn"]},
        },
        "automountServiceAccountToken": False,
    }


def test_that_the_operator_may_ask_for_and_for_no_other(made):
    (rule,) = made["orders-tokens-role"].inputs["rules"]
    assert rule == {
        "apiGroups": [""],
        "resources": ["serviceaccounts/token"],
        "resourceNames": ["orders-secrets"],
        "verbs": ["create"],
    }
    assert made["orders-tokens-binding"].inputs["metadata"]["namespace"] == "core-api"


def test_through_a_store_of_one_namespace(made):
    assert made["orders-secret-store"].inputs == {
        "apiVersion": "external-secrets.io/v1",
        "kind": "SecretStore",
        "metadata": {"name": "orders", "namespace": "core-api", "labels": LABELS},
        "spec": {
            "provider": {
                "aws": {
                    "service": "SecretsManager",
                    "region": "eu-west-1",
                    "auth": {"jwt": {"serviceAccountRef": {"name": "orders-secrets"}}},
                }
            }
        },
    }


def test_and_become_one_secret_with_a_key_for_each_variable(made):
    assert made["orders-external-secret"].inputs == {
        "apiVersion": "external-secrets.io/v1",
        "kind": "ExternalSecret",
        "metadata": {
            "name": "orders-secrets",
            "namespace": "core-api",
            "labels": LABELS,
            "annotations": {"pulumi.com/waitFor": "condition=Ready"},
        },
        "spec": {
            "refreshInterval": "5m",
            "secretStoreRef": {"kind": "SecretStore", "name": "orders"},
            "target": {"name": "orders-secrets", "creationPolicy": "Owner", "deletionPolicy": "Retain"},
            "data": [
                {"secretKey": "PASSWORD", "remoteRef": {"key": "arn:b", "property": "password"}},
                {"secretKey": "TOKEN", "remoteRef": {"key": "arn:a"}},
                {"secretKey": "USERNAME", "remoteRef": {"key": "arn:b", "property": "username"}},
            ],
        },
    }


def test_in_the_order_in_which_they_can_be_read(made):
    def before(name):
        return {urn.rpartition("::")[2] for urn in made.before(name)}

    assert before("orders-secrets-account") >= {"core-api", "controller", "orders-secrets-role"}
    assert before("orders-secret-store") >= {
        "controller",
        "orders-secrets-account",
        "orders-secrets-policy",
        "orders-tokens-binding",
        "orders-tokens-role",
    }
    assert before("orders-external-secret") >= {"orders-secret-store"}
    (ready,) = made.result
    assert made.value(ready.urn) == made["orders-external-secret"].urn


def test_without_waiting_where_nothing_runs_that_needs_them(deploy, making):
    made = deploy(lambda: external_secrets(*making.owner(), GIVEN, wait=False))
    assert "annotations" not in made["orders-external-secret"].inputs["metadata"]


def test_of_which_there_is_none_without_secrets(deploy, making):
    made = deploy(lambda: external_secrets(*making.owner(), {}, wait=True))
    assert made.result == ()
    assert not [name for name in made.named() if name.startswith("orders")]


@pytest.mark.parametrize(("removal", "forced"), [("retain", None), ("destroy", True)])
def test_that_leaves_no_trace_where_the_cluster_leaves_none(deploy, making, removal, forced):
    def program():
        making._cluster = StandInCluster(removal=removal)
        external_secrets(*making.owner(), GIVEN, wait=True)

    role = deploy(program)["orders-secrets-role"].inputs
    assert role.get("forceDetachPolicies") is forced
    assert role["tags"]["Name"] == "acme-test-orders-secrets-role"
    assert json.loads(role["assumeRolePolicy"])["Version"] == "2012-10-17"
