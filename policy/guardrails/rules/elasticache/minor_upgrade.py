"""ElastiCache takes minor versions of its engine by itself. Memcached has no such setting."""

from __future__ import annotations

from ...authoring import Controls, Item, Level, Rule, Severity, Verdicts
from ...caches import CLUSTER, REPLICATION_GROUP, is_member, is_memcached


def _check(cache: Item) -> Verdicts:
    upgrade = cache["autoMinorVersionUpgrade"]
    # A switch in one of the types, a text in the other.
    if upgrade.text().lower() != "false":
        return
    if cache.type == REPLICATION_GROUP or not (is_member(cache) or is_memcached(cache)):
        yield upgrade.problem("must not be false")


elasticache_minor_upgrade = Rule(
    id="elasticache-minor-upgrade",
    promise="ElastiCache gets security fixes of its engine in the next maintenance window.",
    fix="Leave auto_minor_version_upgrade out or set it to True.",
    severity=Severity.HIGH,
    level=Level.ADVISORY,
    controls=Controls(fsbp=("ElastiCache.2",), checkov=("CKV_AWS_322",)),
    looks_at=frozenset({REPLICATION_GROUP, CLUSTER}),
    check=_check,
)
