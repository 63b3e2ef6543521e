"""Advises the smallest Fargate pair of vCPU and memory that holds the most a service was measured to use."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from decimal import Decimal

from ....data import tables
from ..item import Item
from ..pricers.capacity import FARGATE, SPOT, strategy_of
from ..pricers.fargate import TASK_DEFINITION, Task, task_of
from .metrics import Peaks, measured
from .model import Proposal
from .running import SERVICE
from .situation import Adviser, Situation, each

HEADROOM = Decimal("1.3")
"""How many times the measured maximum there is room for."""

_UNIT = 1024
_POLICY = "aws:appautoscaling/policy:Policy"
_TRACKING = "targetTrackingScalingPolicyConfiguration"
_METRICS = {"ECSServiceAverageCPUUtilization": "cpu", "ECSServiceAverageMemoryUtilization": "memory"}
_RISK = "what was not measured, such as a yearly peak or the start of a task, may take more; containers need less too"


@each(TASK_DEFINITION)
def _tasks(item: Item, situation: Situation) -> Iterator[Proposal]:
    """Every service that runs the task must have been measured."""
    services = [one for one in situation.world.of(SERVICE) if _runs(one, item, situation)]
    peaks = [measured(service, situation.peaks) for service in services]
    task, now = Task(item), Task(item).sizes()
    if not services or now is None or task.platform() == "windows":
        return
    cpu, memory = (max((_needed(*pair, part) for pair in zip(services, peaks, strict=True)
    ...
