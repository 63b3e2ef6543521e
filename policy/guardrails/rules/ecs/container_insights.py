"""Clusters report what their tasks use."""

from __future__ import annotations

from ...authoring import Controls, Inventory, Item, Level, Severity, StackRule, Verdicts, each, must_be_one_of
from ...task_definitions import CLUSTER

_ACCOUNT_SETTING = "aws:ecs/accountSettingDefault:AccountSettingDefault"
_SETTING = "containerInsights"
_ON = ("enabled", "enhanced")


def _check(stack: Inventory) -> Verdicts:
    yield from each(stack.of(CLUSTER), lambda cluster: _judge(stack, cluster))


def _judge(stack: Inventory, cluster: Item) -> Verdicts:
    """Yield a problem where it is off, or where neither the cluster nor the account says anything."""
    settings = [setting for setting in cluster["settings"].items() if setting["name"].text() == _SETTING]
    if settings:
        yield from each(settings, lambda setting: must_be_one_of(setting["value"], _ON))
        return
    for setting in stack.of(_ACCOUNT_SETTING):
        if setting["name"].text() == _SETTING and setting["value"].text() in _ON:
            return
    yield cluster["settings"].says("settings must have containerInsights as enabled or enhanced, but has no such entry")


ecs_container_insights = StackRule(
    id="ecs-container-insights",
    promise="Every ECS cluster has Container Insights.",
    fix="Set settings=[{'name': 'containerInsights', 'value': 'enhanced'}].",
    severity=Severity.MEDIUM,
    level=Level.ADVISORY,
    levels={"development": Level.DISABLED, "ephemeral": Level.DISABLED},
    controls=Controls(fsbp=("ECS.12",), checkov=("CKV_AWS_65",)),
    looks_at=frozenset({CLUSTER}),
    check=_check,
)
