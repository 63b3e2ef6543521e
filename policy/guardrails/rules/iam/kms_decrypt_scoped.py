"""Policies name the KMS keys they allow to decrypt with.

All keys of an account count as all. A condition on the key, or on the service that uses it (`kms:ViaService`), names
them too.
"""

from __future__ import annotations

from ...authoring import Controls, Inventory, Level, Severity, StackRule, Verdicts
from ...iam.attached import each_statement
from ...iam.conditions import narrows
from ...iam.documents import Statement, identity_types
from ...iam.scope import is_left_to_no_admin, unlimited

_ACTIONS = ("kms:Decrypt", "kms:ReEncryptFrom")


def _check(stack: Inventory) -> Verdicts:
    yield from each_statement(stack, _judge)


def _judge(statement: Statement) -> Verdicts:
    for action in _ACTIONS:
        if not statement.covers(action):
            continue
        place = unlimited(statement, action)
        if place is not None and not is_left_to_no_admin(statement) and not narrows(statement) and not statement.denies:
            yield statement.problem(f"allows {action} with every key", at=place)
            return


iam_kms_decrypt_scoped = StackRule(
    id="iam-kms-decrypt-scoped",
    promise="Policies name the keys that they allow to decrypt or re-encrypt with.",
    fix="Put the ARNs of the keys into Resource (key.arn), or limit the statement by kms:ViaService or a key's tag.",
    severity=Severity.MEDIUM,
    level=Level.ADVISORY,
    controls=Controls(fsbp=("KMS.1", "KMS.2")),
    looks_at=identity_types(),
    check=_check,
)
