"""Nobody can make more of the rights they hold than was meant."""

from __future__ import annotations

from ...authoring import Controls, Inventory, Level, Severity, StackRule, Verdicts
from ...iam.documents import identity_types
from ...iam.escalation import report


def _check(stack: Inventory) -> Verdicts:
    yield from report(stack, "escalation")


iam_no_privilege_escalation = StackRule(
    id="iam-no-privilege-escalation",
    promise="Nobody gains rights beyond their own: by IAM, by passing roles, or by taking over what runs with a role.",
    fix="Limit the statement to the ARNs that are meant, or deny what completes the way; for iam:PassRole name the"
    " roles and set iam:PassedToService.",
    severity=Severity.HIGH,
    level=Level.MANDATORY,
    controls=Controls(checkov=("CKV_AWS_286",)),
    looks_at=identity_types(),
    check=_check,
)
