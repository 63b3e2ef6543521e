"""Where ECS runs tasks: on Fargate, on Fargate Spot or on machines, by launch type or by capacity providers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from ..item import Item
from ..money import ZERO, Range
from ..values import Section
from ..world import World

FARGATE, SPOT, ELSEWHERE = "FARGATE", "FARGATE_SPOT", "EXTERNAL"
_MACHINES = "EC2"
_CLUSTER = "aws:ecs/cluster:Cluster"
_DEFAULTS = "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders"


@dataclass(frozen=True)
class Strategy:
    """Where tasks run: the base of each capacity provider first, the rest by weight.

    Parts of a task are not rounded: ECS starts whole ones, and over time they come to this.
    """

    providers: tuple[tuple[str, Decimal, Decimal], ...]
    """Name, base, weight."""

    def part(self, count: Range, *names: str) -> Range:
        """Return how many of *count* tasks run on these providers."""
        return Range(*(sum((self._on(end).get(name, ZERO) for name in names), ZERO) for end in count.ends))

    def has(self, *names: str) -> bool:
        """Return whether tasks may run on one of these providers."""
        return any(name in names for name, _, _ in self.providers)

    def _on(self, count: Decimal) -> dict[str, Decimal]:
        left = count
        found = {}
        for name, base, _ in self.providers:
            found[name] = min(base, left)
            left -= found[name]
        weights = sum(weight for _, _, weight in self.providers)
        for place, (name, _, weight) in enumerate(self.providers):
            # Without weights all goes where the first provider is.
            found[name] += left * (weight / weights if weights else not place)
        return found


def strategy_of(section: Section, item: Item, world: World, cluster: str) -> Strategy:
    """Return where the tasks that *section* of *item* starts run: as it says, as the cluster at *cluster* does, or else
    on machines. Raises Undecided.

    Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html
    """
    own = section.items("capacityProviderStrategies")
    if own:
        return _read(own)
    launch = section.text("launchType")
    found = world.target(item, cluster, _CLUSTER)
    if found and not launch:
        for one in world.referrers(found, _DEFAULTS, "clusterName"):
            default = one.items("defaultCapacityProviderStrategies")
            if default:
                return _read(default)
    return Strategy(((launch or _MACHINES, ZERO, Decimal(1)),))


def _read(sections: Sequence[Section]) -> Strategy:
    return Strategy(
        tuple((one.text("capacityProvider"), one.number("base", 0), one.number("weight", 0)) for one in sections)
    )
