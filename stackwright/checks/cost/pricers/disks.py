"""Prices EBS disks, wherever they are declared: storage, and the IOPS and throughput above what its type includes."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from ....data import tables
from ..lines import Entry
from ..money import Number, Range
from ..quote import Quote
from ..values import Section

# What EBS makes where no type is given. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_EbsBlockDevice.html
DEFAULT_TYPE = "gp2"

_METERS = {"iops": "IOPS", "throughput": "MiB/s"}


@dataclass(frozen=True)
class Disk:
    """What is set aside for one disk."""

    kind: str
    """Volume type, for instance gp3."""

    gb: Decimal
    iops: Decimal = Decimal(0)
    """Provisioned IOPS; 0 is what the type includes."""

    throughput: Decimal = Decimal(0)
    """Provisioned MiB a second; 0 is what the type includes."""

    assumption: str = ""

    @classmethod
    def of(cls, device: Section, size: Number = 0, assumption: str = "") -> Disk:
        """Return what a block device declares; where that is no size, the disk has *size* by *assumption*."""
        gb = device.number("volumeSize")
        return cls(
            kind=device.text("volumeType", DEFAULT_TYPE),
            gb=gb or Decimal(size),
            iops=device.number("iops"),
            throughput=device.number("throughput"),
            assumption="" if gb else assumption,
        )


def disk(quote: Quote, one: Disk, count: Number | Range = 1, *, what: str = "disk", why: str = "") -> Iterator[Entry]:
    """Yield what *count* of a disk cost; *why* says where a count comes from that the program does not state."""
    if not one.gb:
        yield quote.unpriced("its size is that of a snapshot or an image, which are not read", what)
        return
    row = _types().get(one.kind)
    if row is None:
        yield quote.unpriced(f"the volume type {one.kind} is not known", what)
        return
    number, plain = Range.of(count), f"{one.gb.normalize():f}"
    assumption = "; ".join(filter(None, (one.assumption, why)))
    key = f"ebs.{one.kind}.storage"
    yield quote.monthly(f"{what} {one.kind}, {plain} GB", key, number * one.gb, assumption=assumption)
    for meter, wanted in (("iops", one.iops), ("throughput", one.throughput)):
        included = row[f"{meter}_included"]
        if included and wanted > Decimal(included):
            # Tiers count for each disk by itself: how many there are is a factor, and no part of the quantity.
            label = f"{what}: {_METERS[meter]}{f' above {included}' if Decimal(included) else ''}"
            quantity = wanted - Decimal(included)
            yield quote.monthly(label, f"ebs.{one.kind}.{meter}", quantity, assumption=why, factor=number)


@functools.cache
def _types() -> Mapping[str, Mapping[str, str]]:
    return {row["type"]: row for row in tables.rows("ebs_volumes")}
