"""Prices the snapshots that lifecycle policies take of volumes in the stack, and of disks that storage classes make."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ..catalogue import Pricers
from ..item import Item
from ..lines import Entry
from ..money import Range
from ..packing.storage import CLAIM, STATEFUL_SET, claimed, classes_with
from ..quote import Quote
from ..world import World
from .ebs import VOLUME


def _snapshots(item: Item, quote: Quote) -> Iterator[Entry]:
    """A policy whose tags nothing in the stack has may find volumes elsewhere.

    What is not yet claimed of a storage class that gives the tags is no volume, and costs nothing.
    """
    if item.text("state", "ENABLED") != "ENABLED":
        return
    wanted = {key: str(value) for key, value in item.mapping("policyDetails.targetTags").items()}
    of_volumes = item.texts("policyDetails.resourceTypes") == ["VOLUME"]
    sizes = list(_sizes(quote.world, wanted)) if of_volumes else []
    if sizes:
        gb = Range.total(sizes)
        share = quote.meter("percentStored")
        quantity = gb * share.quantity * (Decimal(1) / 100)
        yield quote.used("snapshots", "ebs.snapshot", quantity, f"{share.origin} of the volumes with its tags")
    elif not of_volumes or not any(classes_with(quote.world, *pair) for pair in wanted.items()):
        yield quote.unpriced("the snapshots and images that it makes are paid by what they hold", "snapshots")


def _sizes(world: World, wanted: dict[str, str]) -> Iterator[Range]:
    """Yield the GB of the volumes that have one of the tags that are wanted. Raises Undecided."""
    for volume in world.of(VOLUME):
        if any(volume.tags.get(key) == value for key, value in wanted.items()):
            yield Range.of(volume.number("size"))
    for claim in world.of(CLAIM, STATEFUL_SET):
        for one in claimed(claim, world):
            if one.disk and any(one.tagged(key, value) for key, value in wanted.items()):
                yield one.count * one.disk.gb


PRICERS: Pricers = {"aws:dlm/lifecyclePolicy:LifecyclePolicy": (_snapshots,)}
