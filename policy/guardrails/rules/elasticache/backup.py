"""ElastiCache keeps daily snapshots. Memcached has nothing to keep; a member has its replication group's snapshots."""

from __future__ import annotations

from collections.abc import Mapping

from ...authoring import Controls, Item, Level, Parameter, Rule, Severity, Verdicts, must_be_at_least
from ...caches import CLUSTER, REPLICATION_GROUP, SERVERLESS, is_member, is_memcached


def _check(cache: Item, parameters: Mapping[str, int]) -> Verdicts:
    refused = list(must_be_at_least(cache["snapshotRetentionLimit"], parameters["minSnapshots"]))
    if refused and not is_memcached(cache) and not is_member(cache):
        yield from refused


elasticache_backup = Rule(
    id="elasticache-backup",
    promise="What is in ElastiCache can be restored from a daily snapshot.",
    fix="Set snapshot_retention_limit=1 or more. A cache that can be filled anew is worth an exception.",
    severity=Severity.HIGH,
    level=Level.ADVISORY,
    levels={"development": Level.DISABLED, "ephemeral": Level.DISABLED},
    controls=Controls(fsbp=("ElastiCache.1",), checkov=("CKV_AWS_134",)),
    parameters={
        "minSnapshots": Parameter(
            says="Daily snapshots that are kept at least.", default=1, schema={"type": "integer", "minimum": 1}
        )
    },
    looks_at=frozenset({REPLICATION_GROUP, CLUSTER, SERVERLESS}),
    check=_check,
)
