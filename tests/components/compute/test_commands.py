"""The commands that reach a service are complete, and offer a shell only where there is one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from components import Scope
from components.compute.commands import reach


@pytest.mark.parametrize("shell", [False, True])
def test_are_ready_to_paste(deploy: Callable[..., Any], scope: Scope, *, shell: bool) -> None:
    made = deploy(
        lambda: reach(
            scope,
            "api",
            cluster_name="acme-test-services",
            service_name="acme-test-api",
            log_group_name="/acme/test/api",
            shell=shell,
        )
    )

    expected = {
        "logs": "aws logs tail /acme/test/api --follow --region eu-west-1",
        "tasks": "aws ecs list-tasks --cluster acme-test-services --service-name acme-test-api --region eu-west-1",
    }
    if shell:
        expected["shell"] = (
            "aws ecs execute-command --cluster acme-test-services --task TASK --container api "
            "--interactive --command /bin/sh --region eu-west-1"
        )
    assert {key: made.value(value) for key, value in made.result.items()} == expected
