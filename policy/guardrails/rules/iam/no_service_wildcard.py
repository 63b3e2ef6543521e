"""No policy allows all actions of a service.

What it says of IAM on all resources, or of all services there, is `iam-no-admin`'s to report.
"""

from __future__ import annotations

from ...authoring import Controls, Inventory, Level, Severity, StackRule, Verdicts
from ...iam.arns import is_star
from ...iam.attached import each_statement
from ...iam.documents import Statement, identity_types, is_silent
from ...iam.scope import is_left_to_no_admin


def _check(stack: Inventory) -> Verdicts:
    yield from each_statement(stack, _judge)


def _judge(statement: Statement) -> Verdicts:
    known, unknown = statement.texts("Action")
    whole = [(place, text) for place, text in known if is_star(text.rpartition(":")[2])]
    if whole and not is_left_to_no_admin(statement) and not statement.denies:
        place, text = whole[0]
        service = text.partition(":")[0] if ":" in text else "every service"
        yield statement.problem(f"allows all actions of {'a service' if is_silent(place) else service}", at=place)
    for node in unknown:
        yield node.undecided()


iam_no_service_wildcard = StackRule(
    id="iam-no-service-wildcard",
    promise="No policy allows all actions of a service.",
    fix="Replace the wildcard by the actions that are needed, such as sqs:SendMessage.",
    severity=Severity.MEDIUM,
    level=Level.ADVISORY,
    controls=Controls(fsbp=("IAM.21",)),
    looks_at=identity_types(),
    check=_check,
)
