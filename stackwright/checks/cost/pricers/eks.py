"""Prices EKS: control planes in standard or extended support, Auto Mode, node groups and what their machines have."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from ....data import tables
from ..catalogue import Pricers
from ..item import Item
from ..lines import Entry
from ..money import Range
from ..quote import Quote
from ..schedules import Running, grouped
from ..values import Section
from . import machine_lines as lines
from . import pools
from .machine import Templated, template_of
from .pools import Pool

# What AWS sets where nothing is said. https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateNodegroup.html,
# and, that the disk is gp2 without a launch template, https://github.com/bottlerocket-os/bottlerocket/issues/4799.
_DEFAULT_TYPE = "t3.medium"
_DISK_TYPE, _DISK_GB, _WINDOWS_DISK_GB = "gp2", 20, 50
# One of those that Auto Mode's own node pools start, in place of all.
_AUTO_MODE_TYPE = "m7i.large"


def _control_plane(item: Item, quote: Quote) -> Iterator[Entry]:
    """Extended support is paid in place of standard support, from the day after that ends.

    A cluster without a version has the newest one. One that may not stay in extended support, and one whose extended
    support has ended, is upgraded by AWS, the latter to the oldest version that is still in extended support. Source:
    https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html
    """
    version = item.text("version")
    ends = _support().get(version)
    if item.has("outpostConfig"):
        yield quote.unpriced("a local cluster on an Outpost is paid with that", "control plane")
    elif version and ends is None and _ordinal(version) < min(map(_ordinal, _support())):
        yield quote.unpriced(f"EKS has no Kubernetes {version} any more", "control plane")
    elif ends and quote.today > ends and item.text("upgradePolicy.supportType", "EXTENDED") == "EXTENDED":
        label = f"control plane {version}, in extended support since {ends:%Y-%m-%d}"
        yield quote.hourly(label, "eks.cluster.extended")
    else:
        yield quote.hourly(f"control plane {version}".strip(), "eks.cluster.standard")


def _provisioned_control_plane(item: Item, quote: Quote) -> Iterator[Entry]:
    """A tier is paid beside the cluster itself. Source: https://aws.amazon.com/eks/pricing/."""
    tier = item.text("controlPlaneScalingConfig.tier", "standard").removeprefix("tier-")
    if tier != "standard":
        yield quote.hourly(f"provisioned control plane {tier}", f"eks.provisioned.{tier}")


def _auto_mode(item: Item, quote: Quote) -> Iterator[Entry]:
    """Machines that Auto Mode starts are paid as such, and with a fee that is a part of their on-demand price."""
    if not item.flag("computeConfig.enabled"):
        return
    reading, ratio = quote.meter("autoModeInstances"), quote.book.find("eks.auto-mode.ratio")
    key = f"ec2.{_AUTO_MODE_TYPE}"
    assumption = f"{reading.origin}, as if all were {_AUTO_MODE_TYPE}"
    yield quote.hourly("instances of Auto Mode", key, reading.quantity, assumption=assumption)
    if ratio is None:
        yield quote.unpriced("no price of eks.auto-mode.ratio", "fee of Auto Mode")
    else:
        yield quote.hourly("fee of Auto Mode", key, reading.quantity, assumption=assumption, factor=ratio.usd)


def _hybrid_nodes(item: Item, quote: Quote) -> Iterator[Entry]:
    if item.has("remoteNetworkConfig"):
        yield quote.unpriced("nodes of your own are paid by their vCPUs while they are joined", "hybrid nodes")


def _instances(item: Item, quote: Quote) -> Iterator[Entry]:
    if _needs_template(item) and template_of(item, quote.world, "launchTemplate") is None:
        yield quote.unpriced("its launch template is not in this stack", "instances")
    else:
        yield from pools.instances(quote, _pool(item, quote))


def _disks(item: Item, quote: Quote) -> Iterator[Entry]:
    yield from pools.disks(quote, _pool(item, quote))


def _detailed_monitoring(item: Item, quote: Quote) -> Iterator[Entry]:
    yield from lines.monitoring(quote, _pool(item, quote).machine, _running(item, quote))


def _public_addresses(item: Item, quote: Quote) -> Iterator[Entry]:
    yield from lines.public_addresses(quote, _machine(item, quote), _running(item, quote), "subnetIds")


def _use(item: Item, quote: Quote) -> Iterator[Entry]:
    yield from lines.use(quote, _machine(item, quote))


def _warm_pool(item: Item, quote: Quote) -> Iterator[Entry]:
    if item.has("warmPoolConfig"):
        yield quote.unpriced("nodes that wait stopped keep their disks and addresses", "warm pool")


def _needs_template(item: Item) -> bool:
    return item.has("launchTemplate") and not item.has("instanceTypes")


def _pool(item: Item, quote: Quote) -> Pool:
    spot = item.text("capacityType", "ON_DEMAND") == "SPOT"
    return Pool(machine=_machine(item, quote), running=_running(item, quote), share=Range.of(not spot).expected)


def _machine(item: Item, quote: Quote) -> Templated:
    """Return what its nodes are: its own instance types go before the template's, whose disks go before its own."""
    template = template_of(item, quote.world, "launchTemplate")
    windows = item.text("amiType").startswith("WINDOWS")
    # A deployed node group that has a launch template says 0.
    size = item.number("diskSize") or (_WINDOWS_DISK_GB if windows else _DISK_GB)
    machine = Templated(
        source=template.source if template else Section({}),
        chosen=tuple(item.texts("instanceTypes")),
        windows=windows,
        image={"volumeType": _DISK_TYPE, "volumeSize": size},
    )
    return machine if _names_a_type(item, template) else replace(machine, chosen=(_DEFAULT_TYPE,))


def _names_a_type(item: Item, template: Templated | None) -> bool:
    """Return whether the node group or its template does: AWS's default is of the one that neither does."""
    return item.has("instanceTypes") or (template is not None and template.source.has("instanceType"))


def _running(item: Item, quote: Quote) -> Running:
    given = quote.given("averageInstances")
    if given:
        return Running(given.quantity, given.origin)
    return grouped(item, quote.world, item.section("scalingConfig"), ("minSize", "desiredSize", "maxSize"))


def _ordinal(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".") if part.isdigit() and len(part) < 10)


@functools.cache
def _support() -> Mapping[str, date]:
    """Return Kubernetes version -> the last day of its standard support."""
    return {row["version"]: date.fromisoformat(row["standard_until"]) for row in tables.rows("eks_support")}


PRICERS: Pricers = {
    "aws:eks/cluster:Cluster": (_control_plane, _provisioned_control_plane, _auto_mode, _hybrid_nodes),
    "aws:eks/nodeGroup:NodeGroup": (
        _instances,
        _disks,
        _detailed_monitoring,
        _public_addresses,
        _use,
        _warm_pool,
    ),
}
