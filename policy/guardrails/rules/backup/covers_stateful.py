"""Every store of data is backed up: by a plan of AWS Backup, or by itself.

By itself is: Redshift, DocumentDB and Neptune with a retention period, EFS with a backup policy, EBS with snapshots of
Data Lifecycle Manager. Where that is enough (the parameter `ownBackups`), databases of RDS and tables of DynamoDB are
left to rds-backup-retention and dynamodb-pitr. Replicas are backed up where they come from. A plan of another stack is
not seen here: the tags that it goes by are the parameter `tags`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from ...authoring import Controls, Inventory, Item, Level, Parameter, Severity, StackRule, Undecided, Verdicts, each
from ...backups import selects
from ...databases import CLUSTER, INSTANCE, is_replica
from ...quantifiers import some
from ...tagging import tags_of

_OWN_RULES = ("aws:dynamodb/table:Table", CLUSTER, INSTANCE)
_FILES = "aws:efs/fileSystem:FileSystem"
_VOLUME = "aws:ebs/volume:Volume"
_SELECTION = "aws:backup/selection:Selection"
_LIFECYCLE = "aws:dlm/lifecyclePolicy:LifecyclePolicy"
_FILE_POLICY = "aws:efs/backupPolicy:BackupPolicy"


def _check(stack: Inventory, parameters: Mapping[str, Any]) -> Verdicts:
    stores = stack.of(*_OWN, *(() if parameters["ownBackups"] else _OWN_RULES))
    yield from each(stores, lambda store: _judge(stack, store, parameters))


def _judge(stack: Inventory, store: Item, parameters: Mapping[str, Any]) -> Verdicts:
    if is_replica(store):
        return
    doubt: Undecided | None = None
    for answer in _answers(stack, store, parameters):
        try:
            if answer():
                return
        except Undecided as undecided:
            doubt = undecided if undecided.item is store else Undecided(store)
    own = ", and it makes no backups itself" if parameters["ownBackups"] else ""
    yield doubt or store.says(f"nothing in this stack backs it up: no selection of AWS Backup takes it{own}")


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


def _retained(_stack: Inventory, cluster: Item) -> bool:
    return bool(cluster["backupRetentionPeriod"].value())


def _snapshots_kept(_stack: Inventory, warehouse: Item) -> bool:
    return bool(warehouse["automatedSnapshotRetentionPeriod"].value())


def _files_backed_up(stack: Inventory, files: Item) -> bool:
    policies = stack.pointing_at(files, _FILE_POLICY, "fileSystemId")
    if policies.possible:
        raise Undecided(files)
    return any(one.at("backupPolicy.status").value() == "ENABLED" for one in policies.certain)


def _snapshotted(stack: Inventory, volume: Item) -> bool:
    return some(stack.of(_LIFECYCLE), lambda policy: _takes(policy, volume))


def _takes(policy: Item, volume: Item) -> bool:
    """Return whether a policy makes snapshots of *volume*: of all there are by default, or of those with a tag."""
    if policy["state"].value() == "DISABLED":
        return False
    if policy["defaultPolicy"].value() == "VOLUME":
        return True
    details = policy["policyDetails"]
    if all(kind.text() != "VOLUME" for kind in details["resourceTypes"].items()):
        return False
    return any(_has(volume, key, value.text()) for key, value in details["targetTags"].fields().items())


_OWN: dict[str, Callable[[Inventory, Item], bool]] = {
    "aws:docdb/cluster:Cluster": _retained,
    "aws:neptune/cluster:Cluster": _retained,
    "aws:redshift/cluster:Cluster": _snapshots_kept,
    _FILES: _files_backed_up,
    _VOLUME: _snapshotted,
}


backup_covers_stateful = StackRule(
    id="backup-covers-stateful",
    promise="Every file system, volume, warehouse and cluster of databases is backed up.",
    fix="Add it to an aws.backup.Selection, by its ARN or by a tag, or switch its own backups on (EFS: an"
    " aws.efs.BackupPolicy, EBS: an aws.dlm.LifecyclePolicy, Redshift: automated_snapshot_retention_period=7).",
    severity=Severity.MEDIUM,
    level=Level.ADVISORY,
    levels={"development": Level.DISABLED, "ephemeral": Level.DISABLED},
    controls=Controls(fsbp=("RDS.26", "DynamoDB.4", "EC2.28"), checkov=("CKV2_AWS_8",)),
    parameters={
        "ownBackups": Parameter(
            says="Whether the backups that a store makes by itself are enough. False asks for AWS Backup, of RDS"
            " databases and DynamoDB tables too.",
            default=True,
            schema={"type": "boolean"},
        ),
        "tags": Parameter(
            says="Tags that a backup plan of another stack goes by, key -> value; `*` is any value.",
            default={},
            schema={"type": "object", "additionalProperties": {"type": "string"}},
        ),
    },
    looks_at=frozenset({*_OWN, *_OWN_RULES}),
    check=_check,
)
