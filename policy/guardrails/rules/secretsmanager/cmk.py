"""Secrets are encrypted with a KMS key of one's own, whose policy is a second lock besides the secret's.

Each replica has a key in its own Region.
"""

from __future__ import annotations

from ...authoring import Controls, Item, Level, Rule, Severity, Verdicts, each
from ...key_names import must_name_customer_key


def _check(secret: Item) -> Verdicts:
    yield from must_name_customer_key(secret["kmsKeyId"])
    yield from each(secret["replicas"].items(), lambda replica: must_name_customer_key(replica["kmsKeyId"]))


secret_cmk = Rule(
    id="secret-cmk",
    promise="Secrets are encrypted with a KMS key of the customer.",
    fix="Set kms_key_id=key.arn, and kms_key_id in each of its replicas.",
    severity=Severity.LOW,
    level=Level.DISABLED,
    controls=Controls(checkov=("CKV_AWS_149",)),
    looks_at=frozenset({"aws:secretsmanager/secret:Secret"}),
    check=_check,
)
