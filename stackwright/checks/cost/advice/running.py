"""How many of a resource run, and whether anything switches them off and on: both as the estimate has it."""

from __future__ import annotations

from ..item import Item
from ..money import Range
from ..schedules import SCHEDULE, Names, Running, grouped, hours_on, scaled
from ..usage import HOURS_ON
from ..world import World
from .situation import Situation

SERVICE = "aws:ecs/service:Service"
GROUP = "aws:autoscaling/group:Group"
NODES = "aws:eks/nodeGroup:NodeGroup"
_TASKS = "ecs:service:DesiredCount"
_GROUP_SIZES: Names = ("minSize", "desiredCapacity", "maxSize")
_NODE_SIZES: Names = ("minSize", "desiredSize", "maxSize")


def running_of(item: Item, world: World) -> Running:
    """Return how many tasks of a service or machines of a group run, and one of anything else. Raises Undecided."""
    if item.type == SERVICE:
        return scaled(item, world, _TASKS, item.number("desiredCount"))
    if item.type == GROUP:
        return grouped(item, world, item, _GROUP_SIZES)
    if item.type == NODES:
        return grouped(item, world, item.section("scalingConfig"), _NODE_SIZES)
    return Running(Range.of(1))


def is_scheduled(item: Item, situation: Situation) -> bool:
    """Return whether something switches *item* off, or a usage file says that it is not always on. Raises Undecided.

    Any schedule of EventBridge Scheduler that has to do with it counts, whatever it does.
    """
    world = situation.world
    if situation.usage.given(item, HOURS_ON) or hours_on(item, world) or running_of(item, world).awake:
        return True
    for schedule in world.of(SCHEDULE):
        if item in situation.made_of(schedule):
            return True
        given = schedule.text("target.input")
        if any(f'"{name}"' in given for name in item.identities()):
            return True
    return False
