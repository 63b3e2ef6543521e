"""The pricer of caches..."""

from __future__ import annotations

import pytest

from stackwright.checks.cost.values import UNKNOWN
from tests.stackwright.checks.cost.pricers.pricing import line, lines, made, unpriced

GROUP = "aws:elasticache/replicationGroup:ReplicationGroup"
CLUSTER = "aws:elasticache/cluster:Cluster"
GLOBAL = "aws:elasticache/globalReplicationGroup:GlobalReplicationGroup"
SERVERLESS = "aws:elasticache/serverlessCache:ServerlessCache"
MEMORYDB = "aws:memorydb/cluster:Cluster"


def group(name="cache", uses=None, **inputs):
    return made(GROUP, name, uses, **{"nodeType": "cache.t4g.small", "engine": "valkey", **inputs})


@pytest.mark.parametrize(
    ("inputs", "label", "hours"),
    [
        ({}, "1 x cache.t4g.small, Valkey", "730"),
        ({"numCacheClusters": 3}, "3 x cache.t4g.small, Valkey", "2190"),
        ({"numNodeGroups": 3, "replicasPerNodeGroup": 2}, "9 x cache.t4g.small, Valkey", "6570"),
        ({"numNodeGroups": 3}, "3 x cache.t4g.small, Valkey", "2190"),
        ({"numNodeGroups": 1, "replicasPerNodeGroup": 1, "numCacheClusters": 2}, "2 x cache.t4g.small, Valkey", "1460"),
    ],
)
def test_prices_primaries_and_replicas(inputs, label, hours):
    assert lines(group(**inputs)) == [(label, "elasticache.valkey.t4g.small", hours)]


@pytest.mark.parametrize(
    ("inputs", "nodes"),
    [
        ({"replicasPerNodeGroup": 2}, 3),
        ({"nodeGroupConfigurations": [{"nodeGroupId": "0001"}, {"nodeGroupId": "0002"}], "replicasPerNodeGroup": 1}, 4),
        ({"numNodeGroups": 2, "nodeGroupConfigurations": [{"replicaCount": 1}, {"replicaCount": 2}]}, 5),
    ],
)
def test_counts_shards_by_whatever_states_them(inputs, nodes):
    assert line(group(**inputs), "elasticache.valkey.t4g.small").quantity.expected == nodes * 730


def test_says_that_versions_whose_standard_support_has_ended_cost_a_fee():
    why = "a fee is paid since its standard support ended on 2026-01-31; its price is not known"
    assert unpriced(group(engine="redis", engineVersion="5.0.6")) == [("extended support of 5.0.6", why)]
    assert unpriced(made(CLUSTER, nodeType="cache.m4.large", engineVersion="4.0.10"))[0][1] == why
    assert unpriced(group(engine="redis", engineVersion="7.1")) == []
    assert unpriced(group(engine="memcached", engineVersion="5.0.6")) == []


def test_prices_valkey_below_redis():
    usd = {"elasticache.valkey.t4g.small": "0.0256", "elasticache.redis.t4g.small": "0.032"}
    valkey = line(group(), "elasticache.valkey.t4g.small", usd=usd).exact
    redis = line(group(engine=None), "elasticache.redis.t4g.small", usd=usd)
    assert (str(valkey.cents().expected), str(redis.exact.cents().expected)) == ("18.69", "23.36")
    assert redis.label == "1 x cache.t4g.small, Redis OSS"


def test_prices_the_range_that_autoscaling_varies_shards_and_replicas_in():
    cache = group(numNodeGroups=2, replicasPerNodeGroup=1)
    scaling = [
        made("aws:appautoscaling/target:Target", name, {"resourceId": cache}, scalableDimension=dimension, **range_)
        for name, dimension, range_ in (
            ("shards", "elasticache:replication-group:NodeGroups", {"minCapacity": 2, "maxCapacity": 5}),
            ("replicas", "elasticache:replication-group:Replicas", {"minCapacity": 1, "maxCapacity": 2}),
        )
    ]
    found = line(cache, "elasticache.valkey.t4g.small", *scaling)
    assert [int(end / 730) for end in found.quantity.ends] == [4, 4, 15]


def test_gives_a_secondary_the_nodes_of_the_first_group():
    first = group("first")
    joined = made(GLOBAL, "world", {"primaryReplicationGroupId": first}, primaryReplicationGroupId=UNKNOWN)
    second = made(
        GROUP, "second", {"globalReplicationGroupId": joined}, globalReplicationGroupId=UNKNOWN, numCacheClusters=2
    )
    assert lines(second, first, joined) == [("2 x cache.t4g.small, Valkey", "elasticache.valkey.t4g.small", "1460")]


def test_says_that_the_first_group_is_elsewhere():
    second = made(GROUP, globalReplicationGroupId="abc-world")
    assert unpriced(second) == [
        ("nodes", "the global group's first one, which tells the node's type, is not in this stack")
    ]


def test_prices_nodes_of_memcached():
    cluster = made(CLUSTER, engine="memcached", nodeType="cache.m4.large", numCacheNodes=2)
    assert lines(cluster) == [("2 x cache.m4.large, Memcached", "elasticache.memcached.m4.large", "1460")]


def test_prices_a_cluster_that_joins_a_group_as_one_more_node_of_it():
    joining = made(CLUSTER, "more", {"replicationGroupId": group()}, replicationGroupId=UNKNOWN)
    assert lines(joining, group()) == [("1 x cache.t4g.small, Valkey", "elasticache.valkey.t4g.small", "730")]
    elsewhere = made(CLUSTER, replicationGroupId="elsewhere")
    assert unpriced(elsewhere) == [
        ("nodes", "its replication group, which tells the node's type, is not in this stack")
    ]


def test_prices_snapshots_beyond_the_free_one():
    assert len(lines(group(snapshotRetentionLimit=1))) == 1
    assert line(group(snapshotRetentionLimit=7), "elasticache.backup").quantity.expected == 5
    assert line(group(), "elasticache.backup", usage={"gbBackup": 9}).quantity.expected == 9


@pytest.mark.parametrize(("engine", "gb"), [("valkey", "0.1"), ("redis", "1"), ("memcached", "1")])
def test_bills_a_serverless_cache_for_the_least_its_engine_has(engine, gb):
    found = line(made(SERVERLESS, engine=engine), f"elasticache.serverless.{engine}.data", usage={"gbStored": 0})
    assert found.quantity.expected == 730 * (0 if gb == "0" else float(gb))
    assert found.assumption == f"gbStored 0, usage.yaml; {gb} GB are the least"


def test_bills_a_serverless_cache_for_what_is_set_aside_at_least():
    limits = {"dataStorage": {"minimum": 20, "maximum": 50, "unit": "GB"}, "ecpuPerSeconds": [{"minimum": 1000}]}
    cache = made(SERVERLESS, engine="valkey", cacheUsageLimits=limits)
    assert [one[2] for one in lines(cache)] == ["14600", "2628000000 - 5000000000"]


def test_prices_data_to_the_other_regions():
    assert [key for _, key, _ in lines(made(GLOBAL))] == ["data-transfer.inter-region"]


@pytest.mark.parametrize(
    ("inputs", "nodes"), [({}, 2), ({"numShards": 3, "numReplicasPerShard": 2, "engine": "valkey"}, 9)]
)
def test_prices_nodes_and_writes_of_memorydb(inputs, nodes):
    engine = inputs.get("engine", "redis")
    found = lines(made(MEMORYDB, nodeType="db.t4g.small", **inputs))
    assert found[0][1:] == (f"memorydb.{engine}.t4g.small", str(nodes * 730))
    assert found[1][1] == f"memorydb.{engine}.data-written"


def test_prices_snapshots_of_memorydb():
    assert (
        line(made(MEMORYDB, nodeType="db.t4g.small", snapshotRetentionLimit=7), "memorydb.snapshot").quantity.expected
        == 5
    )
    assert line(made("aws:memorydb/snapshot:Snapshot"), "memorydb.snapshot").quantity.expected == 5
