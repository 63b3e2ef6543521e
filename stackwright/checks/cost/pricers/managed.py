"""Prices what AWS runs by the hour: Network Firewall, Global Accelerator, Airflow, directories."""

from __future__ import annotations

from collections.abc import Iterator

from ..catalogue import Pricers
from ..item import Item
from ..lines import Entry
from ..money import Range
from ..quote import Quote
from .addresses import KEY as ADDRESS

# An environment comes with one worker and as many schedulers, and may grow to ten workers where nothing is said.
# https://docs.aws.amazon.com/mwaa/latest/API/API_CreateEnvironment.html
_WORKERS, _MOST_WORKERS, _SCHEDULERS = 1, 10, 2

_STATIC_ADDRESSES = 2

# Controllers of a directory, which are billed one by one; a managed Microsoft AD may have more.
_CONTROLLERS = 2


def _endpoints(item: Item, quote: Quote) -> Iterator[Entry]:
    """A firewall has an endpoint in each of its subnets, or zones where it hangs on a transit gateway."""
    count = item.count("subnetMappings") + item.count("availabilityZoneMappings")
    yield quote.hourly(f"{count} endpoint{'' if count == 1 else 's'}", "network-firewall.hour", count)


def _inspected(_item: Item, quote: Quote) -> Iterator[Entry]:
    yield quote.usage("traffic inspected", "network-firewall.data", "gbProcessed")


def _accelerator(_item: Item, quote: Quote) -> Iterator[Entry]:
    """An accelerator is paid while it exists, turned on or not."""
    yield quote.hourly("accelerator", "global-accelerator.hour")
    yield quote.usage("premium of the traffic", "global-accelerator.data", "gbProcessed")


def _static_addresses(item: Item, quote: Quote) -> Iterator[Entry]:
    """An accelerator has two addresses, of which one's own cost nothing.

    Source: https://aws.amazon.com/vpc/pricing/, "Public IPv4 Address"
    """
    count = _STATIC_ADDRESSES - item.count("ipAddresses")
    if count > 0:
        yield quote.hourly("static public IPv4 addresses", ADDRESS, count)


def _environment(item: Item, quote: Quote) -> Iterator[Entry]:
    size = _size(item)
    yield quote.hourly(f"environment {size}", f"mwaa.environment.{size}")


def _workers(item: Item, quote: Quote) -> Iterator[Entry]:
    least = item.number("minWorkers", _WORKERS) - _WORKERS
    most = max(least, item.number("maxWorkers", _MOST_WORKERS) - _WORKERS)
    if most > 0:
        assumption = "as many workers as there must be, at most as many as there may be"
        key = f"mwaa.worker.{_size(item)}"
        yield quote.hourly("further workers", key, Range(least, least, most), assumption=assumption)


def _schedulers(item: Item, quote: Quote) -> Iterator[Entry]:
    further = item.number("schedulers", _SCHEDULERS) - _SCHEDULERS
    if further > 0:
        yield quote.hourly(f"{further} further schedulers", f"mwaa.scheduler.{_size(item)}", further)


def _metadata(_item: Item, quote: Quote) -> Iterator[Entry]:
    yield quote.usage("data of the environment", "mwaa.storage", "gbStored")


def _size(item: Item) -> str:
    return item.text("environmentClass", "mw1.small").removeprefix("mw1.")


def _directory(item: Item, quote: Quote) -> Iterator[Entry]:
    kind = item.text("type", "SimpleAD")
    if kind == "MicrosoftAD":
        edition = item.text("edition", "Enterprise")
        count = item.number("desiredNumberOfDomainControllers", _CONTROLLERS)
        key = f"directory-service.microsoft-ad.{edition.lower()}"
        yield quote.hourly(f"{count} domain controllers, {edition}", key, count)
    else:
        size = item.text("size", "Small")
        key = f"directory-service.{'ad-connector' if kind == 'ADConnector' else 'simple-ad'}.{size.lower()}"
        yield quote.hourly(f"{kind}, {size}", key, _CONTROLLERS)


PRICERS: Pricers = {
    "aws:directoryservice/directory:Directory": (_directory,),
    "aws:globalaccelerator/accelerator:Accelerator": (_accelerator, _static_addresses),
    "aws:globalaccelerator/customRoutingAccelerator:CustomRoutingAccelerator": (_accelerator, _static_addresses),
    "aws:mwaa/environment:Environment": (_environment, _workers, _schedulers, _metadata),
    "aws:networkfirewall/firewall:Firewall": (_endpoints, _inspected),
}
