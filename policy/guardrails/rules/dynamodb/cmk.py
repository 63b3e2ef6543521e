"""DynamoDB tables are encrypted under a key of the customer's own, in every Region they are in.

Without one they are encrypted under a key that AWS owns, whose use leaves no trace.
"""

from __future__ import annotations

from ...authoring import Controls, Item, Level, Rule, Severity, Verdicts, each, must_be
from ...customer_key import must_be_customer_key

_TABLE = "aws:dynamodb/table:Table"
_REPLICA = "aws:dynamodb/tableReplica:TableReplica"


def _check(table: Item) -> Verdicts:
    if table.type == _REPLICA:
        yield from must_be_customer_key(table["kmsKeyArn"])
        return
    encryption = table["serverSideEncryption"]
    yield from must_be(encryption["enabled"], True)
    yield from must_be_customer_key(encryption["kmsKeyArn"])
    yield from each(table["replicas"].items(), lambda replica: must_be_customer_key(replica["kmsKeyArn"]))


dynamodb_cmk = Rule(
    id="dynamodb-cmk",
    promise="DynamoDB tables are encrypted under a customer managed KMS key.",
    fix="Set server_side_encryption={'enabled': True, 'kms_key_arn': key.arn}, and kms_key_arn on every replica.",
    severity=Severity.LOW,
    level=Level.DISABLED,
    controls=Controls(checkov=("CKV_AWS_119",)),
    looks_at=frozenset({_TABLE, _REPLICA}),
    check=_check,
)
