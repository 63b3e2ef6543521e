"""A service restarts when a secret it is given has rotated, and for no other reason."""

from __future__ import annotations

import json

import pulumi
import pytest

from components.access import SecretRef
from components.compute.restart_rule import rotated

COMPONENT = "stackwright:compute:FargateService"


@pytest.fixture
def made(deploy, peers):
    def program():
        secrets = {
            "USERNAME": SecretRef(secret_arn="arn:b", key="username"),
            "PASSWORD": SecretRef(secret_arn=pulumi.Output.from_input("arn:b"), key="password"),
            "TOKEN": SecretRef(secret_arn="arn:a"),
        }
        return peers.service(secrets=secrets)

    return deploy(program)


def test_without_secrets_nothing_restarts_it(orders):
    assert [name for name in orders().named(under=COMPONENT) if "restart" in name] == []


def test_it_listens_for_rotations_of_its_own_secrets_each_named_once(made, scope):
    rule = made["orders-restart-rule"].inputs
    assert json.loads(rule["eventPattern"]) == {
        "source": ["aws.secretsmanager"],
        "detail-type": ["AWS Service Event via CloudTrail"],
        "detail": {
            "eventSource": ["secretsmanager.amazonaws.com"],
            "eventName": ["RotationSucceeded"],
            "additionalEventData": {"SecretId": ["arn:a", "arn:b"]},
        },
    }
    assert rule["description"] == "A secret that orders is given has rotated"
    assert rule["tags"] == scope.tags("acme-test-orders-restart-rule")
    assert "eventBusName" not in rule


def test_the_order_of_its_secrets_is_no_difference():
    assert rotated(["arn:b", "arn:a"]) == rotated(["arn:a", "arn:b", "arn:a"])


def test_the_clusters_function_is_told_to_restart_it(made):
    target = dict(made["orders-restart-target"].inputs)
    assert json.loads(target.pop("input")) == {
        "cluster": made["main", "aws:ecs/cluster:Cluster"].outputs["arn"],
        "service": "acme-test-orders",
    }
    assert target == {
        "rule": made["orders-restart-rule"].outputs["name"],
        "arn": made["main-restart-function"].outputs["arn"],
    }


def test_only_its_own_rule_may_call_the_function_and_may_before_it_does(made):
    permission = made["orders-restart-permission"]
    assert permission.inputs == {
        "action": "lambda:InvokeFunction",
        "function": made["main-restart-function"].outputs["arn"],
        "principal": "events.amazonaws.com",
        "sourceArn": made["orders-restart-rule"].outputs["arn"],
    }
    assert permission.urn in made["orders-restart-target"].dependencies


def test_each_part_belongs_to_the_service(made):
    parts = ("orders-restart-rule", "orders-restart-target", "orders-restart-permission")
    assert {made[name].parent for name in parts} == {made["orders", COMPONENT].urn}
