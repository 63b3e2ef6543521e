"""Prices volumes of EBS that are declared by themselves, and snapshots."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ..catalogue import Pricers
from ..item import Item
from ..lines import Entry
from ..money import Range
from ..quote import Quote
from .databases import origins, teller
from .disks import DEFAULT_TYPE, Disk, disk

VOLUME = "aws:ebs/volume:Volume"
SNAPSHOT = "aws:ebs/snapshot:Snapshot"
_COPY = "aws:ebs/snapshotCopy:SnapshotCopy"
_VOLUME_COPY = "aws:ebs/volumeCopy:VolumeCopy"

_SOURCES = {
    "snapshotId": (SNAPSHOT, _COPY),
    "sourceSnapshotId": (SNAPSHOT, _COPY),
    "volumeId": (VOLUME, _VOLUME_COPY),
    "sourceVolumeId": (VOLUME,),
}


def _volume(item: Item, quote: Quote) -> Iterator[Entry]:
    yield from _disk(item, item.text("type", DEFAULT_TYPE), quote)


def _volume_copy(item: Item, quote: Quote) -> Iterator[Entry]:
    """A copy is as its source where it does not say otherwise."""
    source = quote.world.target(item, "sourceVolumeId", VOLUME)
    kind = item.text("volumeType") or (source.text("type", DEFAULT_TYPE) if source else "")
    if kind:
        yield from _disk(item, kind, quote)
    else:
        yield quote.unpriced("its source, which tells its type, is not in this stack", "volume")


def _requests(item: Item, quote: Quote) -> Iterator[Entry]:
    if item.text("type", DEFAULT_TYPE) == "standard":
        yield quote.usage("requests", "ebs.standard.io", "ioRequests")


def _snapshot(item: Item, quote: Quote) -> Iterator[Entry]:
    """A snapshot holds the blocks in use of its volume, of which later ones hold the changes only."""
    archived = item.text("storageTier") == "archive"
    key, label = ("ebs.snapshot-archive", "snapshot, archived") if archived else ("ebs.snapshot", "snapshot")
    given, size = quote.given("gbStored"), _size(item, quote)
    if given:
        yield quote.used(label, key, given.quantity, given.origin)
    elif size:
        share = quote.meter("percentStored")
        gb: Range = share.quantity * (size / 100)
        yield quote.used(label, key, gb, f"{share.origin} of a volume of {size} GB")
    else:
        yield quote.unpriced("its volume, which tells its size, is not in this stack; give gbStored", label)


def _imported(_item: Item, quote: Quote) -> Iterator[Entry]:
    yield quote.usage("snapshot", "ebs.snapshot", "gbStored")


def _fast_restore(item: Item, quote: Quote) -> Iterator[Entry]:
    zone = item.text("availabilityZone")
    yield quote.hourly(f"fast restore in {zone}", "ebs.fast-snapshot-restore.hour")


def _disk(item: Item, kind: str, quote: Quote) -> Iterator[Entry]:
    one = Disk(kind=kind, gb=_size(item, quote), iops=item.number("iops"), throughput=item.number("throughput"))
    yield from disk(quote, one, what="volume")


def _size(item: Item, quote: Quote) -> Decimal:
    """Return the GB of a volume, or of the volume that a snapshot is of; 0 where they are not known."""
    found = origins(item, quote.world, _SOURCES)
    own = teller(found, "size").number("size")
    return own or teller(found, "volumeSize").number("volumeSize")


PRICERS: Pricers = {
    VOLUME: (_volume, _requests),
    _VOLUME_COPY: (_volume_copy,),
    SNAPSHOT: (_snapshot,),
    _COPY: (_snapshot,),
    "aws:ebs/snapshotImport:SnapshotImport": (_imported,),
    "aws:ebs/fastSnapshotRestore:FastSnapshotRestore": (_fast_restore,),
}
