"""The network's NAT settings fit each other, and slower percentiles are slower."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from ..checks import reworded
from ..declaration import Declaration
from ..document import Document
from ..problem import Problem
from .needs import DATABASE

_NAT = ("network", "nat")
_NAT_ZONE = ("network", "natZone")
_INSTANCE = ("network", "natInstance")
_ONE_FOR_ALL = ("single", "instance")


def problems(settings: Declaration, _: Document) -> Iterator[Problem]:
    """Yield what contradicts itself."""
    yield from _nat_zone(settings)
    yield from _nat_instance(settings)
    yield from _no_way_out(settings)
    yield from _latency(settings)


def _nat_zone(settings: Declaration) -> Iterator[Problem]:
    network = settings.network
    if network.nat_zone is None:
        return
    if network.nat not in _ONE_FOR_ALL:
        rule = f"has no meaning where nat is {network.nat}"
        yield Problem(path=_NAT_ZONE, rule=rule, fix="leave it out", about=(_NAT_ZONE, _NAT))
    if network.nat_zone not in network.zones:
        fix = f"use one of {', '.join(network.zones)}"
        yield Problem(path=_NAT_ZONE, rule="is not among zones", fix=fix, about=(_NAT_ZONE, ("network", "zones")))


def _nat_instance(settings: Declaration) -> Iterator[Problem]:
    network = settings.network
    if network.nat_instance is None:
        return
    if network.nat != "instance":
        rule = f"has no meaning where nat is {network.nat}"
        yield Problem(path=_INSTANCE, rule=rule, fix="leave it out", about=(_NAT,))
    try:
        network.nat_instance.machine()
    except ValueError as reason:
        rule, fix = reworded(reason)
        yield Problem(path=(*_INSTANCE, "type"), rule=rule, fix=fix, about=(_INSTANCE,))


def _no_way_out(settings: Declaration) -> Iterator[Problem]:
    """Without NAT a task reaches AWS through endpoints only, and without these it never starts."""
    services = settings.services.values()
    if settings.network.nat != "none" or not services:
        return
    wanted = ["ecr", "logs"]
    if any(service.secrets or DATABASE in service.needs for service in services):
        wanted.append("secretsmanager")
    if any(service.exec for service in services):
        wanted.append("ssmmessages")
    missing = [name for name in wanted if name not in settings.network.endpoints]
    if missing:
        rule = f"leaves services without {', '.join(missing)}, and so unable to start"
        fix = "add them to endpoints, or choose another nat"
        yield Problem(path=_NAT, rule=rule, fix=fix, about=(_NAT, ("network", "endpoints"), ("services",)))


def _latency(settings: Declaration) -> Iterator[Problem]:
    latency = settings.latency
    limits = (("p50Ms", latency.p50_ms), ("p95Ms", latency.p95_ms), ("p99Ms", latency.p99_ms))
    for (quicker, low), (slower, high) in pairwise(limits):
        if low >= high:
            rule = f"{slower} ({high}) must be above {quicker} ({low})"
            about = (("latency", quicker), ("latency", slower))
            yield Problem(path=("latency",), rule=rule, fix=f"raise {slower} or lower {quicker}", about=about)
