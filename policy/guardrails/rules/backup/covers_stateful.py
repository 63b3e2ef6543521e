"""Every store of data is backed up: by a plan of AWS Backup, or by itself.

By itself is: RDS with a retention period, DynamoDB with point-in-time recovery, EFS with a backup policy, EBS with
snapshots of Data Lifecycle Manager by tag; the parameter `ownBackups` says whether that is enough. Replicas are backed
up where they come from. A plan of another stack is not seen here: the tags that it goes by are the parameter `tags`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from ...authoring import Controls, Inventory, Item, Level, Parameter, Severity, StackRule, Undecided, Verdicts, each
from ...backups import selects
from ...databases import CLUSTER, INSTANCE, is_replica
from ...tagging import tags_of

_TABLE = "aws:dynamodb/table:Table"
_FILES = "aws:efs/fileSystem:FileSystem"
_VOLUME = "aws:ebs/volume:Volume"
_SELECTION = "aws:backup/selection:Selection"
_LIFECYCLE = "aws:dlm/lifecyclePolicy:LifecyclePolicy"
_FILE_POLICY = "aws:efs/backupPolicy:BackupPolicy"


def _check(stack: Inventory, parameters: Mapping[str, Any]) -> Verdicts:
    stores = stack.of(*_OWN)
    yield from each(stores, lambda store: _judge(stack, store, parameters))


def _judge(stack: Inventory, store: Item, parameters: Mapping[str, Any]) -> Verdicts:
    if store.type in (CLUSTER, INSTANCE) and is_replica(store):
        return
    doubt: Undecided | None = None
    for answer in _answers(stack, store, parameters):
        try:
            if answer():
                return
        except Undecided as undecided:
            doubt = undecided if undecided.item is store else Undecided(store)
    yield doubt or store.says("nothing backs this up: no selection of AWS Backup takes it, and it makes no backups")


def _answers(stack: Inventory, store: Item, parameters: Mapping[str, Any]) -> Iterator[Callable[[], bool]]:
    """Yield questions, one of which must be answered with yes."""
    if parameters["ownBackups"]:
        yield lambda: _OWN[store.type](stack, store)
    yield lambda: any(_has(store, key, wanted) for key, wanted in parameters["tags"].items())
    for selection in stack.of(_SELECTION):
        yield lambda selection=selection: selects(stack, selection, store)  # type: ignore[misc]


def _has(store: Item, key: str, wanted: str) -> bool:
    tags = tags_of(store)
    return key in tags and wanted in ("*", tags[key].text())


def _retained(_stack: Inventory, database: Item) -> bool:
    return bool(database["backupRetentionPeriod"].value())


def _recoverable(_stack: Inventory, table: Item) -> bool:
    return table.at("pointInTimeRecovery.enabled").value() is True


def _files_backed_up(stack: Inventory, files: Item) -> bool:
    policies = stack.pointing_at(files, _FILE_POLICY, "fileSystemId")
    if policies.possible:
        raise Undecided(files)
    return any(one.at("backupPolicy.status").value() == "ENABLED" for one in policies.certain)


def _snapshotted(stack: Inventory, volume: Item) -> bool:
    return any(
        _has(volume, key, value.text())
        for policy in stack.of(_LIFECYCLE)
        for key, value in policy.at("policyDetails.targetTags").fields().items()
    )


_OWN: dict[str, Callable[[Inventory, Item], bool]] = {
    CLUSTER: _retained,
    INSTANCE: _retained,
    _TABLE: _recoverable,
    _FILES: _files_backed_up,
    _VOLUME: _snapshotted,
}


backup_covers_stateful = StackRule(
    id="backup-covers-stateful",
    promise="Every database, table, file system and volume is backed up.",
    fix="Add it to an aws.backup.Selection, by its ARN or by a tag, or switch its own backups on"
    ' (backup_retention_period=7, point_in_time_recovery={"enabled": True}).',
    severity=Severity.MEDIUM,
    level=Level.ADVISORY,
    levels={"development": Level.DISABLED, "ephemeral": Level.DISABLED},
    controls=Controls(fsbp=("RDS.26", "DynamoDB.4", "EC2.28"), checkov=("CKV2_AWS_8",)),
    parameters={
        "ownBackups": Parameter(
            says="Whether the backups that a store makes by itself are enough.",
            default=True,
            schema={"type": "boolean"},
        ),
        "tags": Parameter(
            says="Tags that a backup plan of another stack goes by, key -> value; `*` is any value.",
            default={},
            schema={"type": "object", "additionalProperties": {"type": "string"}},
        ),
    },
    looks_at=frozenset(_OWN),
    check=_check,
)
