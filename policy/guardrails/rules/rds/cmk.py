"""RDS storage is encrypted under a key of the customer's own.

A replica in the same Region and a restored database keep the key of what they were made from: of these, only one that
names a key of AWS is refused.
"""

from __future__ import annotations

from ...authoring import Controls, Item, Level, Rule, Severity, Verdicts
from ...customer_key import must_be_customer_key
from ...databases import CLUSTER, INSTANCE, is_replica, is_restored


def _check(database: Item) -> Verdicts:
    key = database["kmsKeyId"]
    if key.absent and (is_replica(database) or is_restored(database)):
        return
    yield from must_be_customer_key(key)


rds_cmk = Rule(
    id="rds-cmk",
    promise="RDS databases encrypt their storage under a customer managed KMS key.",
    fix="Set kms_key_id to the ARN of an aws.kms.Key of your own. An existing database must be restored from a copy of"
    " its snapshot under that key.",
    severity=Severity.LOW,
    level=Level.DISABLED,
    controls=Controls(checkov=("CKV_AWS_327",)),
    looks_at=frozenset({INSTANCE, CLUSTER}),
    check=_check,
)
