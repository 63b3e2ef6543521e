"""What a type token stands for: the one name of a type that has several, and whether it takes tags and a region."""

from __future__ import annotations

import csv
import functools
from collections.abc import Mapping
from pathlib import Path

_DATA = Path(__file__).parent / "data"


def canonical(token: str) -> str:
    """Return the one token for all the names of a type: `aws:lb/listener:Listener` for `aws:alb/listener:Listener`.

    Of AWS types it is the one the SDK's own documentation prefers, of Kubernetes kinds the newest stable version of
    the API (`kubernetes:apps/v1:Deployment` for `kubernetes:extensions/v1beta1:Deployment`); a `...Patch` stays one.
    A token that is not known is returned as it is. Properties keep the shape of the type that was written: an old
    `aws:s3/bucketV2:BucketV2` lists `versionings` where an `aws:s3/bucket:Bucket` has one `versioning`.
    """
    return _column("aliases", "canonical").get(token, token)


def is_taggable(token: str) -> bool:
    """Say whether resources of this AWS type, by any of its names, carry the tags that their input `tags` gives."""
    return canonical(token) in _column("taggable", "form")


def lists_tags(token: str) -> bool:
    """Say whether `tags` is a list of objects with `key`, `value` and `propagateAtLaunch`, not a mapping."""
    return _column("taggable", "form").get(canonical(token)) == "list"


def takes_region(token: str) -> bool:
    """Say whether the input `region` of this AWS type, by any of its names, is the Region the resource is managed in.

    The data lists the types where it is missing or deprecated, so a type that is newer than the data is said to take
    it, as nearly all do since pulumi-aws 7.
    """
    return token.startswith("aws:") and canonical(token) not in _column("regionless", "source")


@functools.cache
def _column(table: str, column: str) -> Mapping[str, str]:
    """Return token -> cell of a table; its first column is the token."""
    with (_DATA / f"{table}.csv").open(newline="", encoding="utf-8") as file:
        rows = csv.reader(file)
        place = next(rows).index(column)
        return {row[0]: row[place] for row in rows}
