"""The disks that storage classes of a stack make for claims, and what tags they give them."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from ..item import Item
from ..money import ONE, Range
from ..pricers.disks import Disk
from ..values import Section
from ..world import World
from .amounts import quantity
from .objects import name_of
from .scaling import scale_of

CLAIM, STATEFUL_SET = "kubernetes:core/v1:PersistentVolumeClaim", "kubernetes:apps/v1:StatefulSet"
_CLASS = "kubernetes:storage.k8s.io/v1:StorageClass"
_DEFAULT = "storageclass.kubernetes.io/is-default-class"
# EBS's own driver, and that of Auto Mode. Source: https://docs.aws.amazon.com/eks/latest/userguide/ebs-csi.html
_EBS = ("ebs.csi.aws.com", "ebs.csi.eks.amazonaws.com")
# What the driver makes where no type is stated, and the parameters that tags are in. Source: repository
# kubernetes-sigs/aws-ebs-csi-driver docs/parameters.md and docs/tagging.md.
_TYPE, _TAG = "gp3", "tagSpecification_"
_GIB = 2**30


@dataclass(frozen=True, kw_only=True)
class Claimed:
    """A disk that a claim asks for."""

    size: str
    """As the claim says."""

    storage_class: Item | None
    """None where it is not in this stack, or is not named and none is the default."""

    disk: Disk | None
    """None where it is not a disk of EBS, or of a class that is not in this stack."""

    count: Range = ONE
    """How many there are."""

    def tagged(self, key: str, value: str) -> bool:
        """Return whether the disk is given a tag."""
        return self.storage_class is not None and f"{key}={value}" in tags_of(self.storage_class)


def claimed(item: Item, world: World) -> Iterator[Claimed]:
    """Yield what a claim asks for, or the claims of a stateful set: disks stay where pods are taken away.

    Raises Undecided.
    """
    if item.type == CLAIM:
        yield _claimed(item, world, ONE)
        return
    templates = item.items("spec.volumeClaimTemplates")
    if templates:
        scale = scale_of(item, world)
        count = Range.of(scale.least, scale.wanted, scale.most)
        yield from (_claimed(one, world, count) for one in templates)


def classes_with(world: World, key: str, value: str) -> list[Item]:
    """Return the storage classes that give disks a tag. Raises Undecided."""
    return [one for one in world.of(_CLASS) if f"{key}={value}" in tags_of(one)]


def tags_of(storage_class: Item) -> set[str]:
    """Return the tags, as `key=value`, that a storage class gives its disks. Raises Undecided."""
    return {str(value) for key, value in storage_class.mapping("parameters").items() if key.startswith(_TAG)}


def _claimed(claim: Section, world: World, count: Range) -> Claimed:
    size = claim.text("spec.resources.requests.storage")
    found = _class(claim, world)
    disk = _disk(found, size) if found and found.text("provisioner") in _EBS else None
    return Claimed(size=size, storage_class=found, disk=disk, count=count)


def _class(claim: Section, world: World) -> Item | None:
    name = claim.text("spec.storageClassName")
    several = world.of(_CLASS)
    if name:
        return next((one for one in several if name_of(one) == name), None)
    usual = (one for one in several if str(one.mapping("metadata.annotations").get(_DEFAULT)).lower() == "true")
    return next(usual, None)


def _disk(storage_class: Item, size: str) -> Disk:
    said = storage_class.section("parameters")
    gb = Decimal(math.ceil((quantity(size) or Decimal(0)) / _GIB))
    return Disk(kind=said.text("type", _TYPE), gb=gb, iops=said.number("iops"), throughput=said.number("throughput"))
