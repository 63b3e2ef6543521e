"""Deleting a bucket does not delete what is in it."""

from __future__ import annotations

from ...authoring import Controls, Item, Level, Rule, Severity, Verdicts, must_be
from ...buckets import BUCKET

_DIRECTORY = "aws:s3/directoryBucket:DirectoryBucket"


def _check(bucket: Item) -> Verdicts:
    yield from must_be(bucket["forceDestroy"], False)


s3_no_force_destroy = Rule(
    id="s3-no-force-destroy",
    promise="A bucket that holds objects cannot be deleted by removing it from the program.",
    fix="Leave force_destroy out, or set it to False, wherever the data matters.",
    severity=Severity.MEDIUM,
    level=Level.ADVISORY,
    levels={"development": Level.DISABLED, "ephemeral": Level.DISABLED},
    controls=Controls(),
    looks_at=frozenset({BUCKET, _DIRECTORY}),
    check=_check,
)
