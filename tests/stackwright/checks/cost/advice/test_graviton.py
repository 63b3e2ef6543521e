"""Advice to take Graviton"""

from __future__ import annotations

from decimal import Decimal

import pytest

from stackwright.checks.cost.advice.graviton import ADVISERS
from stackwright.checks.cost.values import UNKNOWN
from tests.stackwright.checks.cost.advice.advising import a_month, advised, given, make, only, prices, proposed

INSTANCE = "aws:ec2/instance:Instance"
TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate"
GROUP = "aws:autoscaling/group:Group"
NODES = "aws:eks/nodeGroup:NodeGroup"
DATABASE = "aws:rds/instance:Instance"
CLUSTER = "aws:rds/cluster:Cluster"
CLUSTER_INSTANCE = "aws:rds/clusterInstance:ClusterInstance"
REPLICATED = "aws:elasticache/replicationGroup:ReplicationGroup"
CACHE = "aws:elasticache/cluster:Cluster"
FUNCTION = "aws:lambda/function:Function"
TASK = "aws:ecs/taskDefinition:TaskDefinition"
SERVICE = "aws:ecs/service:Service"
FARGATE = {"cpu": "512", "memory": "1024", "requiresCompatibilities": ["FARGATE"]}
SMALL_DATABASE = {"engine": "postgres", "instanceClass": "db.t3.medium", "allocatedStorage": 20}


def machine(kind, **more):
    return make(INSTANCE, "m", {"instanceType": kind, "associatePublicIpAddress": False, **more})


def test_is_given_to_instances():
    found = only(advised(ADVISERS, machine("m5.large")))
    # 0.096 to 0.077 USD an hour
    assert found.saving.expected == a_month("0.096") - a_month("0.077") == Decimal("13.87")
    assert (found.id, found.resource) == ("graviton", "m")
    assert found.what == "set instanceType to m6g.large in place of m5.large, and ami to an image for ARM64"
    assert "built for ARM64" in found.risk


@pytest.mark.parametrize(
    ("kind", "better"), [("t3.medium", "t4g.medium"), ("c5.large", "c6g.large"), ("m7i.large", "m8g.large")]
)
def test_is_of_the_generation_that_follows(kind, better):
    assert f"to {better} in place of {kind}" in only(advised(ADVISERS, machine(kind))).what


def test_is_not_given_for_the_same_price(tmp_path):
    same = {"ec2_m6g_large": {"usd": "0.096", "asOf": "2026-11-01"}}
    assert "m7g.large" in only(advised(ADVISERS, machine("m5.large"), prices=prices(tmp_path, **same))).what


@pytest.mark.parametrize("kind", ["m6g.large", "p5.48xlarge", "m5.weird", "", UNKNOWN])
def test_is_not_given_where_there_is_nothing_better_or_nothing_known(kind):
    assert proposed(ADVISERS, machine(kind)) == []


def test_is_given_to_launch_templates_for_what_starts_from_them():
    template = make(TEMPLATE, "t", {"instanceType": "m5.large"})
    sizes = {"minSize": 2, "maxSize": 2, "launchTemplate": {"id": "lt"}}
    group = make(GROUP, "g", sizes, refs={"launchTemplate": template})
    found = only(advised(ADVISERS, template, group))
    assert found.resource == "t"
    assert found.saving.expected == a_month("0.096", 2) - a_month("0.077", 2)
    assert found.what.endswith("and imageId to an image for ARM64")


def test_is_given_to_node_groups_with_the_image_that_belongs_to_it():
    sizes = {"scalingConfig": {"minSize": 2, "desiredSize": 2, "maxSize": 2}}
    nodes = make(NODES, "n", {**sizes, "instanceTypes": ["m5.large"], "amiType": "BOTTLEROCKET_x86_64"})
    found = only(advised(ADVISERS, nodes))
    assert found.saving.expected == a_month("0.096", 2) - a_month("0.077", 2)
    assert found.what == "set instanceTypes to m6g.large, and amiType to BOTTLEROCKET_ARM_64"
    (default,) = proposed(ADVISERS, make(NODES, "n", sizes))
    assert default.inputs[nodes.urn] == {"instanceTypes": ["t4g.medium"], "amiType": "AL2023_ARM_64_STANDARD"}


@pytest.mark.parametrize(
    "inputs",
    [
        {"instanceTypes": ["m5.large"], "amiType": "WINDOWS_CORE_2022_x86_64"},
        {"instanceTypes": ["m5.large", "p5.48xlarge"]},
        {"launchTemplate": {"id": "lt"}},
    ],
)
def test_is_not_given_to_node_groups_that_cannot_change(inputs):
    assert proposed(ADVISERS, make(NODES, "n", inputs)) == []


def test_is_given_to_databases_by_their_zones():
    found = only(
        advised(ADVISERS, make(DATABASE, "db", {**SMALL_DATABASE, "instanceClass": "db.m5.large", "multiAz": True}))
    )
    assert found.saving.expected == a_month("0.356") - a_month("0.318") == Decimal("27.74")
    assert found.what == "set instanceClass to db.m6g.large in place of db.m5.large"
    small = only(advised(ADVISERS, make(DATABASE, "db", SMALL_DATABASE)))
    assert small.saving.expected == a_month("0.072") - a_month("0.065")


@pytest.mark.parametrize(
    "more",
    [
        {"engine": "oracle-ee"},
        {"engine": ""},
        {"engine": "mysql", "engineVersion": "8.0.20"},
        {"engineVersion": "12.9"},
        {"engineVersion": UNKNOWN},
        {"instanceClass": UNKNOWN},
        {"multiAz": UNKNOWN},
    ],
)
def test_is_not_given_to_databases_that_graviton_does_not_run_or_of_which_a_fact_is_missing(more):
    assert proposed(ADVISERS, make(DATABASE, "db", {**SMALL_DATABASE, **more})) == []


@pytest.mark.parametrize("version", ["15", "17.6", "16.3", pytest.param("9" * 5000, id="endless")])
def test_is_given_to_versions_that_graviton_runs(version):
    assert proposed(ADVISERS, make(DATABASE, "db", {**SMALL_DATABASE, "engineVersion": version}))


def aurora(version="16.4", **more):
    cluster = make(CLUSTER, "c", {"engine": "aurora-postgresql", "engineVersion": version, **more})
    inputs = {"engine": "aurora-postgresql", "instanceClass": "db.r5.large"}
    return cluster, make(CLUSTER_INSTANCE, "i", inputs, refs={"clusterIdentifier": cluster})


def test_is_given_to_instances_of_aurora_by_the_storage_of_their_cluster():
    assert only(advised(ADVISERS, *aurora())).saving.expected == a_month("0.29") - a_month("0.26")
    optimized = only(advised(ADVISERS, *aurora(storageType="aurora-iopt1")))
    assert optimized.saving.expected == a_month("0.377") - a_month("0.338")
    assert proposed(ADVISERS, *aurora(version="14.3")) == []
    assert proposed(ADVISERS, aurora()[1]) == []  # its cluster is not in this stack


def test_is_given_to_caches():
    group = make(REPLICATED, "r", {"nodeType": "cache.m5.large", "numCacheClusters": 2})
    assert only(advised(ADVISERS, group)).saving.expected == a_month("0.156", 2) - a_month("0.149", 2)
    old = make(CACHE, "c", {"nodeType": "cache.m5.large", "engine": "redis", "engineVersion": "4.0.10"})
    member = make(CACHE, "c", {"nodeType": "cache.m5.large"})
    assert proposed(ADVISERS, old, member) == []


def test_is_given_to_functions():
    function = make(FUNCTION, "f", {"memorySize": 1024, "runtime": "python3.13"})
    used = given(f={"requests": 10_000_000, "durationMs": 1000})
    found = only(advised(ADVISERS, function, files=[used]))
    # 10 million GB-seconds, at 0.0000166667 and at 0.0000133334 USD up to 6 and 7.5 thousand million of them
    assert found.saving.expected == Decimal("166.67") - Decimal("133.33")
    assert found.what == 'set architectures to ["arm64"], with code, layers and image for it'


@pytest.mark.parametrize("inputs", [{"runtime": "go1.x"}, {"architectures": ["arm64"]}, {"architectures": UNKNOWN}])
def test_is_not_given_to_functions_that_cannot_change(inputs):
    assert proposed(ADVISERS, make(FUNCTION, "f", inputs)) == []


def test_is_not_given_to_functions_at_the_edge():
    function = make(FUNCTION, "f", {"runtime": "python3.13"})
    edge = make("aws:cloudfront/distribution:Distribution", "d", refs={"defaultCacheBehavior": function})
    assert proposed(ADVISERS, function, edge) == []


def test_is_given_to_tasks_for_every_service_that_runs_them():
    task = make(TASK, "t", FARGATE)
    service = make(SERVICE, "s", {"launchType": "FARGATE", "desiredCount": 2}, refs={"taskDefinition": task})
    found = only(advised(ADVISERS, task, service))
    # 2 tasks of half a vCPU and 1 GB
    x86, arm64 = a_month("0.04048") + a_month("0.004445", 2), a_month("0.03238") + a_month("0.00356", 2)
    assert found.saving.expected == x86 - arm64 == Decimal("7.20")
    assert found.what == "set runtimePlatform.cpuArchitecture to ARM64, and push images for it"


@pytest.mark.parametrize(
    "more",
    [
        {"runtimePlatform": {"cpuArchitecture": "ARM64"}},
        {"runtimePlatform": {"operatingSystemFamily": "WINDOWS_SERVER_2022_CORE"}},
        {"runtimePlatform": UNKNOWN},
        {"requiresCompatibilities": ["EC2"]},
    ],
)
def test_is_not_given_to_tasks_that_cannot_change(more):
    assert proposed(ADVISERS, make(TASK, "t", {**FARGATE, **more})) == []
