"""The material of every key that KMS can rotate is rotated each year, as it is where no period is set.

Exempt are keys that it cannot rotate by itself: asymmetric and HMAC keys, and keys in a custom key store. Imported
material and replicas are types of their own. Source: https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...authoring import Controls, Item, Level, Parameter, Rule, Severity, Verdicts, must_be, must_be_at_most

_KEY = "aws:kms/key:Key"


def _check(key: Item, parameters: Mapping[str, Any]) -> Verdicts:
    if not key["customKeyStoreId"].text() and key["customerMasterKeySpec"].value() == "SYMMETRIC_DEFAULT":
        yield from must_be(key["enableKeyRotation"], True)
        yield from must_be_at_most(key["rotationPeriodInDays"], parameters["maxDays"])


kms_rotation = Rule(
    id="kms-rotation",
    promise="KMS rotates the material of its keys every year.",
    fix="Set enable_key_rotation=True, and leave rotation_period_in_days out or at 365 at most. Nothing has to be"
    " encrypted anew.",
    severity=Severity.MEDIUM,
    level=Level.MANDATORY,
    controls=Controls(fsbp=("KMS.4",), cis_5_0=("3.6",), cis_7_0=("4.6",), checkov=("CKV_AWS_7",)),
    parameters={
        "maxDays": Parameter(
            says="Most days between two rotations.",
            default=365,
            schema={"type": "integer", "minimum": 90, "maximum": 2560},
        )
    },
    looks_at=frozenset({_KEY}),
    check=_check,
)
