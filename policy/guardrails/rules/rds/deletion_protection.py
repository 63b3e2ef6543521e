"""RDS databases are protected against deletion. A replica, which can be made anew from its source, need not be."""

from __future__ import annotations

from ...authoring import Controls, Item, Level, Rule, Severity, Verdicts, must_be
from ...databases import CLUSTER, INSTANCE, is_replica


def _check(database: Item) -> Verdicts:
    if not is_replica(database):
        yield from must_be(database["deletionProtection"], True)


rds_deletion_protection = Rule(
    id="rds-deletion-protection",
    promise="RDS databases cannot be deleted by mistake.",
    fix="Set deletion_protection=True; Pulumi's protect option alone does not stop the console.",
    severity=Severity.MEDIUM,
    level=Level.ADVISORY,
    levels={"development": Level.DISABLED, "ephemeral": Level.DISABLED},
    controls=Controls(fsbp=("RDS.7", "RDS.8"), checkov=("CKV_AWS_139", "CKV_AWS_293")),
    looks_at=frozenset({INSTANCE, CLUSTER}),
    check=_check,
)
