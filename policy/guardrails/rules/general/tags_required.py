"""Every resource that takes tags says whose it is: the provider's default tags count as much as its own.

What values a provider's default tags have is said once, at the provider.

Objects in a bucket are exempt: they are billed with their bucket, and S3 takes no more than ten tags of each. Source:
https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-tagging.html.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ...authoring import (
    Change,
    Controls,
    Item,
    Level,
    Parameter,
    Rule,
    Severity,
    Verdicts,
    each,
    is_taggable,
    must_be_one_of,
)
from ...tagging import default_tags, tags_of
from ...types import lists_tags

_PROVIDER = "pulumi:providers:aws"
_OBJECTS = frozenset(
    {
        "aws:s3/bucketObject:BucketObject",
        "aws:s3/bucketObjectv2:BucketObjectv2",
        "aws:s3/objectCopy:ObjectCopy",
    }
)
_TEXTS = {"type": "array", "items": {"type": "string", "minLength": 1}}


def _looks_at(item: Item) -> bool:
    return item.type == _PROVIDER or (
        item.custom and not item.read and item.type not in _OBJECTS and is_taggable(item.type)
    )


def _check(item: Item, parameters: Mapping[str, Any]) -> Verdicts:
    allowed = parameters["allowed"]
    if item.type == _PROVIDER:
        tags = default_tags(item) if allowed else {}
    else:
        tags = tags_of(item)
        missing = [key for key in parameters["required"] if key not in tags or tags[key].absent]
        if missing:
            yield item["tags"].problem(f"must have {', '.join(missing)}")
    own = (key for key in allowed if key in tags and tags[key].item is item)  # a default tag is judged at its provider
    yield from each(own, lambda key: must_be_one_of(tags[key], allowed[key]))


def _remediate(item: Item, parameters: Mapping[str, Any]) -> Iterator[Change]:
    if item.type == _PROVIDER or lists_tags(item.type):
        return
    tags = tags_of(item)
    for key in parameters["required"]:
        if (key not in tags or tags[key].absent) and key in parameters["values"]:
            yield Change(("tags", key), parameters["values"][key])


tags_required = Rule(
    id="tags-required",
    promise="Every resource that takes tags says which environment it is of, who owns it and who pays for it.",
    fix="Pass tags with the missing keys, or set them for all resources by the provider's default_tags.",
    severity=Severity.MEDIUM,
    level=Level.MANDATORY,
    levels={"development": Level.ADVISORY, "ephemeral": Level.ADVISORY},
    controls=Controls(),
    parameters={
        "required": Parameter(
            says="Keys that must be there, in the case they are written.",
            default=["Environment", "Owner", "CostCenter"],
            schema=_TEXTS,
        ),
        "allowed": Parameter(
            says="Key -> the values that it may have, where it is there.",
            default={},
            schema={"type": "object", "additionalProperties": {**_TEXTS, "minItems": 1}},
        ),
        "values": Parameter(
            says="Key -> the value that remediation gives where the key is missing.",
            default={},
            schema={"type": "object", "additionalProperties": {"type": "string"}},
        ),
    },
    looks_at=_looks_at,
    check=_check,
    remediate=_remediate,
)
