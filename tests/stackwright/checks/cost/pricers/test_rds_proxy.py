"""The pricer of RDS Proxy..."""

from __future__ import annotations

from stackwright.checks.cost.values import UNKNOWN
from tests.stackwright.checks.cost.pricers.pricing import line, lines, made, unpriced

PROXY = made("aws:rds/proxy:Proxy", "proxy", name="proxy")
INSTANCE = "aws:rds/instance:Instance"


def behind(size):
    return made(INSTANCE, "db", engine="postgres", instanceClass=size)


def target(path, database):
    return made(
        "aws:rds/proxyTarget:ProxyTarget", f"to-{path}", {path: database, "dbProxyName": PROXY}, dbProxyName=UNKNOWN
    )


def members(*sizes, **scaling):
    cluster = made(
        "aws:rds/cluster:Cluster", "cluster", engine="aurora-mysql", serverlessv2ScalingConfiguration=scaling or None
    )
    several = [
        made(
            "aws:rds/clusterInstance:ClusterInstance", f"member-{i}", {"clusterIdentifier": cluster}, instanceClass=size
        )
        for i, size in enumerate(sizes)
    ]
    return [cluster, *several, target("dbClusterIdentifier", cluster)]


def test_bills_the_virtual_cpus_of_its_target():
    db = behind("db.m7g.2xlarge")
    assert lines(PROXY, db, target("dbInstanceIdentifier", db)) == [("proxy, 8 vCPUs", "rds.proxy.vcpu", "5840")]


def test_bills_at_least_two_virtual_cpus():
    db = behind("db.t2.micro")
    assert lines(PROXY, db, target("dbInstanceIdentifier", db)) == [("proxy, 2 vCPUs", "rds.proxy.vcpu", "1460")]


def test_bills_every_instance_of_a_cluster():
    assert lines(PROXY, *members("db.r7g.large", "db.r7g.xlarge")) == [("proxy, 6 vCPUs", "rds.proxy.vcpu", "4380")]


def test_bills_at_least_eight_capacity_units_of_a_serverless_instance():
    found = members("db.serverless", minCapacity=1, maxCapacity=16)
    assert lines(PROXY, *found) == [("proxy of member-0, by its ACUs", "rds.proxy.acu", "5840 - 11680")]


def test_says_that_it_bills_the_least_where_the_target_is_elsewhere():
    found = line(PROXY, "rds.proxy.vcpu")
    assert (found.quantity.expected, found.assumption) == (
        1460,
        "the least there is to pay: what it stands before is not in this stack",
    )


def test_names_what_it_cannot_count():
    assert unpriced(PROXY, *members("db.odd.large", "db.serverless")) == [
        ("proxy of member-0", "the virtual CPUs of db.odd.large are not known"),
        ("proxy of member-1", "the range of its capacity is not in this stack"),
    ]


def test_bills_a_further_endpoint_in_each_subnet():
    endpoint = made("aws:rds/proxyEndpoint:ProxyEndpoint", vpcSubnetIds=["subnet-a", UNKNOWN])
    assert lines(endpoint) == [("endpoint", "vpc.endpoint.hour", "1460")]
