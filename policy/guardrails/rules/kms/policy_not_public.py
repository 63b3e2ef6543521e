"""No KMS key can be used by everybody.

kms:ViaService by itself closes nothing: everybody can come by way of a service.
"""

from __future__ import annotations

from ...authoring import Controls, Item, Level, Rule, Severity, Verdicts
from ...iam.openness import must_not_be_open


def _check(item: Item) -> Verdicts:
    yield from must_not_be_open(item["policy"], "the key")


kms_policy_not_public = Rule(
    id="kms-policy-not-public",
    promise="No key policy lets everybody use the key, unless a condition limits it to accounts or an organization.",
    fix="Name the account's root or roles in Principal, or add a condition on kms:CallerAccount or aws:PrincipalOrgID.",
    severity=Severity.CRITICAL,
    level=Level.MANDATORY,
    controls=Controls(fsbp=("KMS.5",), cis_7_0=("2.21",), checkov=("CKV_AWS_33",)),
    looks_at=frozenset(
        {
            "aws:kms/key:Key",
            "aws:kms/keyPolicy:KeyPolicy",
            "aws:kms/replicaKey:ReplicaKey",
            "aws:kms/externalKey:ExternalKey",
            "aws:kms/replicaExternalKey:ReplicaExternalKey",
        }
    ),
    check=_check,
)
