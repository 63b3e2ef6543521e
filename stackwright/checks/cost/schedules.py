"""How many of something run at a time, and for how much of the month: what scaling and schedules in the stack say."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TypeVar

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
# What they call to switch something off and on.
_SWITCHES = {
    "stopdbinstance": False,
    "startdbinstance": True,
    "stopdbcluster": False,
    "startdbcluster": True,
    "stopinstances": False,
    "startinstances": True,
    "pausecluster": False,
    "resumecluster": True,
}
_RESIZE = "updateautoscalinggroup"
_CLUSTERS = ("aws:rds/cluster:Cluster", "aws:docdb/cluster:Cluster", "aws:neptune/cluster:Cluster")
# What autoscaling's own interface takes for "as it is".
_UNCHANGED = ("-1", "-1.0")

Names = tuple[str, str, str]
"""Properties of the least, the wanted and the most."""

_SCHEDULED: Names = ("minSize", "desiredCapacity", "maxSize")
_CALLED: Names = ("MinSize", "DesiredCapacity", "MaxSize")
_Value = TypeVar("_Value", bound=Hashable)


@dataclass(frozen=True)
class Running:
    """How many of something run, on the average of a month."""

    count: Range
    """Least, expected and most."""

    assumption: str = ""
    """Where the numbers come from; empty where the resource itself states the only one."""

    awake: Range | None = None
    """How many run while nothing has scheduled them away; None where nothing schedules them."""

    def times(self, part: Decimal) -> Running:
        """Return *part* of them."""
        return replace(self, count=self.count * part, awake=self.awake * part if self.awake else None)


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


def grouped(item: Item, world: World, sizes: Section, names: Names) -> Running:
    """Return how many machines run of a group of EC2 Auto Scaling, or of a node group that is one.

    *names* are its own properties; the wanted number is the least where it is left out. A schedule that leaves a number
    out keeps the group's. Raises Undecided.
    """
    least, most = sizes.number(names[0]), sizes.number(names[2])
    desired = sizes.number(names[1], least)

    def within(change: Section, names: Names) -> Range:
        low = _changed(change, names[0], least)
        high = _changed(change, names[2], max(most, low))
        return Range(low, _clamped(_changed(change, names[1], desired), low, high), high)

    planned = [
        Action(one.text("recurrence"), within(one, _SCHEDULED), one.text("timeZone", "UTC"))
        for one in world.referrers(item, GROUP_SCHEDULE, "autoscalingGroupName")
        if one.has("recurrence")
    ]
    planned += [_action(schedule, within(given, _CALLED)) for schedule, given in _resized(item, world)]
    return _averaged(within(Section({}), names), planned)


def hours_on(item: Item, world: World) -> tuple[Range, str] | None:
    """Return the hours of a month that EventBridge Scheduler leaves a resource on, and what says so.

    Schedules that stop or pause it, and schedules that start or resume it, count where there are both: a database that
    is only stopped is started again by AWS after seven days. An instance of a database cluster follows its cluster.
    None where nothing of the kind is scheduled, or where it cannot be evaluated.
    """
    owners = [item, *world.targets(item, "clusterIdentifier", *_CLUSTERS)]
    actions = [_action(schedule, on) for schedule, on in _switches(owners, world)]
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
    for schedule, operation in _calls(world):
        if operation in _SWITCHES and any(_concerns(schedule, owner, world) for owner in owners):
            yield schedule, _SWITCHES[operation]


def _resized(group: Item, world: World) -> Iterator[tuple[Item, Section]]:
    """Yield the schedules that resize *group*, and what they call with; what is not known yet is left out."""
    for schedule, operation in _calls(world):
        if operation == _RESIZE and _concerns(schedule, group, world):
            for given in _input(schedule):
                yield schedule, given


def _calls(world: World) -> Iterator[tuple[Item, str]]:
    """Yield the schedules that call an API of AWS, and its operation in lower case."""
    for schedule in world.of(SCHEDULE):
        _, universal, call = _known(schedule, "target.arn").partition(_UNIVERSAL)
        if universal and _known(schedule, "state") in ("", "ENABLED"):
            yield schedule, call.rpartition(":")[2].lower()


def _concerns(schedule: Item, owner: Item, world: World) -> bool:
    """Return whether a call's input names *owner*, or was made of its outputs."""
    if owner in world.targets(schedule, "target", owner.type):
        return True
    values = [value for given in _input(schedule) for value in given.values.values()]
    named = [text for value in values for text in (value if isinstance(value, list) else [value])]
    return any(name in named for name in owner.identities())


def _input(schedule: Item) -> list[Section]:
    try:
        return schedule.json("target.input")
    except Undecided:
        return []


def _action(schedule: Item, value: _Value) -> Action[_Value]:
    return Action(schedule.text("scheduleExpression"), value, schedule.text("scheduleExpressionTimezone", "UTC"))


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
        return Running(start, "" if start.certain else f"{shown(start)} running, the range of its scaling")
    try:
        parts = shares(planned, start=start)
    except ValueError as reason:
        return Running(start, f"{shown(start)} running; its schedule is left out: {reason}")
    count = Range.total(value * share for value, share in parts.items())
    return Running(count, f"{shown(count.cents())} running on the average of its scheduled actions", awake=start)


def _changed(change: Section, name: str, otherwise: Decimal) -> Decimal:
    return otherwise if change.text(name) in _UNCHANGED else change.number(name, otherwise)


def _clamped(number: Decimal, low: Decimal, high: Decimal) -> Decimal:
    return max(low, min(number, high))
