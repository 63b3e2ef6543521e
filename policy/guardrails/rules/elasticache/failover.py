"""ElastiCache goes on in another Availability Zone when one is lost."""

from __future__ import annotations

from ...authoring import Controls, Item, Level, Rule, Severity, Verdicts, must_be
from ...caches import REPLICATION_GROUP


def _check(group: Item) -> Verdicts:
    yield from must_be(group["automaticFailoverEnabled"], True)
    yield from must_be(group["multiAzEnabled"], True)


elasticache_failover = Rule(
    id="elasticache-failover",
    promise="ElastiCache survives the loss of an Availability Zone.",
    fix="Set automatic_failover_enabled=True and multi_az_enabled=True, with num_cache_clusters=2 or more, or"
    " replicas_per_node_group=1 or more.",
    severity=Severity.MEDIUM,
    level=Level.ADVISORY,
    levels={"development": Level.DISABLED, "ephemeral": Level.DISABLED},
    controls=Controls(fsbp=("ElastiCache.3",), checkov=("CKV2_AWS_50",)),
    looks_at=frozenset({REPLICATION_GROUP}),
    check=_check,
)
