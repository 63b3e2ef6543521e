"""Whatever the stack: more resources never cost less, a schedule never costs more, and no cent is lost."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stackwright.checks.cost.estimate import Currency, Estimate, estimate
from stackwright.checks.cost.grouping import BY, groups
from stackwright.checks.cost.item import items_of
from stackwright.checks.cost.money import HOURS, MONTHS, Range, cents
from stackwright.checks.cost.usage import HOURS_ON, PROFILES, Usage, UsageFile
from stackwright.model import Stack
from tests.stackwright.checks.cost.examples import TODAY, Example, examples, stack_of

REGIONS = ("us-east-1", "eu-west-1", "ap-southeast-1")
SAVINGS = {"aws:appautoscaling/scheduledAction:ScheduledAction", "aws:appautoscaling/target:Target"}
# Resources as they are in the examples; each example is added whole, as its resources refer to each other.
PLAIN = [
    example
    for example in (*examples("worked"), *examples("published"))
    if not SAVINGS & {one["type"] for one in example.resources}
]

some = st.lists(st.sampled_from(PLAIN), max_size=4)
rates = st.decimals("0.0001", "20000", places=6)
hours = st.decimals(0, HOURS, places=2)
TASK: dict[str, Any] = {
    "type": "aws:ecs/taskDefinition:TaskDefinition",
    "name": "task",
    "properties": {"family": "task", "cpu": "512", "memory": "1024", "requiresCompatibilities": ["FARGATE"]},
}


def together(parts: list[Example], region: str = "us-east-1") -> Stack:
    """One stack of several examples, each under names of its own."""
    stack = Stack(project="example", name="prod", region=region)
    for place, part in enumerate(parts):
        for resource in stack_of(part).resources:
            uses = resource.property_dependencies.items()
            resource.property_dependencies = {key: tuple(f"{urn}-{place}" for urn in urns) for key, urns in uses}
            resource.urn, resource.name = f"{resource.urn}-{place}", f"{resource.name}-{place}"
            resource.inputs["tags"] = {"Owner": f"team-{place % 2}"}
            stack.resources.append(resource)
    return stack


def priced(stack: Stack, usage: Usage | None = None, currency: Currency | None = None) -> Estimate:
    return estimate(
        items_of(stack),
        project="example",
        stack="prod",
        region=stack.region,
        usage=usage,
        currency=currency,
        today=TODAY,
    )


def ends(range_: Range) -> list[Decimal]:
    return list(range_.ends)


def at_most(less: Range, more: Range) -> bool:
    return all(one <= other for one, other in zip(less.ends, more.ends, strict=True))


@pytest.mark.parametrize("example", [example for example in PLAIN if len(example.resources) > 1], ids=str)
def test_what_an_example_is_without_one_of_its_resources_never_costs_more(example: Example) -> None:
    usage, whole = Usage("production"), stack_of(example)
    found = priced(whole, usage)
    billable = {one.item.urn for one in found.charges if one.amounts.high}
    for left_out in billable:
        rest = stack_of(example)
        rest.resources = [resource for resource in rest.resources if resource.urn != left_out]
        assert at_most(priced(rest, usage).total(), found.total()), left_out


@settings(max_examples=150)
@given(parts=some, one=st.sampled_from(PLAIN), region=st.sampled_from(REGIONS), profile=st.sampled_from(PROFILES))
def test_a_resource_more_never_lowers_the_total(parts: list[Example], one: Example, region: str, profile: Any) -> None:
    usage = Usage(profile)
    before, after = (priced(together(several, region), usage) for several in (parts, [*parts, one]))

    assert at_most(before.total(), after.total())
    assert len(after.unpriced) >= len(before.unpriced)


@settings(max_examples=150)
@given(parts=some, profile=st.sampled_from(PROFILES))
def test_low_is_at_most_the_expected_and_that_at_most_high(parts: list[Example], profile: Any) -> None:
    found = priced(together(parts), Usage(profile))

    assert all(ends(one.amounts) == sorted(ends(one.amounts)) for one in found.charges)
    assert all(one.amounts.low >= 0 for one in found.charges)


@settings(max_examples=100)
@given(part=st.sampled_from(PLAIN), on=st.lists(hours, min_size=2, max_size=2).map(sorted))
def test_fewer_hours_never_raise_the_total(part: Example, on: list[Decimal]) -> None:
    stack = together([part])

    def given_hours(number: Decimal) -> Usage:
        given = {resource.name: {HOURS_ON: Range.of(number)} for resource in stack.resources}
        return Usage(files=[UsageFile(name="usage.yaml", types={}, resources=given)])

    fewer, more = (priced(stack, given_hours(number)).total() for number in on)
    assert at_most(fewer, more)


def service(count: int, *actions: tuple[str, int]) -> Example:
    """A service of *count* tasks with scheduled actions: when, and how many tasks from then on."""
    target = {
        "serviceNamespace": "ecs",
        "scalableDimension": "ecs:service:DesiredCount",
        "resourceId": "service/${cluster.name}/${web.name}",
    }
    resources = [
        TASK,
        {"type": "aws:ecs/cluster:Cluster", "name": "cluster", "properties": {"name": "cluster"}},
        {
            "type": "aws:ecs/service:Service",
            "name": "web",
            "properties": {
                "name": "web",
                "cluster": "${cluster.arn}",
                "taskDefinition": "${task.arn}",
                "desiredCount": count,
                "launchType": "FARGATE",
            },
        },
        {
            "type": "aws:appautoscaling/target:Target",
            "name": "scaling",
            "properties": {**target, "minCapacity": count, "maxCapacity": count},
        },
    ]
    for place, (schedule, tasks) in enumerate(actions):
        action = {"minCapacity": tasks, "maxCapacity": tasks}
        properties = {**target, "schedule": schedule, "timezone": "Europe/Dublin", "scalableTargetAction": action}
        type_ = "aws:appautoscaling/scheduledAction:ScheduledAction"
        resources.append({"type": type_, "name": f"action-{place}", "properties": properties})
    return Example(file="", case="service", resources=resources)


@settings(max_examples=100)
@given(
    count=st.integers(1, 20),
    lower=st.integers(0, 20),
    start=st.integers(0, 23),
    end=st.integers(0, 23),
    days=st.sampled_from(["*", "MON-FRI", "SAT,SUN"]),
)
def test_a_schedule_never_raises_the_total(count: int, lower: int, start: int, end: int, days: str) -> None:
    fewer = min(lower, count)
    scheduled = service(count, (f"cron(0 {start} ? * {days} *)", count), (f"cron(30 {end} ? * * *)", fewer))

    assert at_most(priced(stack_of(scheduled)).total(), priced(stack_of(service(count))).total())


def database(*switches: tuple[str, str]) -> Example:
    """A database with schedules that switch it: the operation, and when."""
    instance = {
        "identifier": "main",
        "engine": "postgres",
        "engineVersion": "17.6",
        "instanceClass": "db.t4g.medium",
        "allocatedStorage": 20,
    }
    resources = [{"type": "aws:rds/instance:Instance", "name": "main", "properties": instance}]
    for place, (operation, when) in enumerate(switches):
        target = {"arn": f"arn:aws:scheduler:::aws-sdk:rds:{operation}", "input": '{"DbInstanceIdentifier": "main"}'}
        properties = {"scheduleExpression": when, "scheduleExpressionTimezone": "Asia/Singapore", "target": target}
        type_ = "aws:scheduler/schedule:Schedule"
        resources.append({"type": type_, "name": f"switch-{place}", "properties": properties})
    return Example(file="", case="database", resources=resources)


@settings(max_examples=100)
@given(stop=st.integers(0, 23), start=st.integers(0, 23), days=st.sampled_from(["*", "MON-FRI", "SAT,SUN"]))
def test_a_database_that_is_stopped_never_costs_more(stop: int, start: int, days: str) -> None:
    stopped = database(
        ("stopDBInstance", f"cron(15 {stop} ? * * *)"), ("startDBInstance", f"cron(0 {start} ? * {days} *)")
    )

    assert at_most(priced(stack_of(stopped)).total(), priced(stack_of(database())).total())


@settings(max_examples=150)
@given(parts=some, rate=rates)
def test_the_total_is_the_sum_of_the_shown_lines_in_any_currency(parts: list[Example], rate: Decimal) -> None:
    found = priced(together(parts), currency=Currency("EUR", rate))
    shown = [sum((one.amounts.ends[end] for one in found.charges), Decimal(0)) for end in range(3)]

    assert ends(found.total()) == shown
    assert all(end == cents(end) for one in found.charges for end in one.amounts.ends)
    assert ends(found.total("hourly") + found.total("capacity") + found.total("usage")) == shown


@settings(max_examples=150)
@given(parts=some, rate=rates)
def test_a_line_is_its_exact_amount_rounded_half_up(parts: list[Example], rate: Decimal) -> None:
    for one in priced(together(parts), currency=Currency("EUR", rate)).charges:
        exact = one.line.exact
        assert ends(one.amounts) == [cents(end * rate) for end in exact.ends]
        assert ends(one.usd) == [cents(end) for end in exact.ends]
        assert all(abs(shown - end) <= Decimal("0.005") for shown, end in zip(one.usd.ends, exact.ends, strict=True))


@settings(max_examples=150)
@given(parts=some, by=st.sampled_from([*BY, "tag:Owner", "tag:CostCenter"]), rate=rates)
def test_groups_sum_to_the_total(parts: list[Example], by: str, rate: Decimal) -> None:
    found = priced(together(parts), currency=Currency("EUR", rate))
    several = groups(found, by)

    assert Range.total(group.total() for group in several) == found.total()
    assert Range.total(group.usd for group in several) == found.usd
    assert sum(len(group.charges) for group in several) == len(found.charges)


@settings(max_examples=50)
@given(parts=some)
def test_a_year_is_twelve_months(parts: list[Example]) -> None:
    found = priced(together(parts))

    assert found.yearly == found.total() * MONTHS


@settings(max_examples=50)
@given(parts=some)
def test_every_resource_is_priced_free_or_named(parts: list[Example]) -> None:
    stack = together(parts)
    found = priced(stack)

    named = {one.item.urn for one in found.charges} | {one.urn for one in found.unpriced}
    assert len(named) + sum(found.free.values()) == len(stack.resources)
