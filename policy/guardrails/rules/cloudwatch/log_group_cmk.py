"""CloudWatch log groups are encrypted under a key of the customer's own."""

from __future__ import annotations

from ...authoring import Controls, Item, Level, Rule, Severity, Verdicts
from ...customer_key import must_be_customer_key


def _check(group: Item) -> Verdicts:
    yield from must_be_customer_key(group["kmsKeyId"])


log_group_cmk = Rule(
    id="log-group-cmk",
    promise="CloudWatch log groups are encrypted under a customer managed KMS key.",
    fix="Set kms_key_id to the ARN of an aws.kms.Key whose policy lets logs.REGION.amazonaws.com use it.",
    severity=Severity.LOW,
    level=Level.DISABLED,
    controls=Controls(checkov=("CKV_AWS_158",)),
    looks_at=frozenset({"aws:cloudwatch/logGroup:LogGroup"}),
    check=_check,
)
