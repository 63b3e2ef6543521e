"""How many of something run at a time, and for how much of the month: what scaling and schedules in the stack say."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from .hours import Action, shares
from .item import Item
from .money import HOURS, Range
from .usage import shown
from .values import Section, Undecided
from .world import World

SCALABLE = "aws:appautoscaling/target:Target"
SCHEDULED_ACTION = "aws:appautoscaling/scheduledAction:ScheduledAction"
GROUP_SCHEDULE = "aws:autoscaling/schedule:Schedule"
SCHEDULE = "aws:scheduler/schedule:Schedule"

# Universal targets of EventBridge Scheduler are `arn:aws:scheduler:::aws-sdk:SERVICE:ACTION`.
_UNIVERSAL = ":aws-sdk:"
_OFF, _ON = ("stop", "pause"), ("start", "resume")
_CLUSTERS = ("aws:rds/cluster:Cluster", "aws:docdb/cluster:Cluster", "aws:neptune/cluster:Cluster")
# What autoscaling's own interface takes for "as it is".
_UNCHANGED = Decimal(-1)


@dataclass(frozen=True)
class Running:
    """How many of something run, on the average of a month."""

    count: Range
    """Least, expected and most."""

    assumption: str = ""
    """Where the numbers come from; empty where the resource itself states the only one."""

    awake: Range | None = None
    """How many run while nothing has scheduled them away; None where nothing schedules them."""


def scaled(item: Item, world: World, dimension: str, wanted: Decimal) -> Running:
    """Return how many run of what Application Auto Scaling may scale along *dimension*: *wanted*, within its range.

    A scheduled action that leaves an end of the range out keeps the scalable target's. Raises Undecided.
    """
    targets, actions = (_scaling(item, world, type_, dimension) for type_ in (SCALABLE, SCHEDULED_ACTION))
    if not targets and not actions:
        return Running(Range.of(wanted))
    least = targets[0].number("minCapacity") if targets else wanted
    most = targets[0].number("maxCapacity") if targets else wanted

    def within(change: Section) -> Range:
        low, high = change.number("minCapacity", least), change.number("maxCapacity", most)
        return Range(low, _clamped(wanted, low, high), high)

    planned = [
        Action(one.text("schedule"), within(one.section("scalableTargetAction")), one.text("timezone", "UTC"))
        for one in actions
    ]
    return _averaged(within(Section({})), planned)


def grouped(item: Item, world: World, sizes: Section, names: tuple[str, str, str]) -> Running:
    """Return how many machines run of a group of EC2 Auto Scaling, or of a node group that is one.

    *names* are its properties of the least, the wanted and the most; the wanted is the least where it is left out. A
    schedule that leaves one of them out keeps the group's own. Raises Undecided.
    """
    least, most = sizes.number(names[0]), sizes.number(names[2])
    desired = sizes.number(names[1], least)

    def within(change: Section) -> Range:
        low = _changed(change, "minSize", least)
        high = _changed(change, "maxSize", max(most, low))
        return Range(low, _clamped(_changed(change, "desiredCapacity", desired), low, high), high)

    planned = [
        Action(one.text("recurrence"), within(one), one.text("timeZone", "UTC"))
        for one in world.referrers(item, GROUP_SCHEDULE, "autoscalingGroupName")
        if one.has("recurrence")
    ]
    return _averaged(within(Section({})), planned)


def hours_on(item: Item, world: World) -> tuple[Range, str] | None:
    """Return the hours of a month that EventBridge Scheduler leaves a resource on, and what says so.

    Schedules that stop or pause it, and schedules that start or resume it, count where there are both: a database that
    is only stopped is started again by AWS after seven days. An instance of a database cluster follows its cluster.
    None
    where nothing of the kind is scheduled, or where it cannot be evaluated.
    """
    owners = [item, *world.targets(item, "clusterIdentifier", *_CLUSTERS)]
    actions = [
        Action(schedule.text("scheduleExpression"), on, schedule.text("scheduleExpressionTimezone", "UTC"))
        for schedule, on in _switches(owners, world)
    ]
    if {action.value for action in actions} != {True, False}:
        return None
    try:
        share = shares(actions, start=True).get(True, Decimal(0))
    except ValueError:
        return None
    hours = Range.of(share * HOURS)
    return hours, f"on {shown(hours.cents())} hours a month by its schedules"


def _switches(owners: Sequence[Item], world: World) -> Iterator[tuple[Item, bool]]:
    """Yield the schedules that switch one of *owners*, and whether they switch it on."""
    for schedule in world.of(SCHEDULE):
        _, universal, call = schedule.text("target.arn").partition(_UNIVERSAL)
        action = call.rpartition(":")[2].lower()
        if not universal or not action.startswith(_OFF + _ON) or schedule.text("state", "ENABLED") != "ENABLED":
            continue
        if any(_concerns(schedule, owner, world) for owner in owners):
            yield schedule, action.startswith(_ON)


def _concerns(schedule: Item, owner: Item, world: World) -> bool:
    """Return whether a universal target's input names *owner*, or was made of its outputs."""
    if owner in world.targets(schedule, "target", owner.type):
        return True
    try:
        given = json.loads(schedule.text("target.input", "{}"))
    except (Undecided, ValueError):
        return False
    named = {text for value in given.values() for text in (value if isinstance(value, list) else [value])}
    return not named.isdisjoint(owner.identities())


def _scaling(item: Item, world: World, type_: str, dimension: str) -> list[Item]:
    """Return what of *type_* scales *item*: by its own reference, by its scalable target's, or by its literal name."""
    found = world.referrers(item, type_, "resourceId")
    if type_ == SCHEDULED_ACTION:
        for target in _scaling(item, world, SCALABLE, dimension):
            found = [*found, *world.referrers(target, type_, "resourceId")]
    wanted = {one.urn for one in found}
    names = set(item.identities())
    return [
        one
        for one in world.of(type_)
        if (one.urn in wanted or _known(one, "resourceId").rpartition("/")[2] in names)
        and _known(one, "scalableDimension") in ("", dimension)
    ]


def _known(item: Item, path: str) -> str:
    try:
        return item.text(path)
    except Undecided:
        return ""


def _averaged(start: Range, planned: Sequence[Action[Range]]) -> Running:
    if not planned:
        return Running(start, "" if start.certain else f"{shown(start)}, the range of its scaling")
    try:
        parts = shares(planned, start=start)
    except ValueError as reason:
        return Running(start, f"{shown(start)}; its schedule is left out: {reason}")
    count = Range.total(value * share for value, share in parts.items())
    return Running(count, f"{shown(count.cents())} on the average of its scheduled actions", awake=start)


def _changed(change: Section, name: str, otherwise: Decimal) -> Decimal:
    number = change.number(name, otherwise)
    return otherwise if number == _UNCHANGED else number


def _clamped(number: Decimal, low: Decimal, high: Decimal) -> Decimal:
    return max(low, min(number, high))
