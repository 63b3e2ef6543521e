"""Our verdict on whether a policy gives more rights than it says..."""

from __future__ import annotations

import pytest

from policy.guardrails.iam.actions import formats
from policy.guardrails.iam.attached import Holder
from policy.guardrails.iam.documents import Document
from policy.guardrails.iam.escalation import Way, ways
from policy.guardrails.iam.scope import is_administration
from policy.guardrails.item import Item
from policy.guardrails.marks import UNKNOWN_TEXT
from policy.guardrails.verdicts import Undecided

constants = pytest.importorskip(
    "cloudsplaining.shared.constants",
    reason="cloudsplaining is compared with where it is installed; it is no dependency",
)
PolicyDocument = pytest.importorskip("cloudsplaining.scan.policy_document").PolicyDocument

ROLE = "arn:aws:iam::123456789012:role/orders"


def allow(*actions, on="*", **more):
    return {"Effect": "Allow", "Action": list(actions), "Resource": on, **more}


def policy(*statements):
    return {"Version": "2012-10-17", "Statement": list(statements)}


DOCUMENTS = {
    "admin": policy(allow("*")),
    "a whole service": policy(allow("s3:*")),
    "all of IAM": policy(allow("iam:*")),
    "pass a role to an instance": policy(allow("iam:PassRole", "ec2:RunInstances")),
    "pass a role to a function": policy(allow("iam:PassRole"), allow("lambda:CreateFunction", "lambda:InvokeFunction")),
    "rewrite policies": policy(allow("iam:CreatePolicyVersion")),
    "read all secrets": policy(allow("secretsmanager:GetSecretValue")),
    "decrypt with all keys": policy(allow("kms:Decrypt")),
    "assume all roles": policy(allow("sts:AssumeRole")),
    "a typo": policy(allow("s3:GetObjct")),
    "an ARN of another service": policy(allow("sqs:SendMessage", on="arn:aws:sns:eu-west-1:123456789012:orders")),
    "all but IAM": policy({"Effect": "Allow", "NotAction": ["iam:*", "sts:*"], "Resource": "*"}),
    "a condition key that is none": policy(allow("s3:GetObject", Condition={"StringEquals": {"s3:prefixes": "a"}})),
    "a service of 2025": policy(allow("s3vectors:QueryVectors")),
    "clean: one table": policy(allow("dynamodb:PutItem", on="arn:aws:dynamodb:eu-west-1:123456789012:table/orders")),
    "clean: describing": policy(allow("ec2:Describe*")),
    "clean: pulling images": policy(allow("ecr:GetAuthorizationToken")),
    "clean: one role to one service": policy(
        allow("iam:PassRole", on=ROLE, Condition={"StringEquals": {"iam:PassedToService": "ecs-tasks.amazonaws.com"}}),
        allow("ecs:RegisterTaskDefinition", "ecs:RunTask"),
    ),
    "a resource that is not known": policy(allow("iam:PutRolePolicy", on=UNKNOWN_TEXT)),
    "a resource that is named": policy(allow("lambda:UpdateFunctionCode", on="arn:aws:lambda:*:*:function:orders")),
    "all of an account": policy(allow("iam:PutRolePolicy", on="arn:aws:iam::123456789012:role/*")),
    "passed where nothing runs": policy(
        allow("iam:PassRole", Condition={"StringEquals": {"iam:PassedToService": "vpc-flow-logs.amazonaws.com"}}),
        allow("ec2:RunInstances"),
    ),
    "under a tag": policy(allow("iam:PutRolePolicy", Condition={"StringEquals": {"iam:ResourceTag/team": "orders"}})),
    "under a condition that picks no resource": policy(
        allow("iam:PutRolePolicy", Condition={"StringEquals": {"aws:RequestedRegion": "eu-west-1"}})
    ),
    "passed to a service that runs code": policy(
        allow("iam:PassRole", Condition={"StringEquals": {"iam:PassedToService": "ecs-tasks.amazonaws.com"}}),
        allow("ecs:RegisterTaskDefinition", "ecs:RunTask"),
    ),
    "all but some roles": policy(
        {"Effect": "Allow", "Action": "iam:PutRolePolicy", "NotResource": "arn:aws:iam::123456789012:role/admin"}
    ),
    "denied for one role": policy(
        allow("iam:PutRolePolicy"),
        {"Effect": "Deny", "Action": "iam:PutRolePolicy", "Resource": "arn:aws:iam::123456789012:role/admin"},
    ),
    "commands on all instances": policy(allow("ssm:SendCommand")),
    "denied": policy(allow("iam:PutRolePolicy"), {"Effect": "Deny", "Action": "iam:Put*", "Resource": "*"}),
}

# What we refuse and cloudsplaining lets pass, and why we do.
DIFFERENT = {
    "all of an account": "role/* in the account that holds the policy is every role there is to take over",
    "under a condition that picks no resource": "a condition on the Region leaves every role of the account open",
    "passed to a service that runs code": "iam:PassedToService does not close the way when it names the service taken",
    "all but some roles": "NotResource is a wildcard with a hole in it",
    "denied for one role": "a Deny of one role leaves the others",
    "commands on all instances": "whoever may send commands to an instance has its role; it is not in their list",
}

# Methods of theirs that are none to us.
NOT_OURS = {
    "PassExistingRoleToNewDataPipeline": "a pipeline takes its role with its definition, which it lacks",
}

# Actions that return credentials to them and are none to us, of those that can be limited to resources.
NO_CREDENTIALS = {"cognito-idp:getsigningcertificate": "a certificate is public"}


def document(content):
    return Document(Item(urn="urn", type="aws:iam/policy:Policy", name="p", inputs={"policy": content})["policy"])


def found(content, kind):
    return list(ways(Holder(documents=[document(content)], name=""), kind))


def ours(content):
    if any(is_administration(one) for one in document(content).statements()):
        return True
    return any(isinstance(way, Way) for way in found(content, "escalation"))


def test_is_that_of_cloudsplaining_but_for_what_is_explained():
    theirs = {name: bool(PolicyDocument(content).allows_privilege_escalation) for name, content in DOCUMENTS.items()}
    different = {name for name, content in DOCUMENTS.items() if ours(content) != theirs[name]}
    assert different == set(DIFFERENT)
    assert [name for name in different if theirs[name]] == []


def test_takes_in_every_method_of_cloudsplaining_but_for_what_is_explained():
    methods = constants.PRIVILEGE_ESCALATION_METHODS
    assert {name for name, actions in methods.items() if not ours(policy(allow(*actions)))} == set(NOT_OURS)


def test_takes_in_every_way_to_read_data():
    actions = constants.READ_ONLY_DATA_EXFILTRATION_ACTIONS
    assert [action for action in actions if not found(policy(allow(action)), "exfiltration")] == []


def test_takes_in_every_action_that_returns_credentials_and_can_be_limited_but_for_what_is_explained():
    actions = [action for action in constants.ACTIONS_THAT_RETURN_CREDENTIALS if formats(action)]
    assert {one for one in actions if not found(policy(allow(one)), "credentials")} == set(NO_CREDENTIALS)


def test_is_left_open_where_cloudsplaining_passes_what_is_not_known():
    content = policy(allow("iam:PutRolePolicy", on=UNKNOWN_TEXT))
    assert [type(one) for one in found(content, "escalation")] == [Undecided]
    assert PolicyDocument(content).allows_privilege_escalation == []
