"""RDS storage is encrypted at rest."""

from __future__ import annotations

from ...authoring import Controls, Item, Level, Rule, Severity, Verdicts, must_be

# What these are made from decides, and is not in the program.
_INHERITED_FROM = ("replicateSourceDb", "snapshotIdentifier", "restoreToPointInTime", "replicationSourceIdentifier")


def _check(database: Item) -> Verdicts:
    if any(not database[source].absent for source in _INHERITED_FROM):
        return
    yield from must_be(database["storageEncrypted"], True)


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
    looks_at=frozenset({"aws:rds/instance:Instance", "aws:rds/cluster:Cluster"}),
    check=_check,
)
