"""A task definition's container..."""

from __future__ import annotations

import json

import pytest

from policy.guardrails.marks import UNKNOWN, Secret
from policy.guardrails.task_definitions import (
    TASK_DEFINITION,
    each_container,
    is_windows,
    log_drivers,
    may_run_on,
    refused,
)
from policy.guardrails.verdicts import Problem, Undecided

CONTAINERS = [{"name": "api", "image": "api:1"}, {"name": "proxy", "image": "proxy:2"}]


@pytest.fixture
def task(item):
    return lambda **inputs: item(TASK_DEFINITION, "api", inputs=inputs)


def named(container):
    yield refused(container, container["image"], "must be pinned")


@pytest.mark.parametrize("definitions", [CONTAINERS, json.dumps(CONTAINERS)])
def test_is_seen_in_a_list_and_in_json_text(task, definitions):
    found = list(each_container(task(containerDefinitions=definitions), named))
    assert [(one.path, one.mark) for one in found] == [
        ("containerDefinitions[0].image", "api image"),
        ("containerDefinitions[1].image", "proxy image"),
    ]
    assert found[0].text == 'containerDefinitions[0].image must be pinned, found "api:1"'


def test_that_cannot_be_read_is_a_problem_that_shows_nothing(task):
    (problem,) = each_container(task(containerDefinitions=Secret("hunter2")), named)
    assert isinstance(problem, Problem)
    assert problem.text == "containerDefinitions must be a JSON list of containers"


def test_that_is_not_known_is_undecided(task):
    (undecided,) = each_container(task(containerDefinitions=UNKNOWN), named)
    assert isinstance(undecided, Undecided)
    assert undecided.path == "containerDefinitions"


def test_is_none_where_nothing_is_defined(task):
    assert list(each_container(task(), named)) == []


def test_that_is_not_known_keeps_no_other_from_being_judged(task):
    def check(container):
        yield from (one for one in named(container) if container["image"].text())

    found = list(each_container(task(containerDefinitions=[{"name": "a", "image": UNKNOWN}, CONTAINERS[1]]), check))
    assert [type(one).__name__ for one in found] == ["Undecided", "Problem"]


@pytest.mark.parametrize(
    "container",
    [{"Name": "api", "Image": "api:1"}, {"name": "api", "environment": [{"Name": "TOKEN", "Value": "a"}, UNKNOWN]}],
)
def test_with_a_key_in_upper_case_is_a_problem(task, container):
    (problem,) = each_container(task(containerDefinitions=[container]), named)
    assert problem.text == (
        "containerDefinitions[0] must have keys that begin in lower case: privileged, not Privileged"
    )


def test_may_have_labels_and_options_in_upper_case(task):
    container = {"image": "api", "dockerLabels": {"Team": "a"}, "logConfiguration": {"options": {"Name": "loki"}}}
    assert [one.path for one in each_container(task(containerDefinitions=[container]), named)] == [
        "containerDefinitions[0].image"
    ]


def test_without_a_known_name_has_no_mark(task):
    (problem,) = each_container(task(containerDefinitions=[{"name": UNKNOWN, "image": "api"}]), named)
    assert problem.mark == ""


def test_in_a_secret_text_hides_its_name_and_its_values(task):
    found = list(each_container(task(containerDefinitions=Secret(json.dumps(CONTAINERS))), named))
    assert found[0].mark == ""
    assert found[0].text == "containerDefinitions[0].image must be pinned, found [secret]"


def test_runs_on_windows_only_where_that_is_said(task):
    assert is_windows(task(runtimePlatform={"operatingSystemFamily": "WINDOWS_SERVER_2022_CORE"}))
    assert not is_windows(task(runtimePlatform={"operatingSystemFamily": "LINUX"}))
    assert not is_windows(task())
    with pytest.raises(Undecided):
        is_windows(task(runtimePlatform=UNKNOWN))


def test_may_run_where_its_definition_says(task):
    assert may_run_on(task(requiresCompatibilities=["EC2", "EXTERNAL"]), "EXTERNAL")
    assert not may_run_on(task(requiresCompatibilities=["EC2"]), "EXTERNAL")
    assert not may_run_on(task(), "EXTERNAL")


def test_logs_by_one_of_the_drivers_that_there_are():
    assert {"awslogs", "awsfirelens"} < log_drivers()
    assert "none" not in log_drivers()
