"""CloudTrail's files are signed, so that a change shows, and encrypted under a key of the customer's own."""

from __future__ import annotations

from ...authoring import Controls, Item, Level, Rule, Severity, Verdicts, must_be
from ...customer_key import must_be_customer_key


def _check(trail: Item) -> Verdicts:
    yield from must_be(trail["enableLogFileValidation"], True)
    yield from must_be_customer_key(trail["kmsKeyId"])


cloudtrail_validation_kms = Rule(
    id="cloudtrail-validation-kms",
    promise="CloudTrail signs its files and encrypts them under a customer managed KMS key.",
    fix="Set enable_log_file_validation=True, and kms_key_id to an aws.kms.Key whose policy lets CloudTrail use it.",
    severity=Severity.MEDIUM,
    level=Level.ADVISORY,
    controls=Controls(
        fsbp=("CloudTrail.2", "CloudTrail.4"),
        cis_5_0=("3.2", "3.5"),
        cis_7_0=("4.2", "4.5"),
        checkov=("CKV_AWS_35", "CKV_AWS_36"),
    ),
    looks_at=frozenset({"aws:cloudtrail/trail:Trail"}),
    check=_check,
)
