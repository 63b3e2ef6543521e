"""Nobody can read all objects, secrets, parameters or snapshots of the account."""

from __future__ import annotations

from ...authoring import Controls, Inventory, Level, Severity, StackRule, Verdicts
from ...iam.documents import identity_types
from ...iam.escalation import report


def _check(stack: Inventory) -> Verdicts:
    yield from report(stack, "exfiltration")


iam_no_data_exfiltration = StackRule(
    id="iam-no-data-exfiltration",
    promise="Nobody reads all objects, secrets, parameters or snapshots of the account.",
    fix="Name the buckets, secrets and parameters that are needed in Resource, by ARN.",
    severity=Severity.MEDIUM,
    level=Level.ADVISORY,
    controls=Controls(checkov=("CKV_AWS_288",)),
    looks_at=identity_types(),
    check=_check,
)
