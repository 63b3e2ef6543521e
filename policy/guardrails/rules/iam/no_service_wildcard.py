"""No policy allows all actions of a service.

All but some are as many. AWS's own policies that are called so (`AmazonS3FullAccess`) count. What is said of IAM on all
resources, or of all services there, is `iam-no-admin`'s to report.
"""

from __future__ import annotations

from ...authoring import Controls, Inventory, Item, Level, Severity, StackRule, Verdicts, each
from ...iam.arns import is_star
from ...iam.attached import attachments, each_statement, of_aws
from ...iam.documents import Statement, identity_types, is_silent
from ...iam.scope import is_left_to_no_admin

_WHOLE = "FullAccess"
_REFUSED_ALREADY = "IAMFullAccess"


def _check(stack: Inventory) -> Verdicts:
    yield from each_statement(stack, _judge)
    yield from each(stack.of(*sorted(attachments())), _attached)


def _judge(statement: Statement) -> Verdicts:
    known, unknown = statement.texts("Action")
    whole = [(place, text) for place, text in known if is_star(text.rpartition(":")[2])]
    if whole and not is_left_to_no_admin(statement) and not statement.denies:
        services = sorted({text.partition(":")[0] if ":" in text else "every service" for _, text in whole})
        shown = "a service" if is_silent(statement.node) else ", ".join(services)
        yield statement.problem(f"allows all actions of {shown}", at=whole[0][0])
    left_out = statement.node["NotAction"]
    if left_out.items() and not is_left_to_no_admin(statement) and not statement.denies:
        yield statement.problem("allows all actions but those it leaves out", at=left_out)
    for node in unknown:
        yield node.undecided()


def _attached(item: Item) -> Verdicts:
    for place, name in of_aws(item):
        if name.endswith(_WHOLE) and name != _REFUSED_ALREADY:
            yield place.problem("must not be all of a service", mark="" if place.secret else name)


iam_no_service_wildcard = StackRule(
    id="iam-no-service-wildcard",
    promise="No policy allows all actions of a service.",
    fix="Replace the wildcard, or the policy of AWS, by the actions that are needed, such as sqs:SendMessage.",
    severity=Severity.MEDIUM,
    level=Level.ADVISORY,
    controls=Controls(fsbp=("IAM.21",)),
    looks_at=identity_types() | frozenset(attachments()),
    check=_check,
)
