"""Advises to switch off outside working hours what nobody but the team uses, where it can be switched off."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from ..item import Item
from ..money import HOURS, Range
from ..pricers.capacity import FARGATE, SPOT, strategy_of
from ..schedules import Running
from ..usage import HOURS_ON
from .model import Proposal
from .running import GROUP, NODES, SERVICE, is_scheduled, running_of
from .situation import Adviser, Situation, each

HOURS_A_DAY, DAYS_A_WEEK = 13, 5
_A_WEEK = 7 * 24
ON = Range.of((HOURS * HOURS_A_DAY * DAYS_A_WEEK / _A_WEEK).quantize(Decimal("0.1")))
"""Hours of a month that are working hours."""

_ROUTE = "aws:ec2/route:Route"
_INTERFACE = "aws:ec2/networkInterface:NetworkInterface"
_INSTANCE = "aws:ec2/instance:Instance"
_DATABASE = "aws:rds/instance:Instance"
# Cluster -> its instances, which stop with it.
_CLUSTERS = {
    "aws:docdb/cluster:Cluster": "aws:docdb/clusterInstance:ClusterInstance",
    "aws:neptune/cluster:Cluster": "aws:neptune/clusterInstance:ClusterInstance",
    "aws:rds/cluster:Cluster": "aws:rds/clusterInstance:ClusterInstance",
}
_ONE = Running(Range.of(1))
_RISK = "it is away at night and on weekends, and takes minutes to come back in the morning"
_DATABASE_RISK = f"{_RISK}; backups and maintenance need a window within working hours"


@each(SERVICE)
def _services(item: Item, situation: Situation) -> Iterator[Proposal]:
    on_fargate = strategy_of(item, item, situation.world, "cluster").has(FARGATE, SPOT)
    if on_fargate and _always(item, running_of(item, situation.world), situation, "averageTasks"):
        how = "aws.appautoscaling.ScheduledAction: minCapacity and maxCapacity 0 in the evening, and back"
        yield _proposal(item, how, _RISK, [item])


@each(GROUP, NODES)
def _groups(item: Item, situation: Situation) -> Iterator[Proposal]:
    if _always(item, running_of(item, situation.world), situation, "averageInstances") and not _routes(item, situation):
        how = "aws.autoscaling.Schedule: minSize, maxSize and desiredCapacity 0 in the evening, and back"
        if item.type == NODES:
            how = "aws.scheduler.Schedule of eks:updateNodegroupConfig: minSize and desiredSize 0, and back"
        yield _proposal(item, how, _RISK, [item])


@each(_INSTANCE)
def _instances(item: Item, situation: Situation) -> Iterator[Proposal]:
    """A Spot instance may not stop, and one that routes carries what others send."""
    spot = item.has("instanceMarketOptions")
    if not spot and _always(item, _ONE, situation) and not _routes(item, situation):
        yield _proposal(item, "aws.scheduler.Schedule of ec2:stopInstances and ec2:startInstances", _RISK, [item])


@each(_DATABASE)
def _databases(item: Item, situation: Situation) -> Iterator[Proposal]:
    """RDS stops neither a replica nor its source, no SQL Server in two zones, no RDS Custom.

    Source: Amazon RDS User Guide, "Stopping an Amazon RDS DB instance temporarily", limitations.
    """
    engine, world = item.text("engine"), situation.world
    replicated = item.has("replicateSourceDb") or world.referrers(item, _DATABASE, "replicateSourceDb")
    mirrored = engine.startswith("sqlserver") and item.flag("multiAz")
    if not engine or engine.startswith(("custom-", "aurora")) or replicated or mirrored:
        return
    if _always(item, _ONE, situation):
        how = "aws.scheduler.Schedule of rds:stopDBInstance and rds:startDBInstance"
        yield _proposal(item, how, _DATABASE_RISK, [item])


@each(*_CLUSTERS)
def _clusters(item: Item, situation: Situation) -> Iterator[Proposal]:
    """Aurora stops as a cluster, unless it is part of a global one, or of another Region's.

    Source: Amazon Aurora User Guide, "Limitations for stopping and starting Aurora DB clusters".
    """
    instances = situation.world.referrers(item, _CLUSTERS[item.type], "clusterIdentifier")
    aurora = item.type != "aws:rds/cluster:Cluster" or item.text("engine").startswith("aurora")
    joined = item.has("globalClusterIdentifier") or item.has("replicationSourceIdentifier")
    if not aurora or joined or item.text("engineMode", "provisioned") != "provisioned" or not instances:
        return
    owners = (item, *instances)
    if all(_always(one, _ONE, situation) for one in owners):
        service = item.type.split(":")[1].partition("/")[0]
        how = f"aws.scheduler.Schedule of {service}:stopDBCluster and {service}:startDBCluster"
        yield _proposal(item, how, _DATABASE_RISK, owners)


def _proposal(item: Item, how: str, risk: str, owners: Iterable[Item]) -> Proposal:
    what = f"switch it off outside {HOURS_A_DAY} working hours of {DAYS_A_WEEK} days ({how})"
    return Proposal(id="off-hours", item=item, what=what, risk=risk, usage={one.urn: {HOURS_ON: ON} for one in owners})


def _always(item: Item, running: Running, situation: Situation, *meters: str) -> bool:
    """Return whether something outside production runs day and night, as far as the stack and its usage files tell."""
    measured = any(situation.usage.given(item, meter) for meter in meters)
    return not (situation.production or measured or not running.count.high or is_scheduled(item, situation))


def _routes(item: Item, situation: Situation) -> bool:
    """Return whether the traffic of others goes through *item*: a route leads to it, or to an interface it is given."""
    if not item.flag("sourceDestCheck", default=True):
        return True
    parts = [item, *situation.made_of(item)]
    parts += [source for part in parts for source in situation.made_of(part) if source.type == _INTERFACE]
    ways = {source.urn for route in situation.world.of(_ROUTE) for source in situation.made_of(route)}
    return any(part.urn in ways for part in parts if part is item or part.type == _INTERFACE)


ADVISERS: tuple[Adviser, ...] = (_services, _groups, _instances, _databases, _clusters)
