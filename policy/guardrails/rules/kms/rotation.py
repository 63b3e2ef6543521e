"""The material of every key that KMS can rotate is rotated each year.

Exempt are keys that it cannot rotate by itself: asymmetric and HMAC keys, and keys in a custom key store. Imported
material and replicas are types of their own. Source: https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html.
"""

from __future__ import annotations

from ...authoring import Controls, Item, Level, Rule, Severity, Verdicts, must_be

_KEY = "aws:kms/key:Key"


def _check(key: Item) -> Verdicts:
    if key["customKeyStoreId"].absent and key["customerMasterKeySpec"].value() == "SYMMETRIC_DEFAULT":
        yield from must_be(key["enableKeyRotation"], True)


kms_rotation = Rule(
    id="kms-rotation",
    promise="KMS rotates the material of its keys every year.",
    fix="Set enable_key_rotation=True. Nothing has to be encrypted anew.",
    severity=Severity.MEDIUM,
    level=Level.MANDATORY,
    controls=Controls(fsbp=("KMS.4",), cis_5_0=("3.6",), cis_7_0=("4.6",), checkov=("CKV_AWS_7",)),
    looks_at=frozenset({_KEY}),
    check=_check,
)
