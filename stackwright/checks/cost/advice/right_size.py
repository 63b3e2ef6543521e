"""Advises the smallest Fargate pair of vCPU and memory that holds the most a service was measured to use."""

from __future__ import annotations

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
"""How many times the measured maximum there is room for, at the least."""

_UNIT = 1024
_POLICY = "aws:appautoscaling/policy:Policy"
_TRACKING = "targetTrackingScalingPolicyConfiguration"
_CPU, _MEMORY = "ECSServiceAverageCPUUtilization", "ECSServiceAverageMemoryUtilization"
# What else starts a task, of which a service's metrics tell nothing.
_STARTERS = (
    "aws:cloudwatch/eventTarget:EventTarget",
    "aws:ecs/taskSet:TaskSet",
    "aws:pipes/pipe:Pipe",
    "aws:scheduler/schedule:Schedule",
    "aws:sfn/stateMachine:StateMachine",
)
_RISK = "what was not measured may take more: a yearly peak, the start of a task; lower its containers' limits with it"


@each(TASK_DEFINITION)
def _tasks(item: Item, situation: Situation) -> Iterator[Proposal]:
    """Everything that runs the task must be a service on Fargate that was measured."""
    task, services = Task(item), [one for one in situation.world.of(SERVICE) if _runs(one, item, situation)]
    peaks = [_peaks(one, situation) for one in services]
    sizes, others = task.sizes(), any(one.type in _STARTERS for one in situation.dependents(item))
    known = [one for one in peaks if one]
    if sizes is None or task.platform() == "windows" or others or not known or len(known) < len(peaks):
        return
    cpu, memory = (int(size * _UNIT) for size in sizes)
    parts = [_parts(service, cpus, used, situation) for service, (cpus, used, _) in zip(services, known, strict=True)]
    pair = _smallest(cpu * max(part for part, _ in parts), memory * max(part for _, part in parts))
    if pair and pair[0] <= cpu and pair[1] <= memory and pair != (cpu, memory):
        most, used, days = (max(column) for column in zip(*known, strict=True))
        yield Proposal(
            id="right-size",
            item=item,
            what=f"set cpu to {pair[0]} and memory to {pair[1]} in place of {cpu} and {memory}: at most {most:.0f} % of"
            f" the CPU and {used:.0f} % of the memory were used in {days} days",
            risk=_RISK,
            inputs={item.urn: {"cpu": str(pair[0]), "memory": str(pair[1])}},
        )


def _runs(service: Item, definition: Item, situation: Situation) -> bool:
    task = task_of(service, situation.world, "taskDefinition")
    return task is not None and task.definition is definition


def _peaks(service: Item, situation: Situation) -> tuple[Decimal, Decimal, int] | None:
    """Return the most that was used of CPU and memory, and in how many days; None where both are not known.

    Of tasks on machines the percentages say something else.
    """
    found: Peaks | None = measured(service, situation.peaks)
    on_fargate = strategy_of(service, service, situation.world, "cluster").has(FARGATE, SPOT)
    if not on_fargate or found is None or found.cpu is None or found.memory is None:
        return None
    return found.cpu, found.memory, found.days


def _parts(service: Item, cpu: Decimal, memory: Decimal, situation: Situation) -> tuple[Decimal, Decimal]:
    """Return which parts of a task's CPU and memory are needed for what was used of them, in percent.

    Autoscaling adds tasks as soon as what is used is above its target: it must stay below that as well.
    """
    targets = dict(_targets(service, situation))
    cpu_room, memory_room = (max(HEADROOM, 100 / targets.get(metric, Decimal(100))) for metric in (_CPU, _MEMORY))
    return cpu / 100 * cpu_room, memory / 100 * memory_room


def _targets(service: Item, situation: Situation) -> Iterator[tuple[str, Decimal]]:
    """Yield the metrics that the scaling of a service follows, with the percentages that it aims at."""
    for policy in situation.world.of(_POLICY):
        sources = situation.made_of(policy)
        sources += [source for one in sources for source in situation.made_of(one)]
        if service in sources or policy.text("resourceId").rpartition("/")[2] in service.identities():
            metric = policy.text(f"{_TRACKING}.predefinedMetricSpecification.predefinedMetricType")
            if metric:
                yield metric, policy.number(f"{_TRACKING}.targetValue", 100)


def _smallest(cpu: Decimal, memory: Decimal) -> tuple[int, int] | None:
    """Return the smallest pair of CPU units and MB that holds both; None where none does."""
    for row in tables.rows("advice_fargate_sizes"):
        sizes = range(int(row["from_mb"]), int(row["to_mb"]) + 1, int(row["step_mb"]))
        fitting = next((size for size in sizes if size >= memory), None)
        if int(row["cpu"]) >= cpu and fitting:
            return int(row["cpu"]), fitting
    return None


ADVISERS: tuple[Adviser, ...] = (_tasks,)
