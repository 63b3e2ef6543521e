"""People and programs use roles: there are no IAM users, passwords, access keys or policies of users.

What was only read from the account is not this stack's.
"""

from __future__ import annotations

from ...authoring import Controls, Item, Level, Rule, Severity, Verdicts

_KINDS = {
    "aws:iam/user:User": "an IAM user",
    "aws:iam/userLoginProfile:UserLoginProfile": "a password of an IAM user",
    "aws:iam/accessKey:AccessKey": "an access key of an IAM user",
    "aws:iam/userPolicy:UserPolicy": "a policy of an IAM user",
    "aws:iam/userPolicyAttachment:UserPolicyAttachment": "a policy attached to an IAM user",
    "aws:iam/userPolicyAttachmentsExclusive:UserPolicyAttachmentsExclusive": "policies attached to an IAM user",
}
_SHARED = "aws:iam/policyAttachment:PolicyAttachment"


def _check(item: Item) -> Verdicts:
    if item.type != _SHARED:
        if not item.read:
            yield item.says(f"this is {_KINDS[item.type]}: its credentials do not expire")
    elif item["users"].items():
        yield item["users"].says("the policy is attached to IAM users")


iam_no_users = Rule(
    id="iam-no-users",
    promise="There are no IAM users, and no passwords, access keys or policies of users.",
    fix="Let people come through IAM Identity Center and programs assume an aws.iam.Role (of their task, function, pod"
    " or pipeline by OIDC).",
    severity=Severity.MEDIUM,
    level=Level.ADVISORY,
    controls=Controls(fsbp=("IAM.2",), cis_5_0=("1.14",), cis_7_0=("2.13",), checkov=("CKV_AWS_40", "CKV_AWS_273")),
    looks_at=frozenset({*_KINDS, _SHARED}),
    check=_check,
)
