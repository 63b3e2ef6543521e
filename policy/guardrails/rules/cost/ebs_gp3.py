"""Volumes are of the current kinds: gp3 costs a fifth less than gp2, and io2 as much as io1 and lasts longer.

Where a launch template or a root volume says nothing, the image decides; a replica and a restored database are as what
they come from, and Aurora has storage of its own: exempt. RDS takes gp3 where nothing is said, io1 where `iops` is.
Sources: https://aws.amazon.com/ebs/pricing/,
https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...authoring import Controls, Item, Level, Node, Rule, Severity, Verdicts, each, must_be_one_of
from ...databases import INSTANCE as DATABASE
from ...databases import is_replica, is_restored
from ...instances import CONFIGURATION, INSTANCE, SPOT_REQUEST, TEMPLATE

_VOLUME = "aws:ebs/volume:Volume"
_CURRENT = ("gp3", "io2", "sc1", "st1")
_CURRENT_OF_RDS = ("gp3", "io2")


def _check(item: Item) -> Verdicts:
    if item.type == DATABASE:
        yield from _judge_database(item)
    else:
        yield from each(_kinds(item), lambda kind: must_be_one_of(kind, _CURRENT))


def _judge_database(database: Item) -> Verdicts:
    kind = database["storageType"]
    if not kind.absent:
        yield from must_be_one_of(kind, _CURRENT_OF_RDS)
    elif not (database["iops"].absent or is_replica(database) or is_restored(database)):
        yield kind.says("storageType is not set, and RDS then takes io1, as iops is")


def _kinds(item: Item) -> Iterator[Node]:
    """Yield the places where the kind of a volume is said, or where EBS takes gp2 because it is not."""
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
    promise="Volumes are of the current kinds, not gp2, io1 or magnetic.",
    fix='Set the volume\'s type to "gp3", for databases storage_type="gp3"; volumes change while they are in use.',
    severity=Severity.LOW,
    level=Level.ADVISORY,
    controls=Controls(),
    looks_at=frozenset({_VOLUME, CONFIGURATION, DATABASE, INSTANCE, SPOT_REQUEST, TEMPLATE}),
    check=_check,
)
