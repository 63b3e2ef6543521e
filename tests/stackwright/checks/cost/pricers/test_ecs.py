"""The pricer of ECS services..."""

from __future__ import annotations

import pytest

from stackwright.checks.cost.values import UNKNOWN
from tests.stackwright.checks.cost.pricers.pricing import line, lines, made, unpriced

SERVICE = "aws:ecs/service:Service"
TASK_SET = "aws:ecs/taskSet:TaskSet"
TARGET = "aws:appautoscaling/target:Target"
ACTION = "aws:appautoscaling/scheduledAction:ScheduledAction"
SPOT = [{"capacityProvider": "FARGATE", "base": 1}, {"capacityProvider": "FARGATE_SPOT", "weight": 1}]
DISCOUNT = {"fargate.spot.discount.least": "0.5", "fargate.spot.discount.most": "0.7"}
TASK = made(
    "aws:ecs/taskDefinition:TaskDefinition",
    "task",
    family="web",
    cpu="512",
    memory="1024",
    runtimePlatform={"cpuArchitecture": "ARM64"},
    ephemeralStorage={"sizeInGib": 21},
)
SCALED = {"serviceNamespace": "ecs", "scalableDimension": "ecs:service:DesiredCount", "resourceId": UNKNOWN}


def service(**inputs):
    if "capacityProviderStrategies" not in inputs:
        inputs = {"launchType": "FARGATE", **inputs}
    return made(SERVICE, "web", {"taskDefinition": TASK}, **{"taskDefinition": UNKNOWN, **inputs})


def scaling(low, high):
    return made(TARGET, "scaling", {"resourceId": service()}, **SCALED, minCapacity=low, maxCapacity=high)


def vcpus(found, *others, **more):
    return next(quantity for _, key, quantity in lines(found, TASK, *others, **more) if key == "fargate.arm64.vcpu")


def test_prices_vcpus_memory_storage_and_data_between_zones():
    assert lines(service(desiredCount=2), TASK) == [
        ("0.5 vCPU ARM64", "fargate.arm64.vcpu", "730"),
        ("1 GB memory ARM64", "fargate.arm64.memory", "1460"),
        ("1 GB storage above 20", "fargate.storage", "1460"),
        ("data between zones, both directions", "data-transfer.inter-az", "2 - 20 - 200"),
    ]


def test_states_a_fixed_number_of_tasks_without_an_assumption():
    assert line(service(desiredCount=2), "fargate.arm64.vcpu", TASK).assumption == ""


def test_has_no_task_where_no_number_is_given():
    assert vcpus(service()) == "0"


@pytest.mark.parametrize(
    ("wanted", "hours"),
    [(3, "730 - 1095 - 2190"), (1, "730 - 2190"), (9, "730 - 2190"), (None, "730 - 2190")],
)
def test_prices_the_range_of_its_scaling_around_the_number_it_wants(wanted, hours):
    found = service(desiredCount=wanted)
    assert vcpus(found, scaling(2, 6)) == hours


def test_names_the_range_of_its_scaling():
    found = line(service(desiredCount=3), "fargate.arm64.vcpu", TASK, scaling(2, 6))
    assert found.assumption == "2 - 3 - 6 running, the range of its scaling"


def test_weighs_its_scheduled_actions_over_the_year():
    target = scaling(2, 4)
    ends = {"night": ("cron(0 0 ? * SAT *)", 0), "day": ("cron(0 0 ? * MON *)", 2)}
    actions = [
        made(
            ACTION,
            name,
            {"resourceId": target},
            **SCALED,
            schedule=schedule,
            scalableTargetAction={"minCapacity": least, "maxCapacity": least * 2},
        )
        for name, (schedule, least) in ends.items()
    ]
    found = line(service(desiredCount=2), "fargate.arm64.vcpu", TASK, target, *actions)
    # 261 of the 365 days of 2027.
    assert [round(end, 6) for end in found.quantity.ends] == [522, 522, 1044]
    assert found.assumption == "1.43 - 2.86 running on the average of its scheduled actions"
    assert vcpus(service(desiredCount=2), target, *actions, usage={"hoursOn": 100}) == "100 - 200"


def test_lets_a_usage_file_say_how_many_tasks_there_are():
    found = line(service(desiredCount=2), "fargate.arm64.memory", TASK, scaling(1, 9), usage={"averageTasks": 3})
    assert (found.quantity.expected, found.assumption) == (2190, "averageTasks 3, usage.yaml")


def test_prices_tasks_on_spot_apart_and_their_storage_whole():
    found = lines(service(desiredCount=4, capacityProviderStrategies=SPOT), TASK, usd=DISCOUNT)
    assert found[:5] == [
        ("0.5 vCPU ARM64", "fargate.arm64.vcpu", "365"),
        ("1 GB memory ARM64", "fargate.arm64.memory", "730"),
        ("0.5 vCPU ARM64, Spot", "fargate.arm64.vcpu", "1095 x 0.3 - 0.4 - 0.5"),
        ("1 GB memory ARM64, Spot", "fargate.arm64.memory", "2190 x 0.3 - 0.4 - 0.5"),
        ("1 GB storage above 20", "fargate.storage", "2920"),
    ]


def test_has_no_line_for_on_demand_tasks_where_all_are_on_spot():
    found = lines(service(desiredCount=1, capacityProviderStrategies=SPOT[1:]), TASK)
    assert [label for label, key, _ in found if "vcpu" in key] == ["0.5 vCPU ARM64, Spot"]


def test_does_not_price_spot_without_a_discount():
    found = service(desiredCount=1, capacityProviderStrategies=SPOT[1:])
    assert unpriced(found, TASK, missing=["fargate.spot.discount.least"]) == [
        ("Spot tasks", "no discount of Fargate Spot is known")
    ]


@pytest.mark.parametrize("launch", [{"launchType": "EC2"}, {"launchType": None}])
def test_takes_nothing_for_tasks_on_machines(launch):
    found = service(desiredCount=2, **launch)
    assert lines(found, TASK) == unpriced(found, TASK) == []


def test_names_tasks_on_machines_of_ones_own():
    assert unpriced(service(launchType="EXTERNAL", desiredCount=1), TASK) == [
        ("ECS Anywhere", "machines of your own are paid by the hour while they are joined")
    ]


def test_gives_each_task_a_public_address_where_it_is_said():
    found = lines(service(desiredCount=2, networkConfiguration={"assignPublicIp": True}), TASK)
    assert found[3:] == [
        ("public IPv4 address", "vpc.public-ipv4", "1460"),
        ("data between zones, both directions", "data-transfer.inter-az", "2 - 20 - 200"),
        ("data out to the internet", "data-transfer.internet", "5 - 50 - 500"),
    ]


def test_prices_a_volume_of_each_task():
    volume = {"name": "data", "managedEbsVolume": {"sizeInGb": 50, "iops": 4000}}
    found = lines(service(desiredCount=2, volumeConfiguration=volume), TASK)
    assert found[3:5] == [
        ("volume gp3, 50 GB", "ebs.gp3.storage", "100"),
        ("volume: IOPS above 3000", "ebs.gp3.iops", "1000 x 2"),
    ]


def test_does_not_price_a_task_definition_elsewhere():
    found = made(SERVICE, launchType="FARGATE", desiredCount=1, taskDefinition="other")
    assert unpriced(found) == [("tasks", "its task definition is not in this stack")]


def test_leaves_the_tasks_of_a_service_that_is_deployed_from_outside_to_its_task_sets():
    outer = made(SERVICE, "web", desiredCount=4, launchType="FARGATE", deploymentController={"type": "EXTERNAL"})
    assert unpriced(outer) == []
    assert [key for _, key, _ in lines(outer)] == ["data-transfer.inter-az"]
    uses = {"service": outer, "taskDefinition": TASK}
    blue = made(TASK_SET, "blue", uses, launchType="FARGATE", scale={"unit": "PERCENT", "value": 25})
    assert lines(blue, outer, TASK) == [
        ("0.5 vCPU ARM64", "fargate.arm64.vcpu", "365"),
        ("1 GB memory ARM64", "fargate.arm64.memory", "730"),
        ("1 GB storage above 20", "fargate.storage", "730"),
    ]
    assert vcpus(made(TASK_SET, "all", uses, launchType="FARGATE"), outer) == "1460"


def test_does_not_know_the_tasks_of_a_task_set_of_a_service_elsewhere():
    found = made(TASK_SET, "blue", {"taskDefinition": TASK}, launchType="FARGATE", service="web")
    assert unpriced(found, TASK) == [("", "its service is not in this stack")]


def test_names_managed_instances():
    managed = made("aws:ecs/capacityProvider:CapacityProvider", managedInstancesProvider={"infrastructureRoleArn": "r"})
    assert unpriced(managed) == [("managed instances", "ECS chooses the machines, and takes a fee for them")]
    grouped = made("aws:ecs/capacityProvider:CapacityProvider", autoScalingGroupProvider={"autoScalingGroupArn": "g"})
    assert unpriced(grouped) == []


def test_says_what_only_the_deployment_tells():
    found = service(desiredCount=UNKNOWN)
    assert ("tasks", "desiredCount is known only after the deployment") in unpriced(found, TASK)


def test_says_that_tasks_for_fargate_alone_are_started_where_they_cannot_run():
    only = TASK.with_inputs({"requiresCompatibilities": ["FARGATE"]})
    found = service(launchType=None, desiredCount=2)
    why = "its task definition runs on Fargate alone, and the service does not name it"
    assert unpriced(found, only) == [("tasks", why)]
    assert unpriced(service(desiredCount=2), only) == []
    assert unpriced(found, TASK) == []
