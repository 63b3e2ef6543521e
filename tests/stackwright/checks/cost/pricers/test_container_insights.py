"""The pricer of Container Insights..."""

from __future__ import annotations

import json

import pytest

from stackwright.checks.cost.values import UNKNOWN
from tests.stackwright.checks.cost.pricers.pricing import line, lines, made, unpriced

CLUSTER = "aws:ecs/cluster:Cluster"
SERVICE = "aws:ecs/service:Service"
TASK = "aws:ecs/taskDefinition:TaskDefinition"
GROUP = "aws:cloudwatch/logGroup:LogGroup"
TARGET = "aws:appautoscaling/target:Target"
ENHANCED = "cloudwatch.container-insights.enhanced.ecs"


def cluster(mode):
    return made(CLUSTER, "main", settings=[{"name": "containerInsights", "value": mode}])


def service(owner, name="web", containers=1, **inputs):
    task = made(TASK, f"{name}-task", containerDefinitions=json.dumps([{"name": str(n)} for n in range(containers)]))
    uses = {"cluster": owner, "taskDefinition": task}
    return task, made(SERVICE, name, uses, cluster=UNKNOWN, taskDefinition=UNKNOWN, **inputs)


@pytest.mark.parametrize("settings", [{}, {"settings": []}, {"settings": [{"name": "other", "value": "enabled"}]}])
def test_takes_nothing_where_nothing_turns_it_on(settings):
    owner = made(CLUSTER, "main", **settings)
    assert lines(owner, *service(owner)) == []


def test_takes_nothing_where_it_is_turned_off():
    owner = cluster("disabled")
    assert lines(owner, *service(owner)) == []


def test_takes_nothing_of_a_cluster_that_runs_nothing():
    assert lines(cluster("enhanced")) == []


def test_prices_the_metrics_of_clusters_services_and_task_definitions_as_custom_metrics():
    owner = cluster("enabled")
    # 12 of the cluster, 15 of each service, 10 of each task definition; nothing of a service that runs nothing.
    idle = service(owner, "idle")
    found = lines(owner, *service(owner, desiredCount=1), *service(owner, "api", desiredCount=4), *idle)
    assert found[0][2] == "62"
    assert lines(owner, *service(owner, desiredCount=1), *service(owner, "api", desiredCount=4)) == [
        ("Container Insights, enabled, of 2 services", "cloudwatch.metric", "62"),
        ("performance events of Container Insights", "logs.ingestion.standard", "0.5 - 2 - 10"),
    ]


def test_prices_the_metrics_of_tasks_and_containers_at_their_own_price():
    owner = cluster("enhanced")
    # 12 + 15 + 10, and for each of 4 tasks 13 and 2 containers of 10.
    assert lines(owner, *service(owner, containers=2, desiredCount=4))[0] == (
        "Container Insights, enhanced, of 1 service",
        ENHANCED,
        "169",
    )


def test_follows_the_range_of_the_scaling():
    owner = cluster("enhanced")
    task, web = service(owner, desiredCount=2)
    scaling = made(
        TARGET,
        "scaling",
        {"resourceId": web},
        resourceId=UNKNOWN,
        scalableDimension="ecs:service:DesiredCount",
        minCapacity=0,
        maxCapacity=6,
    )
    # A service of no task reports nothing; the cluster's 12 stay.
    assert line(owner, ENHANCED, task, web, scaling).quantity.ends == (12, 37 + 2 * 23, 37 + 6 * 23)


def test_takes_one_container_where_the_task_definition_is_not_in_the_stack():
    owner = cluster("enhanced")
    web = made(SERVICE, "web", {"cluster": owner}, cluster=UNKNOWN, taskDefinition="web:1", desiredCount=1)
    assert line(owner, ENHANCED, web).quantity.expected == 37 + 23


def test_counts_the_events_with_their_group_where_that_is_a_resource():
    owner = made(CLUSTER, "main", name="acme", settings=[{"name": "containerInsights", "value": "enabled"}])
    events = "logs.ingestion.standard"
    named = made(GROUP, "named", name="/aws/ecs/containerinsights/acme/performance")
    referring = made(GROUP, "referring", {"name": owner}, name=UNKNOWN)
    other = made(GROUP, "other", name="/aws/ecs/containerinsights/other/performance")
    for group, counted in ((named, False), (referring, False), (other, True)):
        assert (events in [key for _, key, _ in lines(owner, *service(owner), group)]) is counted


def test_says_that_an_unknown_number_of_tasks_decides():
    owner = cluster("enhanced")
    task, web = service(owner, desiredCount=UNKNOWN)
    assert unpriced(owner, task, web) == [("metrics", "desiredCount is known only after the deployment")]


def test_prices_the_add_on_of_eks_that_measures_and_no_other():
    addon = "aws:eks/addon:Addon"
    assert lines(made(addon, addonName="amazon-cloudwatch-observability")) == [
        ("Container Insights", "cloudwatch.container-insights.enhanced.eks", "20000000 - 100000000 - 500000000")
    ]
    for switched, count in ((True, 1), (False, 0)):
        configuration = json.dumps({"containerInsights": {"enabled": switched}})
        told = made(addon, addonName="amazon-cloudwatch-observability", configurationValues=configuration)
        assert len(lines(told)) == count
    assert lines(made(addon, addonName="vpc-cni")) == unpriced(made(addon, addonName="vpc-cni")) == []
