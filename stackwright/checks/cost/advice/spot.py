"""Advises Fargate Spot: for all tasks of a service outside production, and in production for half above its minimum."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..item import Item
from ..pricers.capacity import FARGATE, SPOT, strategy_of
from ..pricers.fargate import task_of
from ..world import World
from .model import Proposal
from .running import SERVICE, running_of
from .situation import Adviser, Situation, each

_RISK = "AWS takes Spot tasks back two minutes after a warning, and may have none to give"
_PRODUCTION_RISK = f"{_RISK}; the minimum stays on demand"


@each(SERVICE)
def _services(item: Item, situation: Situation) -> Iterator[Proposal]:
    """Windows has no Spot, and a service that CodeDeploy or something else deploys has its strategy there."""
    strategy, task = strategy_of(item, item, situation.world, "cluster"), _linux(item, situation.world)
    only_fargate = all(name == FARGATE for name, _, _ in strategy.providers)
    if not only_fargate or not task or item.text("deploymentController.type", "ECS") != "ECS":
        return
    if situation.production:
        base = _least(item, situation.world)
        wanted = [_provider(FARGATE, base=base), _provider(SPOT)]
        what = f"set capacityProviderStrategies to {FARGATE} (base {base}, weight 1) and {SPOT} (weight 1)"
    else:
        wanted = [_provider(SPOT)]
        what = f"set capacityProviderStrategies to {SPOT} (weight 1)"
    launch = ", and take launchType away" if item.has("launchType") else ""
    yield Proposal(
        id="spot",
        item=item,
        what=f"{what}{launch}; the cluster's capacity providers must name {SPOT}",
        risk=_PRODUCTION_RISK if situation.production else _RISK,
        inputs={item.urn: {"capacityProviderStrategies": wanted, "launchType": None}},
    )


def _linux(item: Item, world: World) -> bool:
    task = task_of(item, world, "taskDefinition")
    return task is not None and task.platform() != "windows"


def _least(item: Item, world: World) -> int:
    """Return how many tasks run at the least while nothing has scheduled them away."""
    running = running_of(item, world)
    return int((running.awake or running.count).low)


def _provider(name: str, base: int = 0) -> dict[str, Any]:
    return {"capacityProvider": name, "weight": 1, **({"base": base} if base else {})}


ADVISERS: tuple[Adviser, ...] = (_services,)
