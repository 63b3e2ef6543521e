"""A secret"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pulumi
import pytest

from components.secret import Secret, SecretArgs, SecretRotation
from stackwright.model import Secret as Hidden

KEY = "arn:aws:kms:eu-west-1:123456789012:key/k"
FUNCTION = "arn:aws:lambda:eu-west-1:123456789012:function:f"
VERSION = "aws:secretsmanager/secretVersion:SecretVersion"


@dataclass
class Service:
    logical_name: str = "api"

    @property
    def role_name(self) -> pulumi.Output[str]:
        return pulumi.Output.from_input("api-role")


def args(scope: Any, **given: Any) -> SecretArgs:
    return SecretArgs(**{"scope": scope, "kms_key_arn": KEY, "description": "Token for the mail provider"} | given)


def test_generated_is_made_of_exactly_these_children(deploy, scope):
    made = deploy(lambda: Secret("mail", args(scope)))
    assert made.named() == {
        "mail": "aws:secretsmanager/secret:Secret",
        "mail-policy": "aws:secretsmanager/secretPolicy:SecretPolicy",
        "mail-value": "random:index/randomPassword:RandomPassword",
        "mail-version": VERSION,
    }


def test_has_its_children_under_itself(deploy, scope):
    made = deploy(lambda: Secret("mail", args(scope, rotation=SecretRotation(function_arn=FUNCTION))))
    component = made["mail", "stackwright:security:Secret"]
    assert {made[name].parent for name in made.named()} == {component.urn}
    assert component.inputs == {
        "source": "generated",
        "rotates": True,
        "description": "Token for the mail provider",
    }


def test_supplied_holds_the_value_it_was_given_and_hides_it(deploy, scope):
    made = deploy(lambda: Secret("mail", args(scope, source="supplied", value="hunter2")))
    assert set(made.named()) == {"mail", "mail-policy", "mail-version"}
    assert made["mail-version"].inputs == {"secretId": made["mail"].outputs["arn"], "secretString": Hidden("hunter2")}


def test_manual_stores_no_value_at_all(deploy, scope):
    made = deploy(lambda: Secret("mail", args(scope, source="manual")))
    assert set(made.named()) == {"mail", "mail-policy"}


def test_generated_takes_only_characters_that_urls_allow(deploy, scope):
    made = deploy(lambda: Secret("mail", args(scope, length=48)))
    assert made["mail-value"].inputs == {
        "length": 48,
        "overrideSpecial": "-_.~",
        "minLower": 1,
        "minUpper": 1,
        "minNumeric": 1,
        "minSpecial": 1,
    }
    assert made["mail-version"].inputs["secretString"] == made["mail-value"].outputs["result"]


def test_is_encrypted_with_the_key_and_has_no_fixed_name(deploy, scope):
    made = deploy(lambda: Secret("mail", args(scope)))
    inputs = made["mail"].inputs
    # The provider's own unique name is no input of the program.
    assert {key: value for key, value in inputs.items() if key != "name"} == {
        "description": "Token for the mail provider",
        "kmsKeyId": KEY,
        "recoveryWindowInDays": 30,
        "tags": scope.tags("acme-test-mail"),
    }
    assert inputs.get("name") != "acme-test-mail"


@pytest.mark.parametrize(("removal", "protected", "days"), [("retain", True, 30), ("destroy", False, 0)])
def test_is_as_hard_to_lose_as_its_removal_says(deploy, scope, removal, protected, days):
    made = deploy(lambda: Secret("mail", args(scope, removal=removal)))
    assert made["mail"].options.protect is protected
    assert made["mail"].inputs["recoveryWindowInDays"] == days


def test_refuses_every_call_from_another_account_but_not_from_services(deploy, scope):
    made = deploy(lambda: Secret("mail", args(scope)))
    assert made["mail-policy"].inputs["secretArn"] == made["mail"].outputs["arn"]
    assert made["mail-policy"].inputs["blockPublicPolicy"] is True
    assert made.json("mail-policy", "policy") == {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Sid": "RefuseOtherAccounts",
                "Effect": "Deny",
                "Principal": "*",
                "Action": "secretsmanager:*",
                "Resource": "*",
                "Condition": {
                    "StringNotEquals": {"aws:PrincipalAccount": "123456789012"},
                    "BoolIfExists": {"aws:PrincipalIsAWSService": "false"},
                },
            }
        ],
    }


def test_is_read_by_those_it_is_granted_to_and_decrypted_through_secrets_manager_only(deploy, scope):
    made = deploy(lambda: Secret("mail", args(scope)).grant_read(Service()))
    policy = made["mail-read-api"]
    assert (policy.type, policy.inputs["role"]) == ("aws:iam/rolePolicy:RolePolicy", "api-role")
    assert policy.parent == made["mail", "stackwright:security:Secret"].urn
    assert made.json("mail-read-api", "policy") == {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Action": ["secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret"],
                "Resource": made["mail"].outputs["arn"],
            },
            {
                "Effect": "Allow",
                "Action": ["kms:Decrypt"],
                "Resource": KEY,
                "Condition": {"StringEquals": {"kms:ViaService": "secretsmanager.eu-west-1.amazonaws.com"}},
            },
        ],
    }


def test_is_referred_to_whole_or_by_one_key_of_its_json(deploy, scope):
    def program() -> Any:
        secret = Secret("mail", args(scope))
        return secret, secret.reference().value_from, secret.reference("token").value_from

    made = deploy(program)
    secret, whole, part = made.result
    arn = made["mail"].outputs["arn"]
    assert made.value(whole) == arn
    assert made.value(part) == f"{arn}:token::"
    assert secret.reference().kms_key_arn == KEY
    assert made.value(secret.secret_arn) == arn
    assert made.value(secret.secret_name) == made["mail"].outputs["name"]


def test_rotates_by_the_function_after_the_deployment_that_made_it(deploy, scope):
    rotation = SecretRotation(function_arn=FUNCTION, days=7)
    made = deploy(lambda: Secret("mail", args(scope, rotation=rotation)))
    assert made["mail-rotation"].type == "aws:secretsmanager/secretRotation:SecretRotation"
    assert made["mail-rotation"].inputs == {
        "secretId": made["mail"].outputs["arn"],
        "rotationLambdaArn": FUNCTION,
        "rotationRules": {"automaticallyAfterDays": 7},
        "rotateImmediately": False,
    }
    assert made["mail-version"].urn in made["mail-rotation"].dependencies


def test_once_rotated_never_has_its_value_put_back_by_a_deployment(deploy, scope):
    made = deploy(lambda: Secret("mail", args(scope, rotation=SecretRotation(function_arn=FUNCTION))))
    version = made["mail-version"]
    assert version.inputs["versionStages"] == ["AWSCURRENT", "INITIAL"]
    assert set(version.options.ignore_changes) == {"secretString", "versionStages"}
    assert version.options.retain_on_delete is True


def test_that_does_not_rotate_follows_the_program(deploy, scope):
    made = deploy(lambda: Secret("mail", args(scope, source="supplied", value="v")))
    assert made["mail-version"].options.ignore_changes == ()
    assert made["mail-version"].options.retain_on_delete is False


def test_may_be_given_its_rotation_later(deploy, scope):
    def program() -> None:
        secret = Secret("mail", args(scope, rotation="later"))
        secret.rotate(SecretRotation(function_arn=FUNCTION))

    made = deploy(program)
    assert made["mail-rotation"].inputs["rotationRules"] == {"automaticallyAfterDays": 30}
    assert made["mail-version"].options.retain_on_delete is True


def test_refuses_a_later_rotation_it_was_not_made_for(deploy, scope):
    with pytest.raises(ValueError, match="mail: rotate needs rotation='later', got None"):
        deploy(lambda: Secret("mail", args(scope)).rotate(SecretRotation(function_arn=FUNCTION)))


@pytest.mark.parametrize("days", [0, 1001])
def test_refuses_rotation_more_or_less_often_than_secrets_manager_allows(days):
    with pytest.raises(ValueError, match=f"between 1 and 1000, which Secrets Manager allows, got {days}"):
        SecretRotation(function_arn=FUNCTION, days=days)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"source": "found"}, "source must be one of generated, supplied, manual, got 'found'"),
        ({"source": "supplied"}, "source 'supplied' needs a value"),
        ({"value": "v"}, "value is only used with source 'supplied', got source 'generated'"),
        ({"source": "manual", "value": "v"}, "value is only used with source 'supplied', got source 'manual'"),
        ({"length": 15}, "length must be between 16 and 128 characters, got 15"),
        ({"length": 129}, "length must be between 16 and 128 characters, got 129"),
        ({"source": "manual", "rotation": "later"}, "source 'manual' has none"),
    ],
)
def test_refuses(scope, given, message):
    with pytest.raises(ValueError, match=message):
        args(scope, **given)


def test_lets_the_caller_change_a_child_by_role(deploy, scope):
    change = {"policy": lambda props: props | {"blockPublicPolicy": False}}
    made = deploy(lambda: Secret("mail", args(scope, transform=change)))
    assert made["mail-policy"].inputs["blockPublicPolicy"] is False
