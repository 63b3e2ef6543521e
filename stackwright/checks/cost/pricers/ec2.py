"""Prices EC2: instances and Spot requests with their disks and addresses, capacity reservations, dedicated hosts."""

from __future__ import annotations

from collections.abc import Iterator

from ..catalogue import Pricers
from ..item import Item
from ..lines import Entry
from ..money import HOURS, ONE, Range
from ..quote import Quote
from ..schedules import Running, hours_on
from ..world import World
from . import machine_lines as lines
from .addresses import addresses, given_by
from .machine import Declared, template_of

_RESERVATION = "aws:ec2/capacityReservation:CapacityReservation"
_TARGET = "capacityReservationSpecification.capacityReservationTarget.capacityReservationId"
_SPOT_REQUEST = "aws:ec2/spotInstanceRequest:SpotInstanceRequest"
_INSTANCES = ("aws:ec2/instance:Instance", _SPOT_REQUEST)
_INTERFACES = ("networkInterfaces", "primaryNetworkInterface")
# Where an Elastic IP, or the association of one, names the machine it is for.
_ASSOCIATED = (("aws:ec2/eip:Eip", "instance"), ("aws:ec2/eipAssociation:EipAssociation", "instanceId"))


def _hours(item: Item, quote: Quote) -> Iterator[Entry]:
    """An instance in a capacity reservation of this stack costs nothing by itself: the reservation is paid."""
    if not quote.world.targets(item, _TARGET, _RESERVATION):
        spot = True if item.type == _SPOT_REQUEST else None
        yield from lines.hours(quote, _machine(item, quote.world), _running(item, quote.world), spot=spot)


def _disks(item: Item, quote: Quote) -> Iterator[Entry]:
    """Disks stay when an instance is stopped."""
    yield from lines.disks(quote, _machine(item, quote.world), ONE)


def _disk_link(item: Item, quote: Quote) -> Iterator[Entry]:
    yield from lines.disk_link(quote, _machine(item, quote.world))


def _detailed_monitoring(item: Item, quote: Quote) -> Iterator[Entry]:
    yield from lines.monitoring(quote, _machine(item, quote.world), _running(item, quote.world))


def _public_address(item: Item, quote: Quote) -> Iterator[Entry]:
    """An address of its own is released while it is stopped, and where an Elastic IP takes its place."""
    world = quote.world
    if any(world.referrers(item, type_, path) for type_, path in _ASSOCIATED):
        return
    given = _machine(item, world).public()
    if given is None:
        if any(item.has(path) for path in _INTERFACES):
            return
        given = given_by(item, world, "subnetId")
    running = _running(item, world)
    yield from addresses(quote, given, lines.awake(quote, running), running.assumption)


def _use(item: Item, quote: Quote) -> Iterator[Entry]:
    yield from lines.use(quote, _machine(item, quote.world))


def _reservation(item: Item, quote: Quote) -> Iterator[Entry]:
    """Capacity that is reserved costs what running instances do, whether or not any runs; those are not paid again."""
    windows = ".windows" if "windows" in item.text("instancePlatform").lower() else ""
    tenancy = item.text("tenancy", "default")
    kind = item.text("instanceType")
    key = f"ec2.{kind}{windows}{'' if tenancy == 'default' else f'.{tenancy}'}"
    yield quote.hourly(f"reserved capacity {kind}", key, item.number("instanceCount"))


def _host(item: Item, quote: Quote) -> Iterator[Entry]:
    family = item.text("instanceFamily") or item.text("instanceType").partition(".")[0]
    yield quote.hourly(f"dedicated host {family}", f"ec2.host.{family}")


def _machine(item: Item, world: World) -> Declared:
    template = template_of(item, world, "launchTemplate")
    return Declared(source=item, template=template) if template else Declared(source=item)


def _running(item: Item, world: World) -> Running:
    scheduled = hours_on(item, world)
    if scheduled is None:
        return Running(ONE)
    hours, assumption = scheduled
    return Running(Range(*(end / HOURS for end in hours.ends)), assumption, awake=ONE)


PRICERS: Pricers = {
    **dict.fromkeys(_INSTANCES, (_hours, _disks, _disk_link, _detailed_monitoring, _public_address, _use)),
    _RESERVATION: (_reservation,),
    "aws:ec2/dedicatedHost:DedicatedHost": (_host,),
}
