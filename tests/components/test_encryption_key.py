"""An encryption key..."""

from __future__ import annotations

from typing import Any

import pulumi
import pytest

from components.encryption_key import EncryptionKey, EncryptionKeyArgs, key_policy
from components.scope import Scope

ACCOUNT = {
    "Sid": "LetIamPoliciesOfTheAccountGrantUseOfTheKey",
    "Effect": "Allow",
    "Principal": {"AWS": "arn:aws:iam::123456789012:root"},
    "Action": "kms:*",
    "Resource": "*",
}
LOGS = {
    "Sid": "LetCloudWatchLogsEncryptLogGroupsOfTheAccount",
    "Effect": "Allow",
    "Principal": {"Service": "logs.eu-west-1.amazonaws.com"},
    "Action": ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"],
    "Resource": "*",
    "Condition": {"ArnLike": {"kms:EncryptionContext:aws:logs:arn": "arn:aws:logs:eu-west-1:123456789012:log-group:*"}},
}
TOPICS = [
    {
        "Sid": f"Let{who}OfTheAccountPublishToEncryptedTopics",
        "Effect": "Allow",
        "Principal": {"Service": service},
        "Action": ["kms:Decrypt", "kms:GenerateDataKey*"],
        "Resource": "*",
        "Condition": {
            "StringEquals": {"aws:SourceAccount": "123456789012"},
            "ArnLike": {"aws:SourceArn": sources},
        },
    }
    for who, service, sources in (
        ("Alarms", "cloudwatch.amazonaws.com", "arn:aws:cloudwatch:eu-west-1:123456789012:alarm:*"),
        ("Budgets", "budgets.amazonaws.com", "arn:aws:budgets::123456789012:*"),
        ("CostAnomalies", "costalerts.amazonaws.com", "arn:aws:ce::123456789012:anomalysubscription/*"),
    )
]


def make(deploy: Any, scope: Scope, **given: Any) -> Any:
    args = EncryptionKeyArgs(**{"scope": scope, "covers": ("logs", "alarms"), **given})
    return deploy(lambda: EncryptionKey("data", args))


def test_is_a_key_and_its_alias(deploy: Any, scope: Scope) -> None:
    made = make(deploy, scope)
    assert made.named() == {"data": "aws:kms/key:Key", "data-alias": "aws:kms/alias:Alias"}
    component = made["data", "stackwright:security:EncryptionKey"]
    assert {made[name].parent for name in made.named()} == {component.urn}


def test_shows_what_it_covers_and_how_long_its_deletion_can_be_undone(deploy: Any, scope: Scope) -> None:
    component = make(deploy, scope)["data", "stackwright:security:EncryptionKey"]
    assert component.inputs == {"covers": ["logs", "alarms"], "deletionWindowDays": 30}


def test_rotates_and_is_hard_to_lose(deploy: Any, scope: Scope) -> None:
    key = make(deploy, scope)["data", "aws:kms/key:Key"]
    assert {name: value for name, value in key.inputs.items() if name != "policy"} == {
        "description": "Encrypts logs, alarms of acme-test",
        "enableKeyRotation": True,
        "deletionWindowInDays": 30,
        "tags": scope.tags("acme-test-data"),
    }
    assert key.options.protect


def test_goes_with_its_stack_where_removal_is_destroy(deploy: Any, scope: Scope) -> None:
    key = make(deploy, scope, removal="destroy")["data", "aws:kms/key:Key"]
    assert key.inputs["deletionWindowInDays"] == 7
    assert not key.options.protect


@pytest.mark.parametrize("removal", ["retain", "destroy"])
def test_takes_a_deletion_window(deploy: Any, scope: Scope, removal: str) -> None:
    key = make(deploy, scope, removal=removal, deletion_window_days=14)["data", "aws:kms/key:Key"]
    assert key.inputs["deletionWindowInDays"] == 14


def test_is_found_by_its_alias(deploy: Any, scope: Scope) -> None:
    made = make(deploy, scope)
    assert made["data-alias"].inputs == {
        "name": "alias/acme-test-data",
        "targetKeyId": made["data", "aws:kms/key:Key"].outputs["keyId"],
    }


def test_hands_out_its_names(deploy: Any, scope: Scope) -> None:
    made = make(deploy, scope)
    key = made["data", "aws:kms/key:Key"]
    assert made["data", "stackwright:security:EncryptionKey"].outputs == {
        "key_arn": key.outputs["arn"],
        "key_id": key.outputs["keyId"],
        "key_alias": "alias/acme-test-data",
    }


@pytest.mark.parametrize(
    ("covers", "statements"),
    [
        (("logs",), [ACCOUNT, LOGS]),
        (("alarms",), [ACCOUNT, *TOPICS]),
        (("alarms", "logs"), [ACCOUNT, LOGS, *TOPICS]),
        (("database", "secrets", "images", "storage"), [ACCOUNT]),
    ],
)
def test_opens_only_to_the_services_it_covers(
    deploy: Any, scope: Scope, covers: tuple[str, ...], statements: list[dict[str, Any]]
) -> None:
    made = make(deploy, scope, covers=covers)
    assert made.json(("data", "aws:kms/key:Key"), "policy") == {"Version": "2012-10-17", "Statement": statements}


def test_names_the_partition_of_its_region() -> None:
    scope = Scope(
        organization="acme",
        environment="test",
        region="us-gov-west-1",
        account_id="123456789012",
        owner="o",
        cost_center="c",
        repository="r",
    )
    account, logs, alarms = key_policy(scope, ("logs", "alarms"))["Statement"]
    assert account["Principal"]["AWS"].startswith("arn:aws-us-gov:iam:")
    assert logs["Condition"]["ArnLike"]["kms:EncryptionContext:aws:logs:arn"].startswith("arn:aws-us-gov:logs:")
    assert alarms["Condition"]["ArnLike"]["aws:SourceArn"].startswith("arn:aws-us-gov:cloudwatch:")


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"covers": ()}, "covers is empty: name what the key encrypts, among logs, alarms, database"),
        ({"covers": ("disks",)}, "covers must be among logs, alarms, .*, got 'disks'"),
        ({"covers": ("logs", "logs")}, "covers must name each thing once, got logs, logs"),
        ({"deletion_window_days": 6}, "deletion_window_days must be 7 to 30, .* got 6"),
        ({"deletion_window_days": 31}, "deletion_window_days must be 7 to 30, .* got 31"),
    ],
)
def test_refuses(scope: Scope, given: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        EncryptionKeyArgs(**{"scope": scope, "covers": ("logs",), **given})


def test_lets_its_children_be_altered(deploy: Any, scope: Scope) -> None:
    made = make(deploy, scope, transform={"primary": lambda props: {**props, "multiRegion": True}})
    assert made["data", "aws:kms/key:Key"].inputs["multiRegion"] is True


def test_takes_its_parent_from_the_caller(deploy: Any, scope: Scope) -> None:
    def program() -> EncryptionKey:
        parent = pulumi.ComponentResource("acme:platform:Base", "base")
        args = EncryptionKeyArgs(scope=scope, covers=("logs",))
        return EncryptionKey("data", args, pulumi.ResourceOptions(parent=parent))

    made = deploy(program)
    assert made["data", "stackwright:security:EncryptionKey"].parent == made["base"].urn
