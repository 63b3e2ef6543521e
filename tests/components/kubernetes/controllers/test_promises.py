"""The promises of a cluster"""

from __future__ import annotations

import json
import re

import pytest

from components.kubernetes.controllers.promises import rules


@pytest.fixture
def groups():
    return {group["name"]: {_name(rule): rule for rule in group["rules"]} for group in json.loads(rules())["groups"]}


def _name(rule):
    return rule.get("alert") or rule["record"]


def test_are_of_the_api_and_of_workloads(groups):
    assert {group: sorted(found) for group, found in groups.items()} == {
        "api-server": [
            "ApiServerErrorBudgetBurnsFast",
            "ApiServerErrorBudgetBurnsSlow",
            "cluster:apiserver_availability:ratio_rate5m",
        ],
        "workloads": ["DeploymentShortOfPods", "PodNotScheduled", "PodRestartsOften"],
    }


def test_measure_how_often_the_api_answers(groups):
    assert groups["api-server"]["cluster:apiserver_availability:ratio_rate5m"]["expr"] == (
        '1 - sum(rate(apiserver_request_total{code=~"5.."}[5m])) / sum(rate(apiserver_request_total[5m]))'
    )


@pytest.mark.parametrize(
    ("speed", "limit", "windows", "severity"),
    [("Fast", "0.0144", ["1h", "5m"], "critical"), ("Slow", "0.0060", ["6h", "30m"], "warning")],
)
def test_are_broken_where_the_budget_burns_in_both_windows(groups, speed, limit, windows, severity):
    rule = groups["api-server"][f"ApiServerErrorBudgetBurns{speed}"]
    assert [f"[{window}]" in part for window, part in zip(windows, rule["expr"].split(" and "), strict=True)] == [
        True,
        True,
    ]
    assert re.findall(r"> (\S+)", rule["expr"]) == [limit, limit]
    assert rule["labels"] == {"severity": severity}


@pytest.mark.parametrize("alert", ["DeploymentShortOfPods", "PodNotScheduled", "PodRestartsOften"])
def test_of_workloads_say_which_one_and_wait_before_they_do(groups, alert):
    rule = groups["workloads"][alert]
    assert "{{ $labels.namespace }}/" in rule["annotations"]["summary"]
    assert re.fullmatch(r"\d+m", rule["for"])
    assert rule["labels"] == {"severity": "warning"}


def test_are_written_alike_in_every_run():
    assert rules() == rules()


def test_have_balanced_brackets(groups):
    for found in groups.values():
        for rule in found.values():
            for opening, closing in ("()", "[]", "{}"):
                assert rule["expr"].count(opening) == rule["expr"].count(closing)
