"""What a budget does by itself once it is spent: stop databases, and take every permission from roles."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pulumi
import pulumi_aws as aws

from ..component import Component
from ..scope import Scope

# How many one action takes. Source: AWS Budgets API Reference, "SsmActionDefinition" and "IamActionDefinition".
_MOST = 100
_DOCUMENTS = ("AWS-StartRdsInstance", "AWS-StopRdsInstance")


@dataclass(frozen=True, kw_only=True)
class CostCeiling:
    """What is stopped once the limit is spent, for a stack that nobody depends on.

    It stops the hours of databases, and what processes would go on spending through AWS: on queues, tables, buckets,
    models. It does not stop running tasks, load balancers, NAT, storage, backups or logs: AWS Budgets can stop EC2 and
    RDS instances and attach policies, and nothing else. Spending is known up to a day late, so the ceiling comes after
    the limit. RDS starts a stopped instance again after seven days, and a deployment does not. To undo it, run
    `aws budgets execute-budget-action` with `--execution-type REVERSE_BUDGET_ACTION`, once for each action.
    """

    database_identifiers: tuple[pulumi.Input[str], ...] = ()
    """RDS instances that are stopped: without replicas, and none themselves, as RDS stops neither. Default: none."""

    role_names: tuple[pulumi.Input[str], ...] = ()
    """Roles whose every permission is taken, those that processes act under. What takes it is attached behind the back
    of the stack, and IAM deletes no role with a policy: give them `force_detach_policies`. Default: none."""

    def __post_init__(self) -> None:
        if not self.database_identifiers and not self.role_names:
            raise ValueError("a ceiling stops nothing: give database_identifiers or role_names, or no ceiling")
        for field, given in (("database_identifiers", self.database_identifiers), ("role_names", self.role_names)):
            if len(given) > _MOST:
                raise ValueError(
                    f"{field} must be at most {_MOST}, which one action takes, got {len(given)}: leave some out"
                )

    @property
    def stops(self) -> list[str]:
        """What is stopped, in words."""
        parts = {"databases": self.database_identifiers, "permissions": self.role_names}
        return [word for word, stopped in parts.items() if stopped]


def put_ceiling(
    owner: Component, scope: Scope, ceiling: CostCeiling, budget: aws.budgets.Budget, topic_arn: pulumi.Input[str]
) -> None:
    """Create the actions `{owner}-ceiling-databases` and `{owner}-ceiling-permissions`, and the role they act under."""
    role = _role(owner, scope, budget)
    allowed = aws.iam.RolePolicy(
        f"{owner.logical_name}-ceiling-policy",
        role=role.name,
        policy=pulumi.Output.json_dumps(_document(*_statements(scope, ceiling))),
        opts=owner.child(),
    )
    for key, kind, definition in _definitions(scope, ceiling):
        physical_name = scope.physical_name(owner.logical_name, "ceiling", key)
        aws.budgets.BudgetAction(
            f"{owner.logical_name}-ceiling-{key}",
            budget_name=budget.name,
            action_type=kind,
            approval_model="AUTOMATIC",
            notification_type="ACTUAL",
            action_threshold={"action_threshold_type": "PERCENTAGE", "action_threshold_value": 100},
            definition=definition,
            execution_role_arn=role.arn,
            subscribers=[aws.budgets.BudgetActionSubscriberArgs(subscription_type="SNS", address=topic_arn)],
            tags=scope.tags(physical_name),
            opts=owner.child(depends_on=[allowed]),
        )


def _definitions(
    scope: Scope, ceiling: CostCeiling
) -> Iterator[tuple[str, str, aws.budgets.BudgetActionDefinitionArgs]]:
    """Yield key, type and definition of each action."""
    definition = aws.budgets.BudgetActionDefinitionArgs
    if ceiling.database_identifiers:
        stop = aws.budgets.BudgetActionDefinitionSsmActionDefinitionArgs(
            action_sub_type="STOP_RDS_INSTANCES", instance_ids=ceiling.database_identifiers, region=scope.region
        )
        yield "databases", "RUN_SSM_DOCUMENTS", definition(ssm_action_definition=stop)
    if ceiling.role_names:
        attach = aws.budgets.BudgetActionDefinitionIamActionDefinitionArgs(
            policy_arn=_deny_arn(scope), roles=ceiling.role_names
        )
        yield "permissions", "APPLY_IAM_POLICY", definition(iam_action_definition=attach)


def _deny_arn(scope: Scope) -> str:
    # AWS's own, which denies everything: one of the stack's could not be deleted while it is attached.
    return f"arn:{scope.partition}:iam::aws:policy/AWSDenyAll"


def _role(owner: Component, scope: Scope, budget: aws.budgets.Budget) -> aws.iam.Role:
    trust = {
        "Effect": "Allow",
        "Principal": {"Service": "budgets.amazonaws.com"},
        "Action": "sts:AssumeRole",
        "Condition": {
            "StringEquals": {"aws:SourceAccount": scope.account_id},
            "ArnLike": {"aws:SourceArn": [budget.arn, pulumi.Output.concat(budget.arn, "/action/*")]},
        },
    }
    physical_name = scope.physical_name(owner.logical_name, "ceiling")
    return aws.iam.Role(
        f"{owner.logical_name}-ceiling-role",
        assume_role_policy=pulumi.Output.json_dumps(_document(trust)),
        tags=scope.tags(physical_name),
        opts=owner.child(),
    )


def _statements(scope: Scope, ceiling: CostCeiling) -> Iterator[dict[str, Any]]:
    """Yield what the actions may: stop these databases, attach this one policy to these roles, and undo both.

    Whoever reverses an action has it done under the same role.
    """
    if ceiling.database_identifiers:
        databases = f"arn:{scope.partition}:rds:{scope.region}:{scope.account_id}:db:"
        documents = f"arn:{scope.partition}:ssm:{scope.region}"
        # Source: AWS Managed Policy Reference, AWSBudgetsActions_RolePolicyForResourceAdministrationWithSSM, v2.
        # A document of AWS's own is in no account, hence the star.
        yield {
            "Effect": "Allow",
            "Action": ["ssm:StartAutomationExecution"],
            "Resource": [
                *(f"{documents}:*:document/{name}" for name in _DOCUMENTS),
                *(f"{documents}:*:automation-definition/{name}:*" for name in _DOCUMENTS),
                f"{documents}:{scope.account_id}:automation-execution/*",
            ],
        }
        yield {
            "Effect": "Allow",
            "Action": ["rds:DescribeDBInstances", "rds:StartDBInstance", "rds:StopDBInstance"],
            "Resource": [pulumi.Output.concat(databases, each) for each in ceiling.database_identifiers],
            "Condition": {"ForAnyValue:StringEquals": {"aws:CalledVia": ["ssm.amazonaws.com"]}},
        }
    if ceiling.role_names:
        roles = f"arn:{scope.partition}:iam::{scope.account_id}:role/"
        yield {
            "Effect": "Allow",
            "Action": ["iam:AttachRolePolicy", "iam:DetachRolePolicy"],
            "Resource": [pulumi.Output.concat(roles, each) for each in ceiling.role_names],
            "Condition": {"ArnEquals": {"iam:PolicyARN": _deny_arn(scope)}},
        }


def _document(*statements: dict[str, Any]) -> dict[str, Any]:
    return {"Version": "2012-10-17", "Statement": list(statements)}
