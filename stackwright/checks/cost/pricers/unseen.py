"""Names what AWS starts or makes by itself, by what a program declares: machines, pods, images."""

from __future__ import annotations

from collections.abc import Iterator

from ..catalogue import Pricers
from ..item import Item
from ..lines import Entry
from ..quote import Quote


def _pods(_item: Item, quote: Quote) -> Iterator[Entry]:
    yield quote.unpriced("pods that match it are paid by their vCPUs and memory, and are not declared here", "pods")


def _jobs(item: Item, quote: Quote) -> Iterator[Entry]:
    """An environment of one's own machines, the type UNMANAGED, starts none."""
    if item.text("type", "MANAGED").upper() != "MANAGED" or item.text("state", "ENABLED") == "DISABLED":
        return
    least = item.number("computeResources.minVcpus")
    yield quote.unpriced(
        f"it starts machines or tasks for its jobs, at least {least} vCPUs" if least else "it starts them for its jobs",
        "machines of its jobs",
    )


def _image(_item: Item, quote: Quote) -> Iterator[Entry]:
    yield quote.unpriced("machines build and test it, and what it is kept as is paid by its size", "image")


PRICERS: Pricers = {
    "aws:batch/computeEnvironment:ComputeEnvironment": (_jobs,),
    "aws:eks/fargateProfile:FargateProfile": (_pods,),
    "aws:imagebuilder/image:Image": (_image,),
    "aws:imagebuilder/imagePipeline:ImagePipeline": (_image,),
}
