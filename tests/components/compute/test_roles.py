"""A service has two roles: one may start its tasks and nothing more, one is empty until something is granted."""

from __future__ import annotations

import json

import pulumi
import pytest

from components.access import SecretRef
from components.compute.roles import trust
from components.scope import Scope

REPOSITORY_ARN = "arn:aws:ecr:eu-west-1:123456789012:repository/orders"
KEY = "arn:aws:kms:eu-west-1:123456789012:key/logs"

PULL = [
    {"Effect": "Allow", "Action": ["ecr:GetAuthorizationToken"], "Resource": "*"},
    {
        "Effect": "Allow",
        "Action": ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
        "Resource": REPOSITORY_ARN,
    },
]


def statements(made, name="orders-execution-policy"):
    return made.json(name, "policy")["Statement"]


def write_to(made, name):
    return {
        "Effect": "Allow",
        "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
        "Resource": made[name].outputs["arn"] + ":*",
    }


@pytest.mark.parametrize("role", ["orders-task-role", "orders-execution-role"])
def test_only_tasks_of_this_account_and_region_may_act_under_them(orders, role):
    assert orders().json(role, "assumeRolePolicy") == {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Principal": {"Service": "ecs-tasks.amazonaws.com"},
                "Action": "sts:AssumeRole",
                "Condition": {
                    "StringEquals": {"aws:SourceAccount": "123456789012"},
                    "ArnLike": {"aws:SourceArn": "arn:aws:ecs:eu-west-1:123456789012:*"},
                },
            }
        ],
    }


def test_the_partition_follows_the_region():
    scope = Scope(
        organization="acme",
        environment="test",
        region="cn-north-1",
        account_id="123456789012",
        owner="o",
        cost_center="1",
        repository="r",
    )
    condition = json.loads(trust(scope))["Statement"][0]["Condition"]
    assert condition["ArnLike"] == {"aws:SourceArn": "arn:aws-cn:ecs:cn-north-1:123456789012:*"}


@pytest.mark.parametrize("kind", ["task", "execution"])
def test_they_are_named_by_aws_and_tagged(orders, scope, kind):
    inputs = orders()[f"orders-{kind}-role"].inputs
    assert inputs["tags"] == scope.tags(f"acme-test-orders-{kind}-role")
    assert set(inputs) == {"assumeRolePolicy", "tags"}


@pytest.mark.parametrize("kind", ["task", "execution"])
def test_they_go_with_a_stack_without_trace_whatever_was_attached_to_them(deploy, peers, kind):
    made = deploy(lambda: peers.service(cluster=peers.cluster(removal="destroy")))
    assert made[f"orders-{kind}-role"].inputs["forceDetachPolicies"] is True


def test_without_secrets_a_task_may_be_pulled_and_logged_and_no_more(orders):
    made = orders()
    assert statements(made) == [*PULL, write_to(made, "orders-logs")]


def test_the_execution_policy_is_the_only_one(orders):
    made = orders()
    types = made.named(under="stackwright:compute:FargateService")
    attached = [name for name, type_ in types.items() if "Policy" in type_ and type_.startswith("aws:iam/")]
    assert attached == ["orders-execution-policy"]
    assert made["orders-execution-policy"].inputs["role"] == made["orders-execution-role"].outputs["name"]


def test_exactly_the_named_secrets_may_be_read(deploy, peers):
    made = deploy(
        lambda: peers.service(
            secrets={
                "PASSWORD": SecretRef(secret_arn=pulumi.Output.from_input("arn:b"), key="password"),
                "USERNAME": SecretRef(secret_arn="arn:b", key="username"),
                "TOKEN": SecretRef(secret_arn="arn:a"),
            }
        )
    )
    assert statements(made)[3:] == [
        {"Effect": "Allow", "Action": ["secretsmanager:GetSecretValue"], "Resource": ["arn:a", "arn:b"]}
    ]


def test_their_keys_decrypt_only_for_secrets_manager(deploy, peers):
    made = deploy(
        lambda: peers.service(
            secrets={
                "PASSWORD": SecretRef(secret_arn="arn:b", kms_key_arn="arn:key"),
                "USERNAME": SecretRef(secret_arn="arn:c", kms_key_arn=pulumi.Output.from_input("arn:key")),
                "TOKEN": SecretRef(secret_arn="arn:a"),
            }
        )
    )
    assert statements(made)[4:] == [
        {
            "Effect": "Allow",
            "Action": ["kms:Decrypt"],
            "Resource": ["arn:key"],
            "Condition": {"StringEquals": {"kms:ViaService": "secretsmanager.eu-west-1.amazonaws.com"}},
        }
    ]


def test_a_shell_is_granted_only_where_it_is_asked_for(orders):
    assert "orders-exec-policy" not in orders().named()
    made = orders(exec=True)
    assert made["orders-exec-policy"].inputs["role"] == made["orders-task-role"].outputs["name"]
    assert statements(made, "orders-exec-policy") == [
        {
            "Effect": "Allow",
            "Action": [
                "ssmmessages:CreateControlChannel",
                "ssmmessages:CreateDataChannel",
                "ssmmessages:OpenControlChannel",
                "ssmmessages:OpenDataChannel",
            ],
            "Resource": "*",
        },
        {
            "Effect": "Allow",
            "Action": ["logs:DescribeLogGroups"],
            "Resource": "arn:aws:logs:eu-west-1:123456789012:log-group:*",
        },
        {
            "Effect": "Allow",
            "Action": ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
            "Resource": made["main-exec-logs"].outputs["arn"] + ":*",
        },
        {"Effect": "Allow", "Action": ["kms:Decrypt"], "Resource": KEY},
    ]
