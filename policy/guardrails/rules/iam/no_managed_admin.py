"""Nobody is given one of AWS's own policies for administrators."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...authoring import Controls, Item, Level, Parameter, Rule, Severity, Verdicts
from ...iam.documents import texts
from ...tables import rows

_PATHS = {row["type"]: row["policy"] for row in rows("iam_attachments") if row["policy"]}


def _check(item: Item, parameters: Mapping[str, Any]) -> Verdicts:
    known, unknown = texts(item[_PATHS[item.type]])
    for place, arn in known:
        if ":iam::aws:policy/" in arn and arn.rpartition("/")[2] in parameters["refused"]:
            yield place.problem(
                "must not be a policy for administrators", mark="" if place.secret else arn.rpartition("/")[2]
            )
    for node in unknown:
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
    looks_at=frozenset(_PATHS),
    check=_check,
)
