"""Roles have a permissions boundary, where an organization asks for one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...authoring import Item, Level, Parameter, Rule, Severity, Verdicts, must_be_set


def _check(role: Item, parameters: Mapping[str, Any]) -> Verdicts:
    if role.read:
        return
    boundary, wanted = role["permissionsBoundary"], parameters["policyName"]
    if not wanted:
        yield from must_be_set(boundary)
    elif boundary.text().rpartition("/")[2] != wanted:
        yield boundary.problem(f"must be the ARN of the policy {wanted!r}")


iam_permissions_boundary = Rule(
    id="iam-permissions-boundary",
    promise="Every role has the permissions boundary that the organization asks for.",
    fix="Set permissions_boundary to the ARN of the organization's boundary policy.",
    severity=Severity.MEDIUM,
    level=Level.DISABLED,
    parameters={
        "policyName": Parameter(
            says="Name of the policy that the boundary must be; empty for any policy.",
            default="",
            schema={"type": "string"},
        )
    },
    looks_at=frozenset({"aws:iam/role:Role"}),
    check=_check,
)
