"""The pricer of search domains..."""

from __future__ import annotations

import pytest

from tests.stackwright.checks.cost.pricers.pricing import lines, made, unpriced

DOMAIN = "aws:opensearch/domain:Domain"
LEGACY = "aws:elasticsearch/domain:Domain"
COLLECTION = "aws:opensearch/serverlessCollection:ServerlessCollection"


def domain(cluster=None, ebs=None, token=DOMAIN):
    return made(token, clusterConfig=cluster or {}, ebsOptions={"ebsEnabled": True, **ebs} if ebs else {})


@pytest.mark.parametrize(
    ("token", "size"), [(DOMAIN, "c6g.large.search"), ("aws:elasticsearch/domain:Domain", "c6g.large.elasticsearch")]
)
def test_prices_data_nodes_masters_and_warm_nodes(token, size):
    nodes = {
        "instanceType": size,
        "instanceCount": 3,
        "dedicatedMasterEnabled": True,
        "dedicatedMasterType": size,
        "warmEnabled": True,
        "warmType": "ultrawarm1.medium.search",
        "warmCount": 2,
        "coldStorageOptions": {"enabled": True},
    }
    assert lines(domain(nodes, token=token)) == [
        ("3 x c6g.large, data", "opensearch.c6g.large", "2190"),
        ("3 x c6g.large, master", "opensearch.c6g.large", "2190"),
        ("2 x ultrawarm1.medium, warm", "opensearch.ultrawarm1.medium", "1460"),
        ("warm storage", "opensearch.managed-storage", "100 - 500 - 2000"),
        ("cold storage", "opensearch.managed-storage", "100 - 500 - 5000"),
    ]


def test_prices_one_node_of_the_default_type_where_nothing_is_stated():
    assert lines(made(DOMAIN)) == [("1 x m4.large, data", "opensearch.m4.large", "730")]


def test_prices_the_disk_of_every_data_node():
    assert lines(domain({"instanceCount": 3}, {"volumeSize": 400}))[1] == (
        "storage gp2, 3 x 400 GB",
        "opensearch.storage.gp2",
        "1200",
    )


def test_says_that_the_size_of_disks_is_not_stated():
    assert unpriced(domain({}, {"volumeType": "gp3"})) == [("storage gp3", "the size of its disks is not stated")]


def test_prices_provisioned_iops():
    disks = {"volumeSize": 100, "volumeType": "io1", "iops": 1000}
    assert lines(domain({"instanceCount": 2}, disks))[2] == ("2 x 1000 provisioned IOPS", "opensearch.iops.io1", "2000")


@pytest.mark.parametrize(
    ("size", "throughput", "billed"),
    [(150, 125, None), (150, 200, "75"), (171, 250, None), (3500, 500, None), (4000, 700, "200"), (20000, 1100, "100")],
)
def test_prices_throughput_of_gp3_above_what_its_size_includes(size, throughput, billed):
    found = lines(domain({}, {"volumeSize": size, "volumeType": "gp3", "throughput": throughput}))[2:]
    assert [one[1:] for one in found] == ([("opensearch.throughput.gp3", billed)] if billed else [])


@pytest.mark.parametrize(("size", "iops", "billed"), [(100, 3000, None), (100, 4000, "1000"), (2000, 7000, "1000")])
def test_prices_iops_of_gp3_above_what_its_size_includes(size, iops, billed):
    found = lines(domain({}, {"volumeSize": size, "volumeType": "gp3", "iops": iops}))[2:]
    assert [one[1:] for one in found] == ([("opensearch.iops.gp3", billed)] if billed else [])


@pytest.mark.parametrize(("standby", "units"), [({}, 1), ({"standbyReplicas": "DISABLED"}, 0.5)])
def test_prices_the_least_capacity_of_collections(standby, units):
    found = lines(made(COLLECTION, **standby), usage={"indexingUnits": 0, "searchUnits": 0, "gbStored": 0})
    assert found == [
        ("capacity for indexing", "opensearch.serverless.indexing", f"{units * 730:g}"),
        ("capacity for search", "opensearch.serverless.search", f"{units * 730:g}"),
        ("storage", "opensearch.serverless.storage", "0"),
    ]


def test_prices_the_capacity_that_collections_share_once():
    first, second = made(COLLECTION, "first"), made(COLLECTION, "second")
    assert [key for _, key, _ in lines(second, first)] == ["opensearch.serverless.storage"]


@pytest.mark.parametrize(
    ("domain_", "version"),
    [
        (made(DOMAIN, engineVersion="OpenSearch_2.9"), "OpenSearch_2.9"),
        (made(DOMAIN, engineVersion="Elasticsearch_7.4"), "Elasticsearch_7.4"),
        (made(LEGACY, elasticsearchVersion="6.3"), "Elasticsearch_6.3"),
        (made(LEGACY), "Elasticsearch_1.5"),
    ],
)
def test_says_that_versions_whose_standard_support_has_ended_cost_a_fee(domain_, version):
    why = "a fee is paid since its standard support ended on 2025-11-07; its price is not known"
    assert unpriced(domain_) == [(f"extended support of {version}", why)]


@pytest.mark.parametrize("version", [None, "OpenSearch_2.19", "OpenSearch_1.3", "Elasticsearch_7.10"])
def test_says_nothing_of_a_fee_for_other_versions(version):
    assert unpriced(made(DOMAIN, engineVersion=version)) == []
