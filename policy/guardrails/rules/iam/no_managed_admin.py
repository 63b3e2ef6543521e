"""Nobody is given one of AWS's own policies for administrators."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...authoring import Controls, Item, Level, Parameter, Rule, Severity, Verdicts
from ...iam.attached import attachments, of_aws
from ...iam.documents import texts


def _check(item: Item, parameters: Mapping[str, Any]) -> Verdicts:
    for place, name in of_aws(item):
        if name in parameters["refused"]:
            yield place.problem("must not be a policy for administrators", mark="" if place.secret else name)
    for node in texts(item[attachments()[item.type]])[1]:
        # The ARN of a policy that this program makes is none of AWS's own, whatever it turns out to be.
        if not node.made_of:
            yield node.undecided()


iam_no_managed_admin = Rule(
    id="iam-no-managed-admin",
    promise="Nobody is attached AdministratorAccess, IAMFullAccess or PowerUserAccess.",
    fix="Attach a policy that lists what is needed, or one of AWS's policies for the job at hand.",
    severity=Severity.HIGH,
    level=Level.MANDATORY,
    controls=Controls(fsbp=("IAM.1",), cis_5_0=("1.15",), cis_7_0=("2.14",), checkov=("CKV_AWS_274", "CKV2_AWS_56")),
    parameters={
        "refused": Parameter(
            says="Names of AWS managed policies that nobody may be attached.",
            default=["AdministratorAccess", "IAMFullAccess", "PowerUserAccess"],
            schema={"type": "array", "items": {"type": "string", "minLength": 1}, "uniqueItems": True},
        )
    },
    looks_at=frozenset(attachments()),
    check=_check,
)
