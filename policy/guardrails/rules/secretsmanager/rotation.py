"""Every secret is rotated at least every quarter: what leaked is soon worth nothing.

A secret that another AWS service owns (RDS for its master users) is no resource of the stack. One that only a third
party can renew deserves an exception that says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...authoring import (
    Controls,
    Inventory,
    Item,
    Level,
    Parameter,
    Severity,
    StackRule,
    Verdicts,
    each,
    must_be_at_most,
    must_be_covered,
    must_not_be,
)
from ...schedules import longest_days

_SECRET = "aws:secretsmanager/secret:Secret"  # noqa: S105, a type
_ROTATION = "aws:secretsmanager/secretRotation:SecretRotation"


def _check(stack: Inventory, parameters: Mapping[str, Any]) -> Verdicts:
    yield from each(stack.of(_SECRET), lambda secret: _covered(stack, secret))
    yield from each(stack.of(_ROTATION), lambda rotation: _often(rotation, parameters["maxDays"]))


def _covered(stack: Inventory, secret: Item) -> Verdicts:
    pointers = stack.pointing_at(secret, _ROTATION, "secretId")
    yield from must_be_covered(secret, pointers, "no SecretRotation in this stack refers to this secret")


def _often(rotation: Item, most: int) -> Verdicts:
    yield from must_not_be(rotation["rotationEnabled"], False)
    rules = rotation["rotationRules"]
    schedule = rules["scheduleExpression"]
    if not schedule.absent:
        days = longest_days(schedule.text())
        if days is None or days > most:
            yield schedule.problem(f"must come round within {most} days")
    else:
        yield from must_be_at_most(rules["automaticallyAfterDays"], most)


secret_rotation = StackRule(
    id="secret-rotation",
    promise="Every secret is rotated automatically, at least once in 90 days.",
    fix="Add an aws.secretsmanager.SecretRotation with secret_id, rotation_lambda_arn and"
    ' rotation_rules={"automatically_after_days": 30}.',
    severity=Severity.MEDIUM,
    level=Level.ADVISORY,
    levels={"development": Level.DISABLED, "ephemeral": Level.DISABLED},
    controls=Controls(fsbp=("SecretsManager.1", "SecretsManager.4"), checkov=("CKV2_AWS_57", "CKV_AWS_304")),
    parameters={
        "maxDays": Parameter(
            says="Most days between two rotations; 93 lets every third month pass.",
            default=90,
            schema={"type": "integer", "minimum": 1, "maximum": 1000},
        )
    },
    looks_at=frozenset({_SECRET, _ROTATION}),
    check=_check,
)
