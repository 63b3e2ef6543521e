"""A key that is scheduled for deletion can be saved for long enough that somebody notices."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...authoring import Controls, Item, Level, Parameter, Rule, Severity, Verdicts, must_be_at_least

_KEYS = frozenset(
    {
        "aws:kms/externalKey:ExternalKey",
        "aws:kms/key:Key",
        "aws:kms/replicaExternalKey:ReplicaExternalKey",
        "aws:kms/replicaKey:ReplicaKey",
    }
)
_SHORTEST = 7  # https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys.html


def _check(key: Item, parameters: Mapping[str, Any]) -> Verdicts:
    yield from must_be_at_least(key["deletionWindowInDays"], parameters["minDays"])


kms_deletion_window = Rule(
    id="kms-deletion-window",
    promise="A KMS key waits long enough before it is deleted, and everything encrypted with it is lost.",
    fix="Set deletion_window_in_days=30, or leave it out.",
    severity=Severity.MEDIUM,
    level=Level.ADVISORY,
    controls=Controls(fsbp=("KMS.3",)),
    parameters={
        "minDays": Parameter(
            says="Shortest wait, in days.",
            default=14,
            by_profile={"development": _SHORTEST, "ephemeral": _SHORTEST},
            schema={"type": "integer", "minimum": _SHORTEST, "maximum": 30},
        )
    },
    looks_at=_KEYS,
    check=_check,
)
