"""Prices file systems of EFS: stored by class, throughput beyond what the storage includes, reads and writes."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ..catalogue import Pricers
from ..item import Item
from ..lines import Entry
from ..money import Range
from ..quote import Quote

FILE_SYSTEM = "aws:efs/fileSystem:FileSystem"

# Standard storage includes 1 MiB/s for each 20 GB, of what is provisioned as well. https://aws.amazon.com/efs/pricing/
_GB_FOR_ONE = Decimal(20)


def _storage(item: Item, quote: Quote) -> Iterator[Entry]:
    zone = "one-zone" if item.has("availabilityZoneName") else ""
    yield quote.usage(f"storage, {zone or 'standard'}", f"efs.{zone or 'standard'}.storage", "gbStored")
    policies = item.items("lifecyclePolicies")
    if any(policy.has("transitionToIa") for policy in policies):
        cold = f"{zone}-infrequent-access" if zone else "infrequent-access"
        yield quote.usage("storage, infrequent access", f"efs.{cold}.storage", "gbInfrequentAccess")
        yield quote.usage("reads of infrequent access", "efs.infrequent-access.read", "gbInfrequentRead")
        yield quote.usage("writes to infrequent access", "efs.infrequent-access.write", "gbInfrequentWritten")
    if any(policy.has("transitionToArchive") for policy in policies):
        yield quote.usage("storage, archive", "efs.archive.storage", "gbArchive")


def _throughput(item: Item, quote: Quote) -> Iterator[Entry]:
    mode = item.text("throughputMode", "bursting")
    if mode == "elastic":
        yield quote.usage("read", "efs.elastic.read", "gbRead")
        yield quote.usage("written", "efs.elastic.write", "gbWritten")
    elif mode == "provisioned":
        wanted, stored = item.number("provisionedThroughputInMibps"), quote.meter("gbStored")
        # The more is stored, the less of the throughput is left to pay.
        billed = Range(*(max(Decimal(0), wanted - end / _GB_FOR_ONE) for end in stored.quantity.ends))
        label = f"throughput, {wanted} MiB/s less what is included"
        yield quote.monthly(label, "efs.provisioned-throughput", billed, assumption=stored.origin)


def _replica(item: Item, quote: Quote) -> Iterator[Entry]:
    """A replica is one more file system, in its own Region; one that the stack declares is counted by itself."""
    destination = item.section("destination")
    if quote.world.targets(item, "destination.fileSystemId", FILE_SYSTEM):
        return
    region = destination.text("region", item.region)
    zone = "one-zone" if destination.has("availabilityZoneName") else "standard"
    yield quote.of(region).usage(f"replica in {region}, storage", f"efs.{zone}.storage", "gbStored")


def _replicated(item: Item, quote: Quote) -> Iterator[Entry]:
    if item.section("destination").text("region", item.region) != item.region:
        yield quote.usage("changes to the other Region", "data-transfer.inter-region", "gbReplicated")


def _backups(item: Item, quote: Quote) -> Iterator[Entry]:
    if item.text("backupPolicy.status") == "ENABLED":
        yield quote.usage("automatic backups", "backup.efs-warm", "gbBackup")


PRICERS: Pricers = {
    FILE_SYSTEM: (_storage, _throughput),
    "aws:efs/replicationConfiguration:ReplicationConfiguration": (_replica, _replicated),
    "aws:efs/backupPolicy:BackupPolicy": (_backups,),
}
