"""Advises gp3 in place of gp2: it costs a fifth less, and is as fast where it is given what gp2 has by its size."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from ..item import Item
from ..pricers.machine import CONFIGURATION, TEMPLATE
from ..values import Section
from .model import Proposal
from .situation import Adviser, Situation, each

_VOLUME = "aws:ebs/volume:Volume"
_INSTANCE = "aws:ec2/instance:Instance"
_OLD, _NEW = "gp2", "gp3"

# What gp2 gives by its size, and what gp3 includes: https://docs.aws.amazon.com/ebs/latest/userguide/general-purpose.html
_IOPS_A_GB, _MOST_IOPS, _INCLUDED_IOPS = 3, 16000, 3000
_FAST_FROM_GB, _FAST = 334, 250

_RISK = "a volume changes while it is in use, once in six hours; between 170 and 334 GB gp2 bursts to 250 MiB/s"
_DATABASE_RISK = "storage is slower for hours while it changes; above 4,000 GB provision the iops that gp2 has"
_NEW_ONLY = f"only machines started afterwards have it; {_RISK}"


@each(_VOLUME)
def _volumes(item: Item, _situation: Situation) -> Iterator[Proposal]:
    """EBS makes gp2 where nothing is said, and of a snapshot's size where that is not."""
    size = item.number("size")
    if item.text("type", _OLD) == _OLD and size:
        yield _proposal(item, "type", {"type": _NEW, **_speed(size)}, _RISK)


@each(_INSTANCE, CONFIGURATION)
def _disks(item: Item, _situation: Situation) -> Iterator[Proposal]:
    """Where an instance does not say its volume's type, its image does, which is not read."""
    changes = {}
    for path in ("rootBlockDevice", "ebsBlockDevices"):
        found = [_changed(device.values) for device in item.items(path)]
        if any(new for _, new in found):
            several = [device for device, _ in found]
            changes[path] = several if path == "ebsBlockDevices" else several[0]
    if changes:
        paths = " and ".join(f"{path}.volumeType" for path in changes)
        yield _proposal(item, paths, changes, _RISK if item.type == _INSTANCE else _NEW_ONLY)


@each(TEMPLATE)
def _templates(item: Item, _situation: Situation) -> Iterator[Proposal]:
    mappings = [(one, _changed(one.section("ebs").values)) for one in item.items("blockDeviceMappings")]
    if any(new for _, (_, new) in mappings):
        changed = [{**one.values, "ebs": device} if new else one.values for one, (device, new) in mappings]
        yield _proposal(item, "blockDeviceMappings.ebs.volumeType", {"blockDeviceMappings": changed}, _NEW_ONLY)


@each("aws:rds/instance:Instance")
def _databases(item: Item, _situation: Situation) -> Iterator[Proposal]:
    """In most Regions both cost the same in RDS: then there is nothing to save, and nothing is said."""
    if item.text("storageType") == _OLD:
        yield _proposal(item, "storageType", {"storageType": _NEW}, _DATABASE_RISK)


def _changed(values: Mapping[str, Any]) -> tuple[Mapping[str, Any], bool]:
    """Return a block device as it would be, and whether it is another."""
    device = Section(values)
    if device.text("volumeType") != _OLD:
        return values, False
    return {**values, "volumeType": _NEW, **_speed(device.number("volumeSize"))}, True


def _speed(size: Decimal) -> dict[str, int]:
    """Return the IOPS and MiB/s that gp3 needs to be as fast as gp2 of *size* GB is all the time."""
    iops = min(_MOST_IOPS, int(size) * _IOPS_A_GB)
    return {
        **({"iops": iops} if iops > _INCLUDED_IOPS else {}),
        **({"throughput": _FAST} if size >= _FAST_FROM_GB else {}),
    }


def _proposal(item: Item, path: str, changes: Mapping[str, Any], risk: str) -> Proposal:
    speed = [f"{name} {changes[name]}" for name in ("iops", "throughput") if name in changes]
    with_speed = f" with {' and '.join(speed)}, what gp2 of this size has" if speed else ""
    what = f"set {path} to {_NEW} in place of {_OLD}{with_speed}"
    return Proposal(id="gp3", item=item, what=what, risk=risk, inputs={item.urn: changes})


ADVISERS: tuple[Adviser, ...] = (_volumes, _disks, _templates, _databases)
