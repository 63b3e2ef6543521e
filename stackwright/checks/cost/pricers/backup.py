"""Prices vaults of AWS Backup by what is kept in them, and tests of restores."""

from __future__ import annotations

from collections.abc import Iterator

from ..catalogue import Pricers
from ..item import Item
from ..lines import Entry
from ..quote import Quote
from .optional import stated

# Meter, what it holds, its price, and the types of resource that there may be backups of.
_KINDS = (
    ("gbEbs", "EBS", "backup.ebs", ("aws:ebs/volume:Volume", "aws:ec2/instance:Instance")),
    ("gbRds", "RDS", "backup.rds", ("aws:rds/instance:Instance",)),
    ("gbAurora", "Aurora", "backup.aurora", ("aws:rds/clusterInstance:ClusterInstance",)),
    ("gbDynamodb", "DynamoDB", "backup.dynamodb", ("aws:dynamodb/table:Table",)),
    ("gbEfsWarm", "EFS", "backup.efs-warm", ("aws:efs/fileSystem:FileSystem",)),
    (
        "gbFsx",
        "FSx",
        "fsx.backup",
        ("aws:fsx/windowsFileSystem:WindowsFileSystem", "aws:fsx/lustreFileSystem:LustreFileSystem"),
    ),
)
# What a usage file alone can tell of.
_GIVEN = (("gbEfsCold", "EFS, cold", "backup.efs-cold"), ("gbS3", "S3", "backup.s3"))


def _kept(item: Item, quote: Quote) -> Iterator[Entry]:
    """Yield what is kept of each kind of resource that the stack has, or that a usage file tells of."""
    found = False
    for meter, name, key, types in _KINDS:
        if stated(quote, meter) or quote.world.of(*types):
            found = True
            yield quote.usage(f"backups of {name}", key, meter)
    for meter, name, key in _GIVEN:
        if stated(quote, meter):
            found = True
            yield quote.usage(f"backups of {name}", key, meter)
    if not found:
        meters = ", ".join(meter for meter, *_ in _KINDS)
        yield quote.unpriced(f"what it keeps backups of is not in this stack; give {meters}", f"backups in {item.name}")


def _restore_test(_item: Item, quote: Quote) -> Iterator[Entry]:
    yield quote.usage("restores tested", "backup.restore-test", "restoreTests")


PRICERS: Pricers = {
    "aws:backup/vault:Vault": (_kept,),
    "aws:backup/logicallyAirGappedVault:LogicallyAirGappedVault": (_kept,),
    "aws:backup/restoreTestingSelection:RestoreTestingSelection": (_restore_test,),
}
