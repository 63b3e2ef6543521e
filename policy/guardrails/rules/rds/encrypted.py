"""RDS storage is encrypted at rest.

A replica is encrypted as its source is, a restored database as its snapshot, and Aurora Serverless v1 always: of these,
only one that says otherwise is refused. An Aurora instance is as its cluster. Aurora clusters made since February 2026
are encrypted whatever they say, older ones are not: saying so is right for both.
"""

from __future__ import annotations

from ...authoring import Controls, Item, Level, Rule, Severity, Verdicts, must_be
from ...databases import CLUSTER, INSTANCE, is_replica, is_restored, is_serverless_v1


def _check(database: Item) -> Verdicts:
    encrypted = database["storageEncrypted"]
    if encrypted.absent and (is_replica(database) or is_restored(database) or is_serverless_v1(database)):
        return
    yield from must_be(encrypted, True)


rds_encrypted = Rule(
    id="rds-encrypted",
    promise="RDS databases encrypt their storage.",
    fix="Set storage_encrypted=True, best with kms_key_id. An existing database must be restored from an encrypted copy"
    " of its snapshot.",
    severity=Severity.HIGH,
    level=Level.MANDATORY,
    controls=Controls(
        fsbp=("RDS.3", "RDS.27"), cis_5_0=("2.2.1",), cis_7_0=("3.2.1",), checkov=("CKV_AWS_16", "CKV_AWS_96")
    ),
    looks_at=frozenset({INSTANCE, CLUSTER}),
    check=_check,
)
