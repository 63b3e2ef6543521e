"""Prices Container Insights: the metrics that ECS clusters and EKS clusters report for each of their parts."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from decimal import Decimal

from ....data import tables
from ..catalogue import Pricers
from ..item import Item
from ..lines import Entry
from ..money import Range
from ..quote import Quote
from ..schedules import scaled
from ..values import Undecided
from ..world import World

_SERVICE = "aws:ecs/service:Service"
_TASK = "aws:ecs/taskDefinition:TaskDefinition"
_GROUP = "aws:cloudwatch/logGroup:LogGroup"
_EVENTS = "/aws/ecs/containerinsights/{cluster}/performance"
_ADDON = "amazon-cloudwatch-observability"
_KEYS = {"enabled": "cloudwatch.metric", "enhanced": "cloudwatch.container-insights.enhanced.ecs"}


def _metrics(item: Item, quote: Quote) -> Iterator[Entry]:
    """A part that has no running task reports nothing, so an empty cluster costs nothing."""
    mode = _mode(item)
    services = _services(item, quote.world)
    if mode not in _KEYS or not services:
        return
    quantity = Range.of(_each(mode, "cluster"))
    for service in services:
        tasks = _tasks(service, quote.world)
        running = Range(*(min(end, Decimal(1)) for end in tasks.ends))
        quantity += running * (_each(mode, "service") + _each(mode, "task definition"))
        quantity += tasks * (_each(mode, "task") + _each(mode, "container") * _containers(service, quote.world))
    label = f"Container Insights, {mode}, of {len(services)} service{'' if len(services) == 1 else 's'}"
    yield quote.monthly(label, _KEYS[mode], quantity, assumption="metrics of each part as AWS documents them")


def _events(item: Item, quote: Quote) -> Iterator[Entry]:
    """Where the group that they are written to is a resource, they are counted with it."""
    if _mode(item) in _KEYS and _services(item, quote.world) and not _has_group(item, quote.world):
        yield quote.usage("performance events of Container Insights", "logs.ingestion.standard", "gbEvents")


def _mode(item: Item) -> str:
    """Return what a cluster's setting says: `enabled`, `enhanced`, `disabled`, or empty where it says nothing."""
    settings = [each for each in item.items("settings") if each.text("name") == "containerInsights"]
    return settings[0].text("value") if settings else ""


def _has_group(cluster: Item, world: World) -> bool:
    group = _EVENTS.format(cluster=_name(cluster))
    return any(_name(one) == group or world.target(one, "name", cluster.type) is cluster for one in world.of(_GROUP))


def _name(item: Item) -> str:
    try:
        return item.text("name")
    except Undecided:
        return ""


def _services(item: Item, world: World) -> list[Item]:
    return world.referrers(item, _SERVICE, "cluster")


def _tasks(service: Item, world: World) -> Range:
    # The provider asks for none where nothing is said.
    return scaled(service, world, "ecs:service:DesiredCount", service.number("desiredCount", 0)).count


def _containers(service: Item, world: World) -> int:
    task = world.target(service, "taskDefinition", _TASK)
    return len(task.json("containerDefinitions")) if task else 1


def _each(mode: str, part: str) -> Decimal:
    return _table().get((mode, part), Decimal(0))


@functools.cache
def _table() -> dict[tuple[str, str], Decimal]:
    rows = tables.rows("container_insights")
    return {(row["mode"], row["part"]): Decimal(row["metrics"]) for row in rows}


def _observations(item: Item, quote: Quote) -> Iterator[Entry]:
    """Other add-ons cost what they run on, and so does this one where it only collects logs."""
    if item.text("addonName") == _ADDON and _measures(item):
        yield quote.usage("Container Insights", "cloudwatch.container-insights.enhanced.eks", "observations")


def _measures(item: Item) -> bool:
    configuration = item.json("configurationValues")
    return not configuration or configuration[0].flag("containerInsights.enabled", True)


PRICERS: Pricers = {
    "aws:ecs/cluster:Cluster": (_metrics, _events),
    "aws:eks/addon:Addon": (_observations,),
}
