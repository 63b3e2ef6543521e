"""DynamoDB tables are protected against deletion. A replica, which can be made anew from its table, need not be."""

from __future__ import annotations

from ...authoring import Controls, Item, Level, Rule, Severity, Verdicts, must_be


def _check(table: Item) -> Verdicts:
    yield from must_be(table["deletionProtectionEnabled"], True)


dynamodb_deletion_protection = Rule(
    id="dynamodb-deletion-protection",
    promise="DynamoDB tables cannot be deleted by mistake.",
    fix="Set deletion_protection_enabled=True; Pulumi's protect option alone does not stop the console.",
    severity=Severity.MEDIUM,
    level=Level.ADVISORY,
    levels={"development": Level.DISABLED, "ephemeral": Level.DISABLED},
    controls=Controls(fsbp=("DynamoDB.6",)),
    looks_at=frozenset({"aws:dynamodb/table:Table"}),
    check=_check,
)
