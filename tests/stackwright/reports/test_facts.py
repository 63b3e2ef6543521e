"""The facts beside a resource..."""

from __future__ import annotations

import csv
import datetime as dt
from importlib import resources
from typing import Any

import pytest

from stackwright.model import UNKNOWN, Resource, Secret
from stackwright.reports.facts import _at, facts
from stackwright.simulator import classes, hints

ROWS = list(
    csv.DictReader(resources.files("stackwright.data").joinpath("well_known.csv").read_text("utf-8").splitlines())
)


def component(**inputs: Any) -> list[str]:
    return facts(Resource(urn="u", type="my:x:Box", name="box", custom=False, inputs=inputs))


def custom(type_: str, **inputs: Any) -> list[str]:
    return facts(Resource(urn="u", type=type_, name="x", inputs=inputs))


@pytest.mark.parametrize(
    ("inputs", "phrases"),
    [
        ({}, []),
        ({"cidr": "10.0.0.0/16"}, ["10.0.0.0/16"]),
        ({"size": "db.t4g.small"}, ["db.t4g.small"]),
        ({"natMode": "per_zone"}, ["NAT mode per zone"]),
        ({"zones": ["a", "b"]}, ["zones a b"]),
        ({"ports": {"http": 80, "https": 443}}, ["ports http 80, https 443"]),
        ({"backupDays": 7}, ["backup 7 d"]),
        ({"cpuPercent": 60}, ["cpu 60 %"]),
        ({"diskGib": 20}, ["disk 20 GiB"]),
        ({"diskMib": 512}, ["disk 512 MiB"]),
        ({"graceSeconds": 30}, ["grace 30 s"]),
        ({"delayMs": 5}, ["delay 5 ms"]),
        ({"backupDays": "7"}, ["backup days 7"]),
        ({"multiAz": True}, ["Multi-AZ"]),
        ({"multiAz": False}, ["single-AZ"]),
        ({"internal": True}, ["internal only"]),
        ({"internal": False}, ["public"]),
        ({"flowLogs": True}, ["flow logs"]),
        ({"flowLogs": False}, []),
        ({"a": None, "b": "", "c": [], "d": {}}, []),
        ({"threshold": 0.5}, ["threshold 0.5"]),
        ({"count": 0}, ["count 0"]),
        ({"description": "for people too"}, []),
        ({"minTasks": 2, "maxTasks": 10}, ["2-10 tasks"]),
        ({"minTasks": 1, "maxTasks": 1}, ["1 task"]),
        ({"minTasks": 3, "maxTasks": 3}, ["3 tasks"]),
        ({"minTasks": 1}, ["min tasks 1"]),
        ({"cpu": 0.5, "memory": 1024}, ["0.5 vCPU / 1 GiB"]),
        ({"cpu": "500m", "memory": "1Gi"}, ["500m / 1Gi"]),
        ({"cpu": 1, "memory": "1Gi"}, ["1 vCPU / 1Gi"]),
        ({"engine": "postgres", "version": "17"}, ["PostgreSQL 17"]),
        ({"engine": "oracle", "version": 19}, ["oracle 19"]),
        ({"engine": {"odd": 1}, "version": "1"}, ["{'odd': 1} 1"]),
        ({"storageGib": 20, "maxStorageGib": 100}, ["20 GiB (to 100)"]),
    ],
)
def test_of_a_component_are_its_inputs_in_peoples_words(inputs, phrases):
    assert component(**inputs) == phrases


def test_are_in_the_same_order_whatever_order_the_inputs_came_in():
    inputs = {"minTasks": 1, "maxTasks": 2, "image": "app:1", "zone": "a", "public": True}
    assert component(**inputs) == component(**dict(reversed(inputs.items())))
    assert component(**inputs)[:2] == ["app:1", "1-2 tasks"]


def test_never_show_a_secret_and_name_the_unknown():
    assert component(password=Secret("hush"), users=[{"key": Secret("hush")}], vpc=UNKNOWN) == [
        "password [secret]",
        "users key [secret]",
        "vpc [unknown]",
    ]


def test_leave_the_inputs_as_they_are():
    resource = Resource(urn="u", type="a:b:C", name="x", custom=False, inputs={"engine": "mysql", "version": "8"})
    facts(resource)
    assert resource.inputs == {"engine": "mysql", "version": "8"}


@pytest.mark.parametrize(
    ("type_", "inputs", "phrases"),
    [
        ("aws:ec2/vpc:Vpc", {"cidrBlock": "10.0.0.0/16", "other": 1}, ["10.0.0.0/16"]),
        ("aws:ecs/taskDefinition:TaskDefinition", {"cpu": "512", "memory": "1024"}, ["0.5 vCPU / 1 GiB"]),
        ("aws:ecs/taskDefinition:TaskDefinition", {"cpu": "[unknown]", "memory": "1024"}, ["[unknown] / 1024"]),
        (
            "aws:ecs/taskDefinition:TaskDefinition",
            {"runtimePlatform": {"cpuArchitecture": "ARM64"}},
            ["ARM64"],
        ),
        ("aws:ec2/vpc:Vpc", {"cidrBlock": Secret("hush")}, ["[secret]"]),
        ("aws:sns/topic:Topic", {"displayName": "x"}, []),
        ("aws:rds/instance:Instance", {"multiAz": False}, ["single-AZ"]),
    ],
)
def test_of_a_well_known_type_are_those_its_row_names(type_, inputs, phrases):
    assert custom(type_, **inputs) == phrases


@pytest.mark.parametrize(
    ("table", "path", "value"),
    [
        ({"a": {"b": 1}}, "a.b", 1),
        ({"a": [{"b": 1}, {"b": 2}]}, "a.b", 1),
        ({"a": []}, "a.b", None),
        ({"a": "text"}, "a.b", None),
        ({}, "a", None),
    ],
)
def test_are_found_by_a_path_into_the_inputs(table, path, value):
    assert _at(table, path) == value


@pytest.mark.parametrize("row", ROWS, ids=[row["type"] for row in ROWS])
def test_come_from_rows_with_a_source_a_date_and_inputs_the_installed_sdk_has(row):
    assert row["source"].strip()
    assert dt.date.fromisoformat(row["as_of"]) >= dt.date(2026, 1, 1)
    declared = hints.properties(classes.find(row["type"]))
    paths = [pair.split("=", 1)[1] for pair in row["facts"].split("|")]
    assert {path.split(".")[0] for path in paths} <= set(declared)


def test_have_one_row_per_type_in_order():
    types = [row["type"] for row in ROWS]
    assert types == sorted(set(types))
