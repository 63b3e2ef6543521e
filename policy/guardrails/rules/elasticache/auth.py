"""ElastiCache asks its clients who they are: for a token, or for a user of a group.

Memcached knows no users; a secondary of a global datastore has its primary's token.
"""

from __future__ import annotations

from ...authoring import Controls, Item, Level, Node, Rule, Severity, Verdicts
from ...caches import REPLICATION_GROUP, SERVERLESS, is_memcached, is_secondary

_WAYS = ("authToken", "authTokenWo", "userGroupIds", "userGroupId")


def _check(cache: Item) -> Verdicts:
    ways = [cache[way] for way in _WAYS if not cache[way].absent]
    if any(_is_set(way) for way in ways):
        return
    if is_secondary(cache) or (cache.type == SERVERLESS and is_memcached(cache)):
        return
    unknown = next((way for way in ways if way.unknown), None)
    if unknown:
        yield unknown.undecided()
    elif cache.type == SERVERLESS:
        yield cache["userGroupId"].problem("must name a user group")
    else:
        yield cache["authToken"].says("neither authToken nor userGroupIds is set: whoever reaches the cache may use it")


def _is_set(way: Node) -> bool:
    return bool(way.made_of) if way.unknown else any(one.unknown or one.text() for one in way.items())


elasticache_auth = Rule(
    id="elasticache-auth",
    promise="ElastiCache lets only known clients in.",
    fix="Set auth_token to a generated secret, or user_group_ids to an aws.elasticache.UserGroup (user_group_id of a"
    " serverless cache); either needs transit_encryption_enabled=True.",
    severity=Severity.MEDIUM,
    level=Level.ADVISORY,
    controls=Controls(fsbp=("ElastiCache.6",), checkov=("CKV_AWS_31",)),
    looks_at=frozenset({REPLICATION_GROUP, SERVERLESS}),
    check=_check,
)
