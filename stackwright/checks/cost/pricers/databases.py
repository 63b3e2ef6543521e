"""What the database pricers share: classes, virtual CPUs, support of versions, and the hours that an instance is on."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from ....data import tables
from ..item import Item
from ..lines import Entry
from ..money import Number, Range
from ..quote import Quote
from ..schedules import hours_on
from ..values import Section
from ..world import World
from .optional import told

SERVERLESS = "db.serverless"

# Retention of performance data that costs nothing, in days.
# https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PerfInsights.Overview.cost.html
FREE_RETENTION = 7
LONGEST_RETENTION = 731
BY_THE_MONTH = "what is kept for less than two years is paid by the months that it is kept"

_SECONDS_A_MONTH = Decimal(730 * 3600)
_KB_A_GB = Decimal(1_000_000)


def size_of(instance_class: str) -> str:
    """Return a class as price keys write it: `t4g.medium` of `db.t4g.medium`."""
    return instance_class.removeprefix("db.")


def vcpus(instance_class: str) -> int | None:
    """Return the virtual CPUs of a class, with or without its `db.`; None where they are not known."""
    return _vcpus().get(size_of(instance_class))


@functools.cache
def _vcpus() -> Mapping[str, int]:
    return {row["type"]: int(row["vcpus"]) for row in tables.rows("ec2_sizes")}


def support(engine: str, version: str, today: date) -> str:
    """Return which years of extended support a version is in: `year-1-2`, `year-3`, or an empty text for none."""
    for row in _supported():
        if row["engine"] != engine or not f"{version}.".startswith(f"{row['version']}."):
            continue
        if not date.fromisoformat(row["year_1"]) <= today <= date.fromisoformat(row["extended_until"]):
            return ""
        return "year-3" if row["year_3"] and today >= date.fromisoformat(row["year_3"]) else "year-1-2"
    return ""


@functools.cache
def _supported() -> tuple[Mapping[str, str], ...]:
    return tuple(tables.rows("rds_support"))


def origins(item: Item, world: World, paths: Mapping[str, tuple[str, ...]]) -> list[Item]:
    """Return *item* and what it is made from, the nearest first: what it does not say itself, they tell.

    *paths* are the properties that name a source, each with the types of resource that it may be.
    """
    found = [item]
    for one in found:
        for path, types in paths.items():
            found += [source for source in world.targets(one, path, *types) if source not in found]
    return found


def teller(found: list[Item], path: str) -> Section:
    """Return the nearest of *found* that has a value at *path*, the first where none has."""
    return next((one for one in found if one.has(path)), found[0])


def hours(quote: Quote, label: str, key: str, count: Number | Range = 1, assumption: str = "") -> Entry:
    """Return what *count* of something cost that is paid while the instance is on, as its schedules have it."""
    on, why = hours_on(quote.item, quote.world) or (None, "")
    return quote.hourly(label, key, count, hours=on, assumption="; ".join(filter(None, (assumption, why))))


def per_vcpu(quote: Quote, label: str, key: str, instance_class: str, times: int = 1) -> Entry:
    """Return what is paid by the hour for each virtual CPU of *times* instances of a class."""
    count = vcpus(instance_class)
    if count is None:
        return quote.unpriced(f"the virtual CPUs of {instance_class} are not known", label)
    return hours(quote, f"{label}, {count * times} vCPUs", key, count * times)


def insights(declared: Section, mode: str, instance_class: str, quote: Quote) -> Iterator[Entry]:
    """Yield what performance data cost: the advanced mode by the hour, else what is kept for more than 7 days."""
    calls = ("requests for performance data", "rds.performance-insights.requests", "insightsRequests")
    yield from told(quote, calls)
    if mode == "advanced":
        yield per_vcpu(quote, "Database Insights, advanced", "rds.database-insights.vcpu", instance_class)
        return
    days = declared.number("performanceInsightsRetentionPeriod", FREE_RETENTION)
    if not declared.flag("performanceInsightsEnabled") or days <= FREE_RETENTION:
        return
    label, count = f"performance data, {days} days", vcpus(instance_class)
    if days != LONGEST_RETENTION:
        yield quote.unpriced(BY_THE_MONTH, label)
        return
    if count is None:
        yield quote.unpriced(f"the virtual CPUs of {instance_class} are not known", label)
        return
    family = size_of(instance_class).partition(".")[0]
    yield quote.monthly(f"{label}, {count} vCPUs", f"rds.performance-insights.{family}", count)


def enhanced_monitoring(declared: Section, quote: Quote) -> Iterator[Entry]:
    """Yield what CloudWatch Logs takes for the operating system's metrics, one record each interval."""
    seconds = declared.number("monitoringInterval")
    if seconds:
        size = quote.meter("monitoringKb")
        gb = size.quantity * (_SECONDS_A_MONTH / seconds / _KB_A_GB)
        yield quote.used(f"metrics every {seconds} s, ingested", "logs.ingestion.standard", gb, size.origin)
