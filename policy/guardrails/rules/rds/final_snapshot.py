"""RDS databases leave a snapshot behind when they are deleted. A replica cannot, and need not: its source has the data.

Without a name for the snapshot AWS refuses the deletion, in the middle of an update that replaces the database.
"""

from __future__ import annotations

from ...authoring import Controls, Item, Level, Rule, Severity, Verdicts, must_be_set, must_not_be
from ...databases import CLUSTER, INSTANCE, is_replica


def _check(database: Item) -> Verdicts:
    if is_replica(database):
        return
    skipped = database["skipFinalSnapshot"]
    yield from must_not_be(skipped, True)
    if skipped.unknown or skipped.truth() is not True:
        yield from must_be_set(database["finalSnapshotIdentifier"])


rds_final_snapshot = Rule(
    id="rds-final-snapshot",
    promise="A deleted RDS database leaves a final snapshot behind.",
    fix="Leave skip_final_snapshot out and set final_snapshot_identifier to a name that no snapshot has yet.",
    severity=Severity.MEDIUM,
    level=Level.ADVISORY,
    levels={"development": Level.DISABLED, "ephemeral": Level.DISABLED},
    controls=Controls(),
    looks_at=frozenset({INSTANCE, CLUSTER}),
    check=_check,
)
