"""Advises to leave a version of EKS or RDS before its extended support, which costs more, or as soon as it can be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from ....data import tables
from ..item import Item
from .model import Proposal
from .situation import Adviser, Situation, each

SOON = timedelta(days=90)
"""How long before the end of standard support there is advice."""

_DISABLED = "open-source-rds-extended-support-disabled"
_CLUSTER = "aws:rds/cluster:Cluster"
_CLUSTER_INSTANCE = "aws:rds/clusterInstance:ClusterInstance"
_EKS_RISK = "clusters go up one minor version at a time, add-ons and nodes with them: look for removed APIs first"
_RDS_RISK = "a new major version is an outage of minutes and not undone: try it on a copy, extensions and drivers too"


@dataclass(frozen=True)
class Version:
    """One version of an engine."""

    name: str
    until: date
    """Last day of its standard support."""

    billed: date
    """First day that extended support is paid for."""


@each("aws:eks/cluster:Cluster")
def _clusters(item: Item, situation: Situation) -> Iterator[Proposal]:
    """A cluster that may not stay in extended support is upgraded by AWS instead."""
    if item.text("upgradePolicy.supportType", "EXTENDED") == "EXTENDED":
        found = _leaving(_eks(), item.text("version"), situation.today)
        yield from _proposals(item, found, "version", _EKS_RISK, situation, [item])


@each("aws:rds/instance:Instance")
def _instances(item: Item, situation: Situation) -> Iterator[Proposal]:
    """A replica goes with its source."""
    if not item.has("replicateSourceDb"):
        yield from _databases(item, situation, [item])


@each(_CLUSTER)
def _database_clusters(item: Item, situation: Situation) -> Iterator[Proposal]:
    instances = situation.world.referrers(item, _CLUSTER_INSTANCE, "clusterIdentifier")
    stating = [one for one in instances if one.has("engineVersion")]
    yield from _databases(item, situation, [item, *stating])


def _databases(item: Item, situation: Situation, stating: Sequence[Item]) -> Iterator[Proposal]:
    if item.text("engineLifecycleSupport") != _DISABLED:
        found = _leaving(_rds(item.text("engine")), item.text("engineVersion"), situation.today)
        yield from _proposals(item, found, "engineVersion", _RDS_RISK, situation, stating)


def _proposals(
    item: Item,
    found: tuple[Version, Version] | None,
    path: str,
    risk: str,
    situation: Situation,
    stating: Sequence[Item],
) -> Iterator[Proposal]:
    """Yield that *path* of *stating* had better be the second version, priced for when the first costs more."""
    if found:
        old, new = found
        changes: Mapping[str, Any] = {path: new.name}
        yield Proposal(
            id="extended-support",
            item=item,
            what=f"set {path} to {new.name}: standard support of {old.name} ends on {old.until}, and"
            f" extended support is paid from {old.billed} on",
            risk=risk,
            inputs={one.urn: changes for one in stating},
            day=max(situation.today, old.billed),
        )


def _leaving(versions: Sequence[Version], name: str, today: date) -> tuple[Version, Version] | None:
    """Return the version called *name*, or the one that it is a minor of, and the next that is supported for a while.

    None where it is supported for a while itself, where it is not known, and where there is no next.
    """
    place = next((place for place, one in enumerate(versions) if f"{name}.".startswith(f"{one.name}.")), None)
    if place is None or versions[place].until > today + SOON:
        return None
    later = (one for one in versions[place + 1 :] if one.until > today + SOON)
    new = next(later, None)
    return (versions[place], new) if new else None


def _eks() -> list[Version]:
    found = []
    for row in tables.rows("eks_support"):
        until = date.fromisoformat(row["standard_until"])
        found.append(Version(row["version"], until, until + timedelta(days=1)))
    return found


def _rds(engine: str) -> list[Version]:
    return [
        Version(row["version"], date.fromisoformat(row["standard_until"]), date.fromisoformat(row["year_1"]))
        for row in tables.rows("rds_support")
        if row["engine"] == engine
    ]


ADVISERS: tuple[Adviser, ...] = (_clusters, _instances, _database_clusters)
