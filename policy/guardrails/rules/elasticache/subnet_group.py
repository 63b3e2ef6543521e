"""ElastiCache stands in subnets that were chosen for it, not in those of the default group."""

from __future__ import annotations

from ...authoring import Controls, Item, Level, Rule, Severity, Verdicts, must_be_set, must_not_be
from ...caches import CLUSTER, REPLICATION_GROUP, is_member


def _check(cache: Item) -> Verdicts:
    if cache.type == CLUSTER and is_member(cache):
        return
    group = cache["subnetGroupName"]
    yield from must_be_set(group)
    if group.known:
        yield from must_not_be(group, "default")


elasticache_subnet_group = Rule(
    id="elasticache-subnet-group",
    promise="ElastiCache stands in subnets chosen for it.",
    fix="Set subnet_group_name to an aws.elasticache.SubnetGroup of private subnets.",
    severity=Severity.HIGH,
    level=Level.ADVISORY,
    controls=Controls(fsbp=("ElastiCache.7",), checkov=("CKV_AWS_323",)),
    looks_at=frozenset({REPLICATION_GROUP, CLUSTER}),
    check=_check,
)
