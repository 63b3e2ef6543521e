"""ElastiCache refuses connections without TLS.

A serverless cache always does; a secondary of a global datastore is as its primary. A Redis cluster without a
replication group cannot.
"""

from __future__ import annotations

from ...authoring import Controls, Item, Level, Rule, Severity, Verdicts, must_be
from ...caches import CLUSTER, REPLICATION_GROUP, is_member, is_memcached, is_secondary


def _check(cache: Item) -> Verdicts:
    encrypted, mode = cache["transitEncryptionEnabled"], cache["transitEncryptionMode"]
    if cache.type == CLUSTER:
        if is_member(cache):
            return
        if not is_memcached(cache):
            yield cache["engine"].says("a Redis cluster without a replication group cannot encrypt its connections")
            return
    elif encrypted.absent and is_secondary(cache):
        return
    yield from must_be(encrypted, True)
    if cache.type == REPLICATION_GROUP:
        yield from must_be(mode, "required")


elasticache_encrypted_in_transit = Rule(
    id="elasticache-encrypted-in-transit",
    promise="ElastiCache refuses connections without TLS.",
    fix="Set transit_encryption_enabled=True, of Redis and Valkey on an aws.elasticache.ReplicationGroup, and leave"
    " transit_encryption_mode out once every client speaks TLS.",
    severity=Severity.MEDIUM,
    level=Level.MANDATORY,
    controls=Controls(fsbp=("ElastiCache.5",), checkov=("CKV_AWS_30",)),
    looks_at=frozenset({REPLICATION_GROUP, CLUSTER}),
    check=_check,
)
