"""A vault keeps its backups under a key of one's own, and neither a mistake nor an intruder empties it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...authoring import (
    Controls,
    Inventory,
    Item,
    Level,
    Parameter,
    Severity,
    StackRule,
    Verdicts,
    each,
    must_be_covered,
    must_not_be,
)
from ...customer_key import must_be_customer_key

_VAULT = "aws:backup/vault:Vault"
_LOCK = "aws:backup/vaultLockConfiguration:VaultLockConfiguration"


def _check(stack: Inventory, parameters: Mapping[str, Any]) -> Verdicts:
    yield from each(stack.of(_VAULT), lambda vault: _judge(stack, vault, lock=parameters["lock"]))


def _judge(stack: Inventory, vault: Item, *, lock: bool) -> Verdicts:
    yield from must_be_customer_key(vault["kmsKeyArn"])
    yield from must_not_be(vault["forceDestroy"], True)
    if lock:
        locks = stack.pointing_at(vault, _LOCK, "backupVaultName")
        yield from must_be_covered(vault, locks, "no VaultLockConfiguration in this stack keeps what this vault holds")


backup_vault_protected = StackRule(
    id="backup-vault-protected",
    promise="Backup vaults have a KMS key of the customer, are not emptied when deleted, and are locked in production.",
    fix="Set kms_key_arn=key.arn, leave force_destroy out, and add an aws.backup.VaultLockConfiguration.",
    severity=Severity.MEDIUM,
    level=Level.ADVISORY,
    levels={"ephemeral": Level.DISABLED},
    controls=Controls(fsbp=("Backup.1",), checkov=("CKV_AWS_166",)),
    parameters={
        "lock": Parameter(
            says="Whether a vault must be locked: nobody deletes a backup before its time.",
            default=True,
            by_profile={"development": False, "ephemeral": False},
            schema={"type": "boolean"},
        )
    },
    looks_at=frozenset({_VAULT}),
    check=_check,
)
