"""No policy makes an administrator."""

from __future__ import annotations

from ...authoring import Controls, Inventory, Level, Severity, StackRule, Verdicts
from ...iam.arns import is_star
from ...iam.attached import each_statement
from ...iam.documents import Statement, identity_types
from ...iam.scope import is_administration


def _check(stack: Inventory) -> Verdicts:
    yield from each_statement(stack, _judge)


def _judge(statement: Statement) -> Verdicts:
    if is_administration(statement) and not statement.denies:
        yield statement.problem(f"allows {_granted(statement)} on everything")


def _granted(statement: Statement) -> str:
    """Return the actions that make a statement administration, in words."""
    if any(is_star(text) for _, text in statement.texts("Action")[0]):
        return "all actions"
    return "all actions but those it leaves out" if statement.node["NotAction"].items() else "all of IAM"


iam_no_admin = StackRule(
    id="iam-no-admin",
    promise="No policy allows all actions, all but some, or all of IAM, on all resources.",
    fix="List the actions that are needed and the ARNs they are needed on, taken from the resources: bucket.arn.",
    severity=Severity.CRITICAL,
    level=Level.MANDATORY,
    controls=Controls(
        fsbp=("IAM.1",), cis_5_0=("1.15",), cis_7_0=("2.14",), checkov=("CKV_AWS_62", "CKV_AWS_63", "CKV2_AWS_40")
    ),
    looks_at=identity_types(),
    check=_check,
)
