"""No SNS topic can be used by everybody."""

from __future__ import annotations

from ...authoring import Controls, Item, Level, Rule, Severity, Verdicts
from ...iam.openness import must_not_be_open


def _check(item: Item) -> Verdicts:
    yield from must_not_be_open(item["policy"], "the topic")


sns_policy_not_public = Rule(
    id="sns-policy-not-public",
    promise="No topic policy lets everybody publish or subscribe, unless a condition limits it to a source,"
    " accounts or an organization.",
    fix="Name services or accounts in Principal, or add a condition on aws:SourceArn, aws:SourceAccount"
    " or aws:PrincipalOrgID.",
    severity=Severity.HIGH,
    level=Level.MANDATORY,
    controls=Controls(fsbp=("SNS.4",), cis_7_0=("2.21",), checkov=("CKV_AWS_169",)),
    looks_at=frozenset({"aws:sns/topicPolicy:TopicPolicy", "aws:sns/topic:Topic"}),
    check=_check,
)
