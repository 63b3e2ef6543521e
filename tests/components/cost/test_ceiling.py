"""A ceiling..."""

from __future__ import annotations

from dataclasses import replace

import pulumi
import pytest

from components.cost.ceiling import CostCeiling
from components.cost.cost_guard import CostGuard

TOPIC = "arn:aws:sns:eu-west-1:123456789012:P2"
BUDGET_ARN = "arn:aws:budgets::123456789012:budget/acme-test-costs"
DATABASES = CostCeiling(database_identifiers=("acme-test-orders", "acme-test-stock"))
ROLES = CostCeiling(role_names=("api-task", "web-task"))
START_STOP = {
    "Effect": "Allow",
    "Action": ["ssm:StartAutomationExecution"],
    "Resource": [
        "arn:aws:ssm:eu-west-1:*:document/AWS-StartRdsInstance",
        "arn:aws:ssm:eu-west-1:*:document/AWS-StopRdsInstance",
        "arn:aws:ssm:eu-west-1:*:automation-definition/AWS-StartRdsInstance:*",
        "arn:aws:ssm:eu-west-1:*:automation-definition/AWS-StopRdsInstance:*",
        "arn:aws:ssm:eu-west-1:123456789012:automation-execution/*",
    ],
}
STOP = {
    "Effect": "Allow",
    "Action": ["rds:DescribeDBInstances", "rds:StartDBInstance", "rds:StopDBInstance"],
    "Resource": [
        "arn:aws:rds:eu-west-1:123456789012:db:acme-test-orders",
        "arn:aws:rds:eu-west-1:123456789012:db:acme-test-stock",
    ],
    "Condition": {"ForAnyValue:StringEquals": {"aws:CalledVia": ["ssm.amazonaws.com"]}},
}


DENY_ALL = "arn:aws:iam::aws:policy/AWSDenyAll"
ATTACH = {
    "Effect": "Allow",
    "Action": ["iam:AttachRolePolicy", "iam:DetachRolePolicy"],
    "Resource": [
        "arn:aws:iam::123456789012:role/api-task",
        "arn:aws:iam::123456789012:role/web-task",
    ],
    "Condition": {"ArnEquals": {"iam:PolicyARN": DENY_ALL}},
}


def action(made, scope, key, **definition):
    return {
        "budgetName": "acme-test-costs",
        "approvalModel": "AUTOMATIC",
        "notificationType": "ACTUAL",
        "actionThreshold": {"actionThresholdType": "PERCENTAGE", "actionThresholdValue": 100},
        "executionRoleArn": made["costs-ceiling-role"].outputs["arn"],
        "subscribers": [{"subscriptionType": "SNS", "address": TOPIC}],
        "tags": scope.tags(f"acme-test-costs-ceiling-{key}"),
        **definition,
    }


def test_stops_the_databases_when_all_is_spent(build, scope):
    made = build(ceiling=DATABASES)
    assert made["costs-ceiling-databases"].inputs == action(
        made,
        scope,
        "databases",
        actionType="RUN_SSM_DOCUMENTS",
        definition={
            "ssmActionDefinition": {
                "actionSubType": "STOP_RDS_INSTANCES",
                "instanceIds": ["acme-test-orders", "acme-test-stock"],
                "region": "eu-west-1",
            }
        },
    )


def test_takes_every_permission_from_the_roles_when_all_is_spent(build, scope):
    made = build(ceiling=ROLES)
    assert made["costs-ceiling-permissions"].inputs == action(
        made,
        scope,
        "permissions",
        actionType="APPLY_IAM_POLICY",
        definition={"iamActionDefinition": {"policyArn": DENY_ALL, "roles": ["api-task", "web-task"]}},
    )


def test_leaves_nothing_of_its_own_attached_that_its_stack_could_not_delete(build):
    assert "aws:iam/policy:Policy" not in build(ceiling=ROLES).named().values()


def test_speaks_of_its_own_partition(deploy, args, scope):
    china = replace(scope, region="cn-north-1")
    made = deploy(lambda: CostGuard("costs", args(scope=china, ceiling=ROLES)))
    attached = made["costs-ceiling-permissions"].inputs["definition"]["iamActionDefinition"]["policyArn"]
    assert attached == "arn:aws-cn:iam::aws:policy/AWSDenyAll"


def test_acts_under_a_role_that_this_budgets_actions_alone_assume(build, scope):
    made = build(ceiling=ROLES)
    assert made["costs-ceiling-role"].inputs["tags"] == scope.tags("acme-test-costs-ceiling")
    assert made.json("costs-ceiling-role", "assumeRolePolicy") == {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Principal": {"Service": "budgets.amazonaws.com"},
                "Action": "sts:AssumeRole",
                "Condition": {
                    "StringEquals": {"aws:SourceAccount": "123456789012"},
                    "ArnLike": {"aws:SourceArn": [BUDGET_ARN, f"{BUDGET_ARN}/action/*"]},
                },
            }
        ],
    }


def test_may_stop_these_databases_and_attach_one_policy_to_these_roles_and_undo_both(build):
    both = CostCeiling(database_identifiers=DATABASES.database_identifiers, role_names=ROLES.role_names)
    made = build(ceiling=both)
    assert made["costs-ceiling-policy"].inputs["role"] == made["costs-ceiling-role"].outputs["name"]
    assert made.json("costs-ceiling-policy", "policy") == {
        "Version": "2012-10-17",
        "Statement": [START_STOP, STOP, ATTACH],
    }


def test_may_do_nothing_to_roles_where_it_names_none(build):
    made = build(ceiling=DATABASES)
    assert made.json("costs-ceiling-policy", "policy")["Statement"] == [START_STOP, STOP]
    assert "costs-ceiling-permissions" not in made.named()


def test_may_do_nothing_to_databases_where_it_names_none(build):
    made = build(ceiling=ROLES)
    assert made.json("costs-ceiling-policy", "policy")["Statement"] == [ATTACH]
    assert "costs-ceiling-databases" not in made.named()


def test_is_put_once_its_role_may_act(build):
    made = build(ceiling=DATABASES)
    assert made["costs-ceiling-policy"].urn in made["costs-ceiling-databases"].dependencies


def test_takes_names_that_are_outputs(deploy, args):
    def program():
        names = (pulumi.Output.from_input("acme-test-orders"),)
        return CostGuard("costs", args(ceiling=CostCeiling(database_identifiers=names)))

    made = deploy(program)
    stop = made["costs-ceiling-databases"].inputs["definition"]["ssmActionDefinition"]
    assert stop["instanceIds"] == ["acme-test-orders"]
    assert made.json("costs-ceiling-policy", "policy")["Statement"][1]["Resource"] == STOP["Resource"][:1]


def test_says_in_words_what_it_stops():
    assert DATABASES.stops == ["databases"]
    assert ROLES.stops == ["permissions"]


def test_refuses_to_stop_nothing():
    message = "a ceiling stops nothing: give database_identifiers or role_names, or no ceiling"
    with pytest.raises(ValueError, match=f"^{message}$"):
        CostCeiling()


@pytest.mark.parametrize(("field", "word"), [("database_identifiers", "databases"), ("role_names", "permissions")])
def test_refuses_more_than_one_action_takes(field, word):
    assert CostCeiling(**{field: ("d",) * 100}).stops == [word]
    message = f"{field} must be at most 100, which one action takes, got 101: leave some out"
    with pytest.raises(ValueError, match=f"^{message}$"):
        CostCeiling(**{field: ("d",) * 101})
