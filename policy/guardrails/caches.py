"""What kind of cache an ElastiCache resource is."""

from __future__ import annotations

from .item import Item

REPLICATION_GROUP = "aws:elasticache/replicationGroup:ReplicationGroup"
CLUSTER = "aws:elasticache/cluster:Cluster"
SERVERLESS = "aws:elasticache/serverlessCache:ServerlessCache"


def is_member(cluster: Item) -> bool:
    """Return whether a cluster is a replica in a replication group, whose settings it takes."""
    return not cluster["replicationGroupId"].absent


def is_secondary(group: Item) -> bool:
    """Return whether a replication group is a secondary of a global datastore, whose primary decides what it stores and
    how.

    Source: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Redis-Global-Datastore.html.
    """
    return not group["globalReplicationGroupId"].absent


def is_memcached(cache: Item) -> bool:
    """Return whether the engine is Memcached, which neither writes to disk nor knows users.

    Raises Undecided where the engine is not known yet.
    """
    return cache["engine"].text() == "memcached"
