"""DynamoDB tables can be restored to any second of the last days; each replica has a switch of its own."""

from __future__ import annotations

from ...authoring import Controls, Item, Level, Rule, Severity, Verdicts, each, must_be

_TABLE = "aws:dynamodb/table:Table"
_REPLICA = "aws:dynamodb/tableReplica:TableReplica"


def _check(table: Item) -> Verdicts:
    if table.type == _REPLICA:
        yield from must_be(table["pointInTimeRecovery"], True)
        return
    yield from must_be(table.at("pointInTimeRecovery.enabled"), True)
    yield from each(table["replicas"].items(), lambda replica: must_be(replica["pointInTimeRecovery"], True))


dynamodb_pitr = Rule(
    id="dynamodb-pitr",
    promise="DynamoDB tables can be restored to any second of the last days.",
    fix="Set point_in_time_recovery={'enabled': True}, and point_in_time_recovery=True on every replica.",
    severity=Severity.MEDIUM,
    level=Level.ADVISORY,
    levels={"development": Level.DISABLED, "ephemeral": Level.DISABLED},
    controls=Controls(fsbp=("DynamoDB.2",), checkov=("CKV_AWS_28",)),
    looks_at=frozenset({_TABLE, _REPLICA}),
    check=_check,
)
