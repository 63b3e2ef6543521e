"""The rule about whole services..."""

from __future__ import annotations

from policy.guardrails.inventory import Inventory
from policy.guardrails.judge import judge_stack
from policy.guardrails.marks import Secret
from policy.guardrails.rules.iam.no_service_wildcard import iam_no_service_wildcard
from policy.guardrails.settings import Settings

POLICY, ATTACHMENT = "aws:iam/policy:Policy", "aws:iam/rolePolicyAttachment:RolePolicyAttachment"
S3 = "arn:aws:iam::aws:policy/AmazonS3FullAccess"


def found(*items):
    return [
        (one.message, one.fingerprint) for one in judge_stack(iam_no_service_wildcard, Inventory(items), Settings())
    ]


def test_names_every_service_that_a_statement_has_all_actions_of(item):
    content = {
        "Statement": [{"Effect": "Allow", "Action": ["logs:*", "s3:GetObject", "cloudwatch:*"], "Resource": "*"}]
    }
    assert found(item(POLICY, "p", inputs={"policy": content})) == [
        ("statement 0 allows all actions of cloudwatch, logs", "cloudwatch:*, logs:*, s3:GetObject")
    ]


def test_names_the_policy_of_aws_unless_it_is_secret(item):
    assert found(item(ATTACHMENT, "a", inputs={"policyArn": S3})) == [
        (f'policyArn must not be all of a service, found "{S3}"', "AmazonS3FullAccess")
    ]
    ((message, fingerprint),) = found(item(ATTACHMENT, "a", inputs={"policyArn": Secret(S3)}))
    assert (message, "S3" in fingerprint) == ("policyArn must not be all of a service, found [secret]", False)
