"""Prices registries of container images by what their lifecycle policy lets them keep."""

from __future__ import annotations

from collections.abc import Iterator

from ..catalogue import Pricers
from ..item import Item
from ..lines import Entry
from ..quote import Quote
from ..usage import Reading

_POLICY = "aws:ecr/lifecyclePolicy:LifecyclePolicy"
_BY_COUNT = "imageCountMoreThan"


def _images(item: Item, quote: Quote) -> Iterator[Entry]:
    stored = _stored(item, quote)
    yield quote.used("images", "ecr.storage", stored.quantity, stored.origin)


def _public_images(_item: Item, quote: Quote) -> Iterator[Entry]:
    yield quote.usage("images", "ecr.public.storage", "gbStored")


def _copies(item: Item, quote: Quote) -> Iterator[Entry]:
    """Images copied to another Region are stored there, and the way there is paid."""
    for rule in item.section("replicationConfiguration").items("rules"):
        for destination in rule.items("destinations"):
            region = destination.text("region")
            yield quote.of(region).usage(f"copies in {region}", "ecr.storage", "gbReplicated")
            if region != item.region:
                yield quote.usage(f"images to {region}, data", "data-transfer.inter-region", "gbTransferred")


def _scans(item: Item, quote: Quote) -> Iterator[Entry]:
    """Enhanced scans are Inspector's; basic ones are free."""
    if item.text("scanType") == "ENHANCED":
        yield quote.usage("images scanned", "inspector.ecr-scan", "imagesScanned")
        yield quote.usage("images scanned again", "inspector.ecr-rescan", "imagesRescanned")


def _stored(item: Item, quote: Quote) -> Reading:
    """Return the GB that are kept: as many images as the policy leaves, or else what the meter says."""
    images = sum(
        rule.number("selection.countNumber")
        for policy in quote.world.referrers(item, _POLICY, "repository")
        for document in policy.json("policy")
        for rule in document.items("rules")
        if rule.text("selection.countType") == _BY_COUNT
    )
    if not images or quote.given("gbStored"):
        return quote.meter("gbStored")
    size = quote.meter("gbPerImage")
    return Reading(size.quantity * images, f"{images} images kept by the lifecycle policy; {size.origin}")


PRICERS: Pricers = {
    "aws:ecr/repository:Repository": (_images,),
    "aws:ecr/replicationConfiguration:ReplicationConfiguration": (_copies,),
    "aws:ecr/registryScanningConfiguration:RegistryScanningConfiguration": (_scans,),
    "aws:ecrpublic/repository:Repository": (_public_images,),
}
