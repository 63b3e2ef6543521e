"""Prices ECS services on Fargate: tasks by the service's scaling and schedules, on demand and Spot apart."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ..catalogue import Pricers
from ..item import Item
from ..lines import Entry
from ..money import Range
from ..quote import Quote
from ..schedules import Running, scaled
from ..world import World
from . import fargate
from . import machine_lines as lines
from .addresses import addresses
from .capacity import ELSEWHERE, FARGATE, SPOT, Strategy, strategy_of
from .disks import Disk, disk
from .fargate import Making, task_of

_DIMENSION = "ecs:service:DesiredCount"
_SERVICE = "aws:ecs/service:Service"
# https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TaskManagedEBSVolumeConfiguration.html
_VOLUME_TYPE = "gp3"


def _tasks(item: Item, quote: Quote) -> Iterator[Entry]:
    """A task on Spot costs what AWS sets from day to day; on machines it costs nothing beside them."""
    strategy, running = _strategy(item, quote.world), _running(item, quote)
    task = task_of(item, quote.world, "taskDefinition")
    if task is None:
        # A service that is deployed from outside has no task definition: its task sets have.
        if item.has("taskDefinition") and strategy.has(FARGATE, SPOT):
            yield quote.unpriced("its task definition is not in this stack", "tasks")
        return
    spot = strategy.part(running.count, SPOT)
    if strategy.part(running.count, FARGATE).high or (strategy.has(FARGATE, SPOT) and not spot.high):
        yield from fargate.compute(quote, task, _making(quote, strategy, running, FARGATE))
    if spot.high:
        yield from fargate.compute(quote, task, _making(quote, strategy, running, SPOT), spot=True)


def _tasks_nowhere(item: Item, quote: Quote) -> Iterator[Entry]:
    """Tasks that name no launch type and no capacity provider are meant for machines, where some cannot run."""
    strategy, task = _strategy(item, quote.world), task_of(item, quote.world, "taskDefinition")
    if task is None or strategy.has(FARGATE, SPOT, ELSEWHERE) or item.has("capacityProviderStrategies"):
        return
    if task.definition.texts("requiresCompatibilities") == [FARGATE]:
        yield quote.unpriced("its task definition runs on Fargate alone, and the service does not name it", "tasks")


def _storage(item: Item, quote: Quote) -> Iterator[Entry]:
    strategy, task = _strategy(item, quote.world), task_of(item, quote.world, "taskDefinition")
    if task and strategy.has(FARGATE, SPOT):
        making = _making(quote, strategy, _running(item, quote), FARGATE, SPOT)
        yield from fargate.storage(task, making)


def _volumes(item: Item, quote: Quote) -> Iterator[Entry]:
    """A volume that ECS makes for each task comes and goes with it."""
    running = _running(item, quote)
    for one in item.items("volumeConfiguration"):
        volume = one.section("managedEbsVolume")
        declared = Disk(
            volume.text("volumeType", _VOLUME_TYPE),
            volume.number("sizeInGb"),
            volume.number("iops"),
            volume.number("throughput"),
        )
        yield from disk(quote, declared, lines.present(quote, running), what="volume", why=running.assumption)


def _public_addresses(item: Item, quote: Quote) -> Iterator[Entry]:
    if item.flag("networkConfiguration.assignPublicIp"):
        strategy, running = _strategy(item, quote.world), _running(item, quote)
        count = strategy.part(lines.awake(quote, running), FARGATE, SPOT)
        yield from addresses(quote, bool(count.high), count, running.assumption)


def _transfer(item: Item, quote: Quote) -> Iterator[Entry]:
    """Both the zone that sends and the one that receives are charged."""
    if _strategy(item, quote.world).has(FARGATE, SPOT):
        yield quote.usage("data between zones, both directions", "data-transfer.inter-az", "gbInterAz", 2)
        if item.flag("networkConfiguration.assignPublicIp"):
            yield quote.usage("data out to the internet", "data-transfer.internet", "gbOut")


def _tasks_elsewhere(item: Item, quote: Quote) -> Iterator[Entry]:
    if _strategy(item, quote.world).has(ELSEWHERE):
        yield quote.unpriced("machines of your own are paid by the hour while they are joined", "ECS Anywhere")


def _making(quote: Quote, strategy: Strategy, running: Running, *names: str) -> Making:
    """Return what makes a line of so much for each task that runs on the capacity providers of these names."""
    count = strategy.part(lines.awake(quote, running), *names)

    def make(label: str, key: str, amount: Decimal, factor: Range | int) -> Entry:
        return quote.hourly(label, key, count * amount, assumption=running.assumption, factor=factor)

    return make


def _managed_instances(item: Item, quote: Quote) -> Iterator[Entry]:
    if item.has("managedInstancesProvider"):
        yield quote.unpriced("ECS chooses the machines, and takes a fee for them", "managed instances")


def _task_set(item: Item, quote: Quote) -> Iterator[Entry]:
    """A service that is deployed from outside has its tasks in sets, each with a part of them."""
    if _service(item, quote.world) is item:
        yield quote.unpriced("its service is not in this stack")
        return
    for part in (_tasks, _storage, _public_addresses):
        yield from part(item, quote)


def _running(item: Item, quote: Quote) -> Running:
    """Return how many tasks run: none where no number is given, as the provider has it.

    Source: https://www.pulumi.com/registry/packages/aws/api-docs/ecs/service/, `desiredCount`.
    """
    given = quote.given("averageTasks")
    if given:
        return Running(given.quantity, given.origin)
    service = _service(item, quote.world)
    running = scaled(service, quote.world, _DIMENSION, service.number("desiredCount", 0))
    return running if service is item else running.times(item.number("scale.value", 100) / 100)


def _service(item: Item, world: World) -> Item:
    """Return the service that a task set is of; itself for a service, and for a task set of a service elsewhere."""
    return world.target(item, "service", _SERVICE) or item


def _strategy(item: Item, world: World) -> Strategy:
    return strategy_of(item, item, world, "cluster")


PRICERS: Pricers = {
    "aws:ecs/capacityProvider:CapacityProvider": (_managed_instances,),
    _SERVICE: (_tasks, _tasks_nowhere, _storage, _volumes, _public_addresses, _transfer, _tasks_elsewhere),
    "aws:ecs/taskSet:TaskSet": (_task_set,),
}
