"""RDS databases keep automatic backups for a while.

A replica has its source's; an instance that is restored keeps its snapshot's retention unless it says otherwise.
"""

from __future__ import annotations

from collections.abc import Mapping

from ...authoring import Controls, Item, Level, Parameter, Rule, Severity, Verdicts, must_be_at_least
from ...databases import CLUSTER, INSTANCE, is_replica, is_restored


def _check(database: Item, parameters: Mapping[str, int]) -> Verdicts:
    days = database["backupRetentionPeriod"]
    if database.type == INSTANCE and (is_replica(database) or (days.absent and is_restored(database))):
        return
    yield from must_be_at_least(days, parameters["minDays"])


rds_backup_retention = Rule(
    id="rds-backup-retention",
    promise="RDS databases can be restored to any moment of the last days.",
    fix="Set backup_retention_period to at least the number of days asked for; 0, which an aws.rds.Instance takes where"
    " nothing is said, turns backups off.",
    severity=Severity.MEDIUM,
    level=Level.ADVISORY,
    levels={"ephemeral": Level.DISABLED},
    controls=Controls(fsbp=("RDS.11",), checkov=("CKV_AWS_133",)),
    parameters={
        "minDays": Parameter(
            says="Days that a backup is kept at least.",
            default=7,
            by_profile={"development": 1},
            schema={"type": "integer", "minimum": 1, "maximum": 35},
        )
    },
    looks_at=frozenset({INSTANCE, CLUSTER}),
    check=_check,
)
