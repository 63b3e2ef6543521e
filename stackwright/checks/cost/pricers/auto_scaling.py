"""Prices groups of EC2 machines: Auto Scaling groups, EC2 fleets and Spot fleets."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal

from ..catalogue import Pricers
from ..item import Item
from ..lines import Entry
from ..money import ZERO, Range
from ..quote import Quote
from ..schedules import Running, grouped
from ..world import World
from . import machine_lines as lines
from . import pools
from .machine import CONFIGURATION, Declared, Machine, template_of
from .pools import Pool

_POLICY = "mixedInstancesPolicy.launchTemplate"
_CONFIGS = "launchTemplateConfigs"
# Where a group says what it starts machines in: subnets, or zones by their default subnets.
_PLACES = ("vpcZoneIdentifiers", "availabilityZones")


def _instances(item: Item, quote: Quote) -> Iterator[Entry]:
    pool = _pool(item, quote)
    if pool is None:
        yield quote.unpriced("its launch template is not in this stack", "instances")
    else:
        yield from pools.instances(quote, pool)


def _disks(item: Item, quote: Quote) -> Iterator[Entry]:
    pool = _pool(item, quote)
    if pool:
        yield from pools.disks(quote, pool)


def _disk_link(item: Item, quote: Quote) -> Iterator[Entry]:
    pool = _pool(item, quote)
    if pool:
        yield from lines.disk_link(quote, pool.machine)


def _detailed_monitoring(item: Item, quote: Quote) -> Iterator[Entry]:
    pool = _pool(item, quote)
    if pool:
        yield from lines.monitoring(quote, pool.machine, pool.running)


def _public_addresses(item: Item, quote: Quote) -> Iterator[Entry]:
    pool = _pool(item, quote)
    if pool:
        yield from lines.public_addresses(quote, pool.machine, pool.running, *_PLACES)


def _use(item: Item, quote: Quote) -> Iterator[Entry]:
    pool = _pool(item, quote)
    if pool:
        yield from lines.use(quote, pool.machine)


def _warm_pool(item: Item, quote: Quote) -> Iterator[Entry]:
    if item.has("warmPool"):
        yield quote.unpriced("machines that wait stopped keep their disks and addresses", "warm pool")


def _pool(item: Item, quote: Quote) -> Pool | None:
    """Return what a group is made of; None where its launch template is not in this stack. Raises Undecided."""
    made = _MAKERS[item.type](item, quote.world)
    given = quote.given("averageInstances")
    return replace(made, running=Running(given.quantity, given.origin)) if made and given else made


def _group(item: Item, world: World) -> Pool | None:
    """A mixed group has all on demand unless its policy says otherwise.

    Source: https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_InstancesDistribution.html
    """
    mixed = item.has("mixedInstancesPolicy")
    machine = _machine(item, world, f"{_POLICY}.launchTemplateSpecification" if mixed else "launchTemplate")
    if machine is None:
        return None
    running = grouped(item, world, item, ("minSize", "desiredCapacity", "maxSize"))
    if not mixed:
        return Pool(machine=machine, running=running)
    distribution = item.section("mixedInstancesPolicy.instancesDistribution")
    pool = Pool(
        machine=machine,
        running=running,
        base=distribution.number("onDemandBaseCapacity", 0),
        share=distribution.number("onDemandPercentageAboveBaseCapacity", 100) / 100,
    )
    return pools.mixed(pool, item.section(_POLICY).items("overrides"))


def _fleet(item: Item, world: World) -> Pool | None:
    """What a fleet does not say to be of one kind is of its default kind."""
    wanted = item.section("targetCapacitySpecification")
    total = wanted.number("totalTargetCapacity")
    spot = wanted.text("defaultTargetCapacityType") == "spot"
    on_demand = wanted.number("onDemandTargetCapacity", 0 if spot else total - wanted.number("spotTargetCapacity"))
    return _configured(item, world, total, on_demand)


def _spot_fleet(item: Item, world: World) -> Pool | None:
    total, on_demand = item.number("targetCapacity"), item.number("onDemandTargetCapacity")
    specifications = item.items("launchSpecifications")
    if not specifications:
        return _configured(item, world, total, on_demand)
    machine = Declared(source=specifications[0])
    return pools.mixed(_of_fleet(machine, total, on_demand), specifications)


def _configured(item: Item, world: World, total: Decimal, on_demand: Decimal) -> Pool | None:
    """Return a fleet of launch templates: the first template that is in this stack stands for all of them."""
    machine = template_of(item, world, f"{_CONFIGS}.launchTemplateSpecification")
    if machine is None:
        return None
    overrides = [one for config in item.items(_CONFIGS) for one in config.items("overrides")]
    return pools.mixed(_of_fleet(machine, total, on_demand), overrides)


def _of_fleet(machine: Machine, total: Decimal, on_demand: Decimal) -> Pool:
    return Pool(machine=machine, running=Running(Range.of(total)), base=on_demand, share=ZERO)


def _machine(item: Item, world: World, path: str) -> Machine | None:
    """Return what a group starts; a launch configuration has detailed monitoring unless it says otherwise.

    Source: https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_InstanceMonitoring.html
    """
    configuration = world.target(item, "launchConfiguration", CONFIGURATION)
    if configuration:
        return Declared(source=configuration, watched=True)
    return template_of(item, world, path)


_MAKERS: dict[str, Callable[[Item, World], Pool | None]] = {
    "aws:autoscaling/group:Group": _group,
    "aws:ec2/fleet:Fleet": _fleet,
    "aws:ec2/spotFleetRequest:SpotFleetRequest": _spot_fleet,
}

PRICERS: Pricers = dict.fromkeys(
    _MAKERS, (_instances, _disks, _disk_link, _detailed_monitoring, _public_addresses, _use, _warm_pool)
)
