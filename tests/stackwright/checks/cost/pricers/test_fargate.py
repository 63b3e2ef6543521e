"""A Fargate task..."""

from __future__ import annotations

from decimal import Decimal

import pytest

from stackwright.checks.cost.pricers.fargate import Task, plain, task_of
from stackwright.checks.cost.values import UNKNOWN, Undecided
from stackwright.checks.cost.world import World
from tests.stackwright.checks.cost.pricers.pricing import lines, made, unpriced

DEFINITION = "aws:ecs/taskDefinition:TaskDefinition"
SERVICE = "aws:ecs/service:Service"


def definition(**inputs):
    return made(DEFINITION, "task", **{"family": "web", "cpu": "512", "memory": "1024", **inputs})


def on(task, **inputs):
    """What one task on Fargate costs, without data between zones."""
    service = made(SERVICE, "web", {"taskDefinition": task}, launchType="FARGATE", desiredCount=1, **inputs)
    return lines(service, task)[:-1]


@pytest.mark.parametrize(
    ("cpu", "memory", "sizes"),
    [
        ("512", "1024", ("0.5", "1")),
        (256, 512, ("0.25", "0.5")),
        ("1 vCPU", "2 GB", ("1", "2")),
        (".5 vcpu", "0.5GB", ("0.5", "0.5")),
        ("16384", "122880", ("16", "120")),
    ],
)
def test_takes_what_its_definition_says_in_either_form(cpu, memory, sizes):
    assert Task(definition(cpu=cpu, memory=memory)).sizes() == tuple(map(Decimal, sizes))


@pytest.mark.parametrize("inputs", [{"cpu": None}, {"memory": ""}, {"cpu": "lots"}])
def test_is_not_priced_without_both_sizes(inputs):
    task = definition(**inputs)
    service = made(SERVICE, "web", {"taskDefinition": task}, launchType="FARGATE", desiredCount=1)
    assert unpriced(service, task) == [("tasks", "its task definition does not state both cpu and memory")]


def test_has_sizes_that_only_the_deployment_tells():
    with pytest.raises(Undecided, match="cpu"):
        Task(definition(cpu=UNKNOWN)).sizes()


@pytest.mark.parametrize(
    ("platform", "name", "label"),
    [
        (None, "x86", "x86"),
        ({"cpuArchitecture": "X86_64", "operatingSystemFamily": "LINUX"}, "x86", "x86"),
        ({"cpuArchitecture": "ARM64", "operatingSystemFamily": "LINUX"}, "arm64", "ARM64"),
        ({"cpuArchitecture": "ARM64"}, "arm64", "ARM64"),
        ({"operatingSystemFamily": "WINDOWS_SERVER_2022_CORE"}, "windows", "Windows"),
    ],
)
def test_is_paid_by_its_architecture_and_system(platform, name, label):
    assert on(definition(runtimePlatform=platform)) == [
        (f"0.5 vCPU {label}", f"fargate.{name}.vcpu", "365"),
        (f"1 GB memory {label}", f"fargate.{name}.memory", "730"),
    ]


@pytest.mark.parametrize(("size", "above"), [(None, None), (20, None), (50, "30")])
def test_is_paid_for_storage_above_20_gb(size, above):
    task = definition(ephemeralStorage={"sizeInGib": size} if size else None)
    found = [one for one in on(task) if one[1] == "fargate.storage"]
    assert found == ([(f"{above} GB storage above 20", "fargate.storage", "21900")] if above else [])


@pytest.mark.parametrize(
    "stated", ["web", "web:7", "arn:aws:ecs:eu-west-1:123456789012:task-definition/web:7", "arn:aws:acme:::task"]
)
def test_is_found_by_its_family_revision_and_arn(stated):
    task, service = definition(), made(SERVICE, "s", taskDefinition=stated)
    assert task_of(service, World([task, service]), "taskDefinition") == Task(task)


@pytest.mark.parametrize("stated", ["other", UNKNOWN, None])
def test_is_not_found_where_it_is_elsewhere(stated):
    task, service = definition(), made(SERVICE, "s", taskDefinition=stated)
    assert task_of(service, World([task, service]), "taskDefinition") is None


@pytest.mark.parametrize(("number", "text"), [("0.50", "0.5"), ("1024", "1024"), ("100", "100")])
def test_is_shown_in_plain_numbers(number, text):
    assert plain(Decimal(number)) == text
