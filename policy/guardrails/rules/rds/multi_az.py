"""RDS databases stand in more than one Availability Zone.

An instance is Multi-AZ; an Aurora cluster has two instances at least, readers that a scaling target always keeps among
them, which AWS spreads over the zones of the subnet group unless they name one. RDS Multi-AZ clusters, Aurora
Serverless v1 and Limitless do so by themselves. Copies (replicas, secondaries of a global database) are spare
themselves, and SQL Server Express has no Multi-AZ.
"""

from __future__ import annotations

from ...authoring import (
    Controls,
    Inventory,
    Item,
    Level,
    Severity,
    StackRule,
    Undecided,
    Verdicts,
    each,
    must_be,
)
from ...databases import (
    CLUSTER,
    INSTANCE,
    MEMBER,
    engine,
    is_multi_az_cluster,
    is_replica,
    is_secondary,
    is_serverless_v1,
)

_LEAST = 2
_TARGET = "aws:appautoscaling/target:Target"


def _check(stack: Inventory) -> Verdicts:
    yield from each(stack.of(INSTANCE), _instance)
    yield from each(stack.of(CLUSTER), lambda cluster: _cluster(stack, cluster))


def _instance(database: Item) -> Verdicts:
    refused = list(must_be(database["multiAz"], True))
    if refused and not is_replica(database) and engine(database) != "sqlserver-ex":
        yield from refused


def _cluster(stack: Inventory, cluster: Item) -> Verdicts:
    if is_replica(cluster) or is_secondary(cluster) or _spread_by_itself(cluster):
        return
    members = stack.pointing_at(cluster, MEMBER, "clusterIdentifier")
    found = len(members.certain) + _kept_readers(stack, cluster)
    if found < _LEAST <= found + len(members.possible):
        yield Undecided(cluster)
    elif found < _LEAST:
        yield cluster.says(f"the cluster has {found} of the {_LEAST} instances that it needs at least")
    elif not members.possible:
        zones = [member["availabilityZone"] for member in members.certain]
        if len(zones) == found and len({zone.text() for zone in zones}) == 1 and zones[0].text():
            yield cluster.says(f"all {found} instances of the cluster are in the zone {zones[0].shown}")


def _kept_readers(stack: Inventory, cluster: Item) -> int:
    """Return how many readers Application Auto Scaling always keeps for the cluster."""
    targets = [one for one in stack.of(_TARGET) if one["scalableDimension"].text() == "rds:cluster:ReadReplicaCount"]
    names = {f"cluster:{name}" for name in cluster.identities()}
    own = [one for one in targets if cluster.urn in one["resourceId"].made_of or one["resourceId"].text() in names]
    kept = [one["minCapacity"].value() for one in own]
    return sum(count for count in kept if isinstance(count, int))


def _spread_by_itself(cluster: Item) -> bool:
    limitless = cluster["clusterScalabilityType"].text() == "limitless"
    return limitless or is_serverless_v1(cluster) or is_multi_az_cluster(cluster)


rds_multi_az = StackRule(
    id="rds-multi-az",
    promise="RDS databases survive the loss of an Availability Zone.",
    fix="Set multi_az=True on an aws.rds.Instance; give an Aurora cluster a second aws.rds.ClusterInstance.",
    severity=Severity.MEDIUM,
    level=Level.ADVISORY,
    levels={"development": Level.DISABLED, "ephemeral": Level.DISABLED},
    controls=Controls(fsbp=("RDS.5", "RDS.15"), cis_5_0=("2.2.4",), cis_7_0=("3.2.4",), checkov=("CKV_AWS_157",)),
    looks_at=frozenset({INSTANCE, CLUSTER}),
    check=_check,
)
