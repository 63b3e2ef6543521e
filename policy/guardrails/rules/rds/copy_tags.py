"""RDS databases copy their tags to their snapshots, which policies on tags then protect too."""

from __future__ import annotations

from ...authoring import Controls, Item, Level, Rule, Severity, Verdicts, must_be
from ...databases import CLUSTER, INSTANCE


def _check(database: Item) -> Verdicts:
    yield from must_be(database["copyTagsToSnapshot"], True)


rds_copy_tags = Rule(
    id="rds-copy-tags",
    promise="Snapshots of RDS databases carry the tags of the database.",
    fix="Set copy_tags_to_snapshot=True.",
    severity=Severity.LOW,
    level=Level.ADVISORY,
    levels={"ephemeral": Level.DISABLED},
    controls=Controls(fsbp=("RDS.16", "RDS.17"), checkov=("CKV_AWS_313", "CKV2_AWS_60")),
    looks_at=frozenset({INSTANCE, CLUSTER}),
    check=_check,
)
