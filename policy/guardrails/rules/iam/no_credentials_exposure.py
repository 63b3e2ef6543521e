"""Nobody can obtain credentials of everybody else."""

from __future__ import annotations

from ...authoring import Controls, Inventory, Level, Severity, StackRule, Verdicts
from ...iam.documents import identity_types
from ...iam.escalation import report


def _check(stack: Inventory) -> Verdicts:
    yield from report(stack, "credentials")


iam_no_credentials_exposure = StackRule(
    id="iam-no-credentials-exposure",
    promise="Nobody obtains credentials of all users, roles, clusters or the like of the account.",
    fix="Name in Resource whose credentials are needed, by ARN.",
    severity=Severity.HIGH,
    level=Level.ADVISORY,
    controls=Controls(checkov=("CKV_AWS_287",)),
    looks_at=identity_types(),
    check=_check,
)
