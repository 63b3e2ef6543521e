"""Advice to switch things off outside working hours"""

from __future__ import annotations

import json
from decimal import Decimal

import pytest

from stackwright.checks.cost.advice.off_hours import ADVISERS, ON
from stackwright.checks.cost.money import HOURS, cents
from stackwright.checks.cost.values import UNKNOWN
from tests.stackwright.checks.cost.advice.advising import a_month, advised, given, make, only, proposed

SERVICE = "aws:ecs/service:Service"
TASK = "aws:ecs/taskDefinition:TaskDefinition"
GROUP = "aws:autoscaling/group:Group"
NODES = "aws:eks/nodeGroup:NodeGroup"
TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate"
INSTANCE = "aws:ec2/instance:Instance"
DATABASE = "aws:rds/instance:Instance"
CLUSTER = "aws:rds/cluster:Cluster"
MEMBER = "aws:rds/clusterInstance:ClusterInstance"
SCHEDULE = "aws:scheduler/schedule:Schedule"
INTERFACE = "aws:ec2/networkInterface:NetworkInterface"
ROUTE = "aws:ec2/route:Route"

LARGE = make(TASK, "t", {"cpu": "1024", "memory": "2048", "requiresCompatibilities": ["FARGATE"]})
MACHINE = {"instanceType": "m6g.large", "associatePublicIpAddress": False}
POSTGRES = {"engine": "postgres", "instanceClass": "db.t4g.medium", "allocatedStorage": 20, "identifier": "app"}


def service(**more):
    inputs = {"name": "api", "launchType": "FARGATE", "desiredCount": 2, **more}
    return make(SERVICE, "api", inputs, refs={"taskDefinition": LARGE})


def off(usd_an_hour, count=1):
    """What is not paid of *count* things of this price."""
    return a_month(usd_an_hour, count) - cents(Decimal(usd_an_hour) * ON.expected * count)


def schedule(**more):
    target = {"arn": "arn:aws:scheduler:::aws-sdk:rds:stopDBInstance", "input": '{"DbInstanceIdentifier": "app"}'}
    return make(SCHEDULE, "off", {"scheduleExpression": "cron(0 19 ? * MON-FRI *)", "target": target, **more})


def test_leaves_working_hours():
    assert ON.expected == Decimal("282.4")
    assert ON.certain
    assert abs(ON.expected / HOURS - Decimal(13 * 5) / (24 * 7)) < Decimal("0.0001")


def test_is_for_services():
    found = only(advised(ADVISERS, LARGE, service()))
    assert found.saving.expected == off("0.04048", 2) + off("0.004445", 4)
    assert found.what == (
        "switch it off outside 13 working hours of 5 days (aws.appautoscaling.ScheduledAction: minCapacity and"
        " maxCapacity 0 in the evening, and back)"
    )


@pytest.mark.parametrize("profile", ["development", "ephemeral", "production"])
def test_is_never_for_production(profile):
    machine, database = make(INSTANCE, "m", MACHINE), make(DATABASE, "db", POSTGRES)
    found = proposed(ADVISERS, LARGE, service(), machine, database, profile=profile)
    assert len(found) == (0 if profile == "production" else 3)


def test_is_not_for_services_that_have_a_schedule():
    target = make(
        "aws:appautoscaling/target:Target", "s", {"minCapacity": 1, "maxCapacity": 4, "resourceId": "service/main/api"}
    )
    evening = make(
        "aws:appautoscaling/scheduledAction:ScheduledAction",
        "evening",
        {
            "schedule": "cron(0 19 ? * MON-FRI *)",
            "resourceId": "service/main/api",
            "scalableTargetAction": {"minCapacity": 0, "maxCapacity": 0},
        },
    )
    assert len(proposed(ADVISERS, LARGE, service(), target)) == 1
    assert proposed(ADVISERS, LARGE, service(), target, evening) == []


@pytest.mark.parametrize("meters", [{"hoursOn": 300}, {"averageTasks": 1}])
def test_is_not_for_services_of_which_a_usage_file_says_it(meters):
    assert proposed(ADVISERS, LARGE, service(), files=[given(api=meters)]) == []


@pytest.mark.parametrize("more", [{"launchType": "EC2"}, {"desiredCount": 0}, {"desiredCount": UNKNOWN}])
def test_is_not_for_services_that_cost_nothing_by_themselves_nor_what_is_not_known(more):
    assert proposed(ADVISERS, LARGE, service(**more)) == []


def group(type_=GROUP, **more):
    template = make(
        TEMPLATE, "lt", {"instanceType": "m6g.large", "networkInterfaces": [{"associatePublicIpAddress": False}]}
    )
    sizes = {"minSize": 2, "maxSize": 2, "launchTemplate": {"id": "lt"}}
    return template, make(type_, "g", {**sizes, **more}, refs={"launchTemplate": template})


def test_is_for_groups_with_their_disks():
    found = only(advised(ADVISERS, *group()))
    disks = Decimal("1.60")  # 16 GB of gp2
    assert found.saving.expected == off("0.077", 2) + disks - cents(disks * ON.expected / HOURS)
    assert "aws.autoscaling.Schedule" in found.what


def test_is_for_node_groups():
    sizes = {"scalingConfig": {"minSize": 1, "desiredSize": 1, "maxSize": 1}, "instanceTypes": ["m6g.large"]}
    found = only(advised(ADVISERS, make(NODES, "n", sizes)))
    assert found.saving.expected > off("0.077")
    assert "eks:updateNodegroupConfig" in found.what


def test_is_for_instances_whose_disks_stay():
    found = only(advised(ADVISERS, make(INSTANCE, "m", MACHINE)))
    assert found.saving.expected == off("0.077")


@pytest.mark.parametrize("more", [{"instanceMarketOptions": {"marketType": "spot"}}, {"sourceDestCheck": False}])
def test_is_not_for_instances_that_may_not_stop(more):
    assert proposed(ADVISERS, make(INSTANCE, "m", {**MACHINE, **more})) == []


def test_is_not_for_what_carries_the_traffic_of_others():
    interface = make(INTERFACE, "eni")
    template = make(TEMPLATE, "lt", {"instanceType": "t4g.nano"}, refs={"userData": interface})
    nat = make(GROUP, "nat", {"minSize": 1, "maxSize": 1}, refs={"launchTemplate": template})
    route = make(ROUTE, "r", refs={"networkInterfaceId": interface})
    assert proposed(ADVISERS, interface, template, nat, route) == []
    assert len(proposed(ADVISERS, interface, template, nat)) == 1
    machine = make(INSTANCE, "m", MACHINE)
    assert proposed(ADVISERS, machine, make(ROUTE, "r", refs={"networkInterfaceId": machine})) == []


def test_is_for_databases_whose_storage_stays():
    found = only(advised(ADVISERS, make(DATABASE, "db", POSTGRES)))
    assert found.saving.expected == off("0.065")
    assert "a window within working hours" in found.risk


@pytest.mark.parametrize(
    "more",
    [
        {"engine": ""},
        {"engine": "custom-oracle-ee"},
        {"engine": "sqlserver-se", "multiAz": True},
        {"replicateSourceDb": "other"},
        {"engine": UNKNOWN},
    ],
)
def test_is_not_for_databases_that_rds_does_not_stop(more):
    assert proposed(ADVISERS, make(DATABASE, "db", {**POSTGRES, **more})) == []


def test_is_not_for_a_database_with_a_replica():
    source = make(DATABASE, "db", POSTGRES)
    assert proposed(ADVISERS, source, make(DATABASE, "r", {}, refs={"replicateSourceDb": source})) == []


@pytest.mark.parametrize("how", ["by name", "by reference", "not known"])
def test_is_not_for_a_database_that_a_schedule_has_to_do_with(how):
    database = make(DATABASE, "db", POSTGRES)
    switch = {
        "by name": schedule(),
        "by reference": make(SCHEDULE, "off", {"target": {"input": "{}"}}, refs={"target": database}),
        "not known": schedule(target={"arn": "arn:aws:scheduler:::aws-sdk:rds:stopDBInstance", "input": UNKNOWN}),
    }[how]
    assert proposed(ADVISERS, database, switch) == []


def test_is_for_a_database_that_schedules_leave_alone():
    other = json.dumps({"DbInstanceIdentifier": "other"})
    switch = schedule(target={"arn": "arn:aws:scheduler:::aws-sdk:rds:stopDBInstance", "input": other})
    assert len(proposed(ADVISERS, make(DATABASE, "db", POSTGRES), switch)) == 1


def aurora(**more):
    cluster = make(CLUSTER, "c", {"engine": "aurora-postgresql", "clusterIdentifier": "c", **more})
    inputs = {"engine": "aurora-postgresql", "instanceClass": "db.t4g.medium"}
    return cluster, *(make(MEMBER, name, inputs, refs={"clusterIdentifier": cluster}) for name in ("a", "b"))


def test_is_for_clusters_of_aurora_as_a_whole():
    found = only(advised(ADVISERS, *aurora()))
    assert found.resource == "c"
    assert found.saving.expected == 2 * off("0.073")
    assert "rds:stopDBCluster and rds:startDBCluster" in found.what


@pytest.mark.parametrize(
    "more",
    [
        {"engine": "mysql"},
        {"globalClusterIdentifier": "world"},
        {"replicationSourceIdentifier": "arn"},
        {"engineMode": "serverless"},
    ],
)
def test_is_not_for_clusters_that_do_not_stop(more):
    assert proposed(ADVISERS, *aurora(**more)) == []


def test_is_not_for_a_cluster_of_which_a_part_is_told_not_to_run_always():
    assert proposed(ADVISERS, *aurora(), files=[given(b={"hoursOn": 100})]) == []
    assert proposed(ADVISERS, aurora()[0]) == []
