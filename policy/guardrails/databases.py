"""What kind of database an RDS resource is, and what it takes over from another one."""

from __future__ import annotations

from .item import Item

INSTANCE = "aws:rds/instance:Instance"
CLUSTER = "aws:rds/cluster:Cluster"
MEMBER = "aws:rds/clusterInstance:ClusterInstance"
"""An instance of an Aurora cluster."""

_SOURCES = ("replicateSourceDb", "replicationSourceIdentifier")
_RESTORED_FROM = ("snapshotIdentifier", "restoreToPointInTime")


def engine(database: Item) -> str:
    """Return the engine in lower case, empty where a replica or a restored database leaves it to its source.

    Raises Undecided where it is not known yet.
    """
    return database["engine"].text().lower()


def is_replica(database: Item) -> bool:
    """Return whether the database copies another one as long as it lives."""
    return any(_given(database, key) for key in _SOURCES)


def is_restored(database: Item) -> bool:
    """Return whether the database starts as what a snapshot or another database was."""
    return any(_given(database, key) for key in _RESTORED_FROM)


def is_secondary(cluster: Item) -> bool:
    """Return whether the cluster is a copy in a global database: unlike the primary it has no master user.

    Source: https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-global-database-attaching.html.
    """
    user = ("masterUsername", "masterPassword", "masterPasswordWo", "manageMasterUserPassword")
    joins = _given(cluster, "globalClusterIdentifier")
    return joins and not is_restored(cluster) and all(cluster[key].absent for key in user)


def is_multi_az_cluster(cluster: Item) -> bool:
    """Return whether the cluster is of RDS itself, which places a writer and two readers in three zones.

    Source: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/multi-az-db-clusters-concepts.html.
    """
    return _given(cluster, "dbClusterInstanceClass") or engine(cluster) in ("mysql", "postgres")


def is_serverless_v1(cluster: Item) -> bool:
    """Return whether the cluster has no instances of its own: Aurora Serverless in its first version."""
    return cluster["engineMode"].text() == "serverless"


def is_custom(database: Item) -> bool:
    """Return whether the customer looks after the engine: RDS Custom (`custom-oracle-ee`, `custom-sqlserver-se`)."""
    return engine(database).startswith("custom-")


def _given(database: Item, key: str) -> bool:
    """Return whether something is set; an empty text is how a replica is promoted."""
    node = database[key]
    return not node.absent and (node.unknown or node.value() != "")
