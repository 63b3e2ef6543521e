"""ElastiCache encrypts what it writes to disk.

Valkey does so by itself, as a serverless cache does; a secondary of a global datastore is as its primary. A Redis
cluster without a replication group cannot; Memcached has nothing on disk but in a serverless cache.
"""

from __future__ import annotations

from ...authoring import Controls, Item, Level, Rule, Severity, Verdicts, must_be
from ...caches import CLUSTER, REPLICATION_GROUP, is_member, is_memcached, is_secondary


def _check(cache: Item) -> Verdicts:
    if cache.type == CLUSTER:
        if not is_member(cache) and not is_memcached(cache):
            yield cache["engine"].says("a Redis cluster without a replication group cannot encrypt what it stores")
        return
    encrypted = cache["atRestEncryptionEnabled"]
    if encrypted.absent and (is_secondary(cache) or cache["engine"].text() == "valkey"):
        return
    yield from must_be(encrypted, True)


elasticache_encrypted_at_rest = Rule(
    id="elasticache-encrypted-at-rest",
    promise="ElastiCache encrypts what it stores.",
    fix="Set at_rest_encryption_enabled=True on an aws.elasticache.ReplicationGroup, best with kms_key_id; a cache must"
    " be made anew for it.",
    severity=Severity.MEDIUM,
    level=Level.MANDATORY,
    controls=Controls(fsbp=("ElastiCache.4",), checkov=("CKV_AWS_29",)),
    looks_at=frozenset({REPLICATION_GROUP, CLUSTER}),
    check=_check,
)
