"""The rule about secrets in task definitions..."""

from __future__ import annotations

import json

import pytest

from policy.guardrails.judge import judge_item
from policy.guardrails.marks import Secret
from policy.guardrails.rules.ecs.no_plaintext_secrets import ecs_task_no_plaintext_secrets
from policy.guardrails.settings import Settings
from policy.guardrails.task_definitions import TASK_DEFINITION

PLACE = "containerDefinitions[0].environment[0].value"
VARIABLE = {"name": "DB_PASSWORD", "value": "correct-horse-battery"}


def found(item, definitions):
    task = item(TASK_DEFINITION, "api", inputs={"containerDefinitions": definitions})
    return [(one.message, one.fingerprint) for one in judge_item(ecs_task_no_plaintext_secrets, task, Settings())]


def test_names_the_variable(item):
    assert found(item, json.dumps([{"name": "api", "environment": [VARIABLE]}])) == [
        ('the setting "DB_PASSWORD" must not be plain text: its name is that of a secret', "DB_PASSWORD")
    ]


@pytest.mark.parametrize(
    "definitions",
    [
        Secret(json.dumps([{"name": "api", "environment": [VARIABLE]}])),
        [{"name": "api", "environment": Secret([VARIABLE])}],
        [{"name": "api", "environment": [{**VARIABLE, "name": Secret("DB_PASSWORD")}]}],
    ],
    ids=["text", "variables", "name"],
)
def test_names_only_the_place_of_a_secret_variable(item, definitions):
    assert found(item, definitions) == [(f"{PLACE} must not be plain text: its name is that of a secret", PLACE)]
