"""Pods act under an account and a role of their own"""

from __future__ import annotations

import json

from components.kubernetes.service.identity import identity
from tests.components.eks.making import ARN


def test_whose_token_no_pod_gets_unasked(deploy, making):
    made = deploy(lambda: identity(*making.owner()))
    assert made["orders-service-account"].inputs == {
        "apiVersion": "v1",
        "kind": "ServiceAccount",
        "metadata": {
            "name": "orders",
            "namespace": "core-api",
            "labels": {
                "app.kubernetes.io/name": "orders",
                "app.kubernetes.io/part-of": "acme-test",
                "app.kubernetes.io/managed-by": "pulumi",
            },
        },
        "automountServiceAccountToken": False,
    }


def test_that_are_bound_to_each_other_and_to_nothing_else(deploy, making):
    made = deploy(lambda: identity(*making.owner()))
    association = made["orders-task-identity"].inputs
    assert association["namespace"] == "core-api"
    assert association["serviceAccount"] == "orders"
    assert association["roleArn"] == made["orders-task-role"].outputs["arn"]
    (statement,) = made.json("orders-task-role", "assumeRolePolicy")["Statement"]
    assert statement["Principal"] == {"Service": "pods.eks.amazonaws.com"}
    assert statement["Condition"] == {
        "StringEquals": {
            "aws:SourceAccount": "123456789012",
            "aws:RequestTag/eks-cluster-arn": ARN,
            "aws:RequestTag/kubernetes-namespace": "core-api",
            "aws:RequestTag/kubernetes-service-account": "orders",
        },
    }


def test_that_may_do_nothing_until_something_is_granted(deploy, making):
    made = deploy(lambda: identity(*making.owner()))
    assert not [it for it in made.stack.resources if it.type.startswith("aws:iam/rolePolicy")]


def test_that_may_do_what_is_stated(deploy, making):
    statement = {"Effect": "Allow", "Action": ["s3:GetObject"], "Resource": "arn:bucket/*"}
    made = deploy(lambda: identity(*making.owner(), statements=[statement]))
    assert json.loads(made["orders-task-policy"].inputs["policy"])["Statement"] == [statement]


def test_that_stand_before_the_pods(deploy, making):
    made = deploy(lambda: identity(*making.owner()))
    found = made.result
    assert found.service_account == "orders"
    assert {made.value(it.urn).rpartition("::")[2] for it in found.ready} == {
        "orders-service-account",
        "orders-task-identity",
    }
