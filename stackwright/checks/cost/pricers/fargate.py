"""Prices what one Fargate task takes: vCPU and memory by architecture, storage, and the part that Spot takes off."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from ..item import Item
from ..lines import Entry
from ..money import Range
from ..quote import Quote
from ..values import Undecided
from ..world import World
from .machine_lines import discounted

TASK_DEFINITION = "aws:ecs/taskDefinition:TaskDefinition"

# https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-task-storage.html
INCLUDED_GB = 20
# `1 vCPU`, `.5 vcpu` and `2 GB` say the same as 1024, 512 and 2048.
_UNITS = re.compile(r"(?P<number>[\d.]+) *(?P<unit>vcpu|gb)?", re.IGNORECASE)
_UNIT = 1024

Making = Callable[[str, str, Decimal, Range | int], Entry]
"""(Label, price key, how much one task takes, what the price is multiplied with) -> line."""


@dataclass(frozen=True)
class Task:
    """What one task takes. Each fact is read when it is asked for, and raises Undecided."""

    definition: Item

    def sizes(self) -> tuple[Decimal, Decimal] | None:
        """Return its vCPUs and its GB of memory; None where it does not state both."""
        found = [_UNITS.fullmatch(self.definition.text(path)) for path in ("cpu", "memory")]
        numbers = [Decimal(one["number"]) / (1 if one["unit"] else _UNIT) for one in found if one]
        return (numbers[0], numbers[1]) if len(numbers) == len(found) else None

    def storage(self) -> Decimal:
        """Return its GB of storage beyond what is included."""
        return max(Decimal(0), self.definition.number("ephemeralStorage.sizeInGib", INCLUDED_GB) - INCLUDED_GB)

    def platform(self) -> str:
        """Return x86, arm64 or windows."""
        if self.definition.text("runtimePlatform.operatingSystemFamily", "LINUX").upper().startswith("WINDOWS"):
            return "windows"
        return "arm64" if self.definition.text("runtimePlatform.cpuArchitecture", "X86_64") == "ARM64" else "x86"


def task_of(item: Item, world: World, path: str) -> Task | None:
    """Return the task that *path* refers to, by reference, ARN or family; None where it is not in this stack."""
    found = world.target(item, path, TASK_DEFINITION)
    if found is None:
        try:
            family = item.text(path).rpartition("/")[2].partition(":")[0]
        except Undecided:
            return None
        named = (one for one in world.of(TASK_DEFINITION) if family and family in one.identities())
        found = next(named, None)
    return Task(found) if found else None


def compute(quote: Quote, task: Task, make: Making, *, spot: bool = False) -> Iterator[Entry]:
    """Yield a line for the vCPUs and one for the memory of a task."""
    discount = discounted(quote, "fargate") if spot else 1
    if discount is None:
        yield quote.unpriced("no discount of Fargate Spot is known", "Spot tasks")
        return
    sizes = task.sizes()
    if sizes is None:
        yield quote.unpriced("its task definition does not state both cpu and memory", "tasks")
        return
    vcpus, memory = sizes
    platform = task.platform()
    kind = f"{_NAMES[platform]}{', Spot' if spot else ''}"
    yield make(f"{plain(vcpus)} vCPU {kind}", f"fargate.{platform}.vcpu", vcpus, discount)
    yield make(f"{plain(memory)} GB memory {kind}", f"fargate.{platform}.memory", memory, discount)


def storage(task: Task, make: Making) -> Iterator[Entry]:
    """Yield a line for the storage of a task beyond what is included; Spot takes nothing off that."""
    above = task.storage()
    if above:
        yield make(f"{plain(above)} GB storage above {INCLUDED_GB}", "fargate.storage", above, 1)


def plain(number: Decimal) -> str:
    """Return a number without trailing zeros."""
    return f"{number.normalize():f}"


_NAMES = {"x86": "x86", "arm64": "ARM64", "windows": "Windows"}
