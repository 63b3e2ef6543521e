"""Services on Fargate run on a platform version that AWS still maintains."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...authoring import Controls, Inventory, Item, Level, Parameter, Severity, StackRule, Verdicts, each
from ...task_definitions import SERVICE, TASK_DEFINITION, TASK_SET, is_windows

_VERSIONS = {"type": "array", "items": {"type": "string"}}


def _check(stack: Inventory, parameters: Mapping[str, Any]) -> Verdicts:
    yield from each(stack.of(SERVICE, TASK_SET), lambda service: _judge(stack, service, parameters))


def _judge(stack: Inventory, service: Item, parameters: Mapping[str, Any]) -> Verdicts:
    """Yield a problem for an older version. Only Fargate takes one, so none set is well on every other launch type."""
    version = service["platformVersion"]
    linux, windows = parameters["linuxVersions"], parameters["windowsVersions"]
    name = version.value()
    if name in linux and name in windows:
        return
    tasks, _ = stack.targets(service["taskDefinition"], TASK_DEFINITION)
    systems = {is_windows(task) for task in tasks}
    # Which system a task definition of another stack is for is not written here: then either's version may be right.
    allowed = windows if systems == {True} else linux if systems else [*linux, *windows]
    if name not in allowed:
        yield version.problem(f"must be one of {', '.join(sorted(set(allowed)))}")


ecs_service_platform_latest = StackRule(
    id="ecs-service-platform-latest",
    promise="Services on Fargate run on the latest platform version.",
    fix="Remove platform_version, or set it to 'LATEST'.",
    severity=Severity.MEDIUM,
    level=Level.ADVISORY,
    controls=Controls(fsbp=("ECS.10",), checkov=("CKV_AWS_332",)),
    parameters={
        "linuxVersions": Parameter(
            says="Platform versions that are right for Linux.", default=["1.4.0", "LATEST"], schema=_VERSIONS
        ),
        "windowsVersions": Parameter(
            says="Platform versions that are right for Windows.", default=["1.0.0", "LATEST"], schema=_VERSIONS
        ),
    },
    looks_at=frozenset({SERVICE, TASK_SET}),
    check=_check,
)
