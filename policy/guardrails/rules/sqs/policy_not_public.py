"""No SQS queue can be used by everybody."""

from __future__ import annotations

from ...authoring import Controls, Item, Level, Rule, Severity, Verdicts
from ...iam.openness import must_not_be_open


def _check(item: Item) -> Verdicts:
    yield from must_not_be_open(item["policy"], "the queue")


sqs_policy_not_public = Rule(
    id="sqs-policy-not-public",
    promise="No queue policy lets everybody send or receive, unless a condition limits it to a source,"
    " accounts or an organization.",
    fix="Name services or accounts in Principal, or add a condition on aws:SourceArn, aws:SourceAccount"
    " or aws:PrincipalOrgID.",
    severity=Severity.HIGH,
    level=Level.MANDATORY,
    controls=Controls(fsbp=("SQS.3",), cis_7_0=("2.21",), checkov=("CKV_AWS_168", "CKV_AWS_387")),
    looks_at=frozenset({"aws:sqs/queuePolicy:QueuePolicy", "aws:sqs/queue:Queue"}),
    check=_check,
)
