"""Volumes are of the current kinds: gp3 costs a fifth less than gp2, and io2 as much as io1 and lasts longer.

Where a launch template or a root volume says nothing, the image decides; a replica and a restored database are as what
they come from, and Aurora has storage of its own: exempt. Source: https://aws.amazon.com/ebs/pricing/.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...authoring import Controls, Item, Level, Node, Rule, Severity, Verdicts, each, must_be_one_of
from ...databases import INSTANCE as DATABASE
from ...databases import is_replica, is_restored
from ...instances import INSTANCE, TEMPLATE

_VOLUME = "aws:ebs/volume:Volume"
_CURRENT = ("gp3", "io2", "sc1", "st1", "standard")
_CURRENT_OF_RDS = ("gp3", "io2")


def _check(item: Item) -> Verdicts:
    if item.type == DATABASE:
        yield from _judge_database(item)
    else:
        yield from each(_kinds(item), lambda kind: must_be_one_of(kind, _CURRENT))


def _judge_database(database: Item) -> Verdicts:
    kind = database["storageType"]
    if kind.absent and (is_replica(database) or is_restored(database)):
        return
    if not kind.absent or not database["engine"].text().startswith("aurora"):
        yield from must_be_one_of(kind, _CURRENT_OF_RDS)


def _kinds(item: Item) -> Iterator[Node]:
    """Yield the places where the kind of a volume is said, or where AWS takes gp2 because it is not."""
    if item.type == _VOLUME:
        if not item["type"].absent or item["snapshotId"].absent:
            yield item["type"]
    elif item.type == TEMPLATE:
        kinds = (device["ebs"]["volumeType"] for device in item["blockDeviceMappings"].items())
        yield from (kind for kind in kinds if not kind.absent)
    else:
        root = item.at("rootBlockDevice.volumeType")
        if not root.absent:
            yield root
        yield from (device["volumeType"] for device in item["ebsBlockDevices"].items())


cost_ebs_gp3 = Rule(
    id="cost-ebs-gp3",
    promise="Volumes are of the current kinds, not gp2 or io1.",
    fix='Set the volume\'s type to "gp3", for databases storage_type="gp3"; volumes change while they are in use.',
    severity=Severity.LOW,
    level=Level.ADVISORY,
    controls=Controls(),
    looks_at=frozenset({_VOLUME, TEMPLATE, INSTANCE, DATABASE}),
    check=_check,
)
