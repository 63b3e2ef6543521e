"""A schedule's arguments name what can be switched, once."""

from __future__ import annotations

import pytest

from components.off_hours import MachineGroup, ScalableService, StoppableDatabase
from components.schedule import ScheduleArgs, WorkingHours

HOURS = WorkingHours(timezone="Europe/Dublin", start="07:00", stop="20:00")
API = ScalableService(resource_id="service/main/api", min=1, max=2)
ORDERS = StoppableDatabase(identifier="orders", arn="arn:orders")
NODES = MachineGroup(name="nodes", arn="arn:nodes", min=1, max=3, desired=2)


def refusal(scope, **given):
    with pytest.raises(ValueError) as refused:  # noqa: PT011 - the whole message is compared
        ScheduleArgs(scope=scope, hours=HOURS, **given)
    return str(refused.value)


def test_may_be_any_one_of_the_three_kinds(scope):
    for kind in ({"services": {"api": API}}, {"databases": {"orders": ORDERS}}, {"groups": {"nodes": NODES}}):
        ScheduleArgs(scope=scope, hours=HOURS, **kind)


def test_must_be_something(scope):
    assert refusal(scope) == "a schedule needs something to switch off: give services, databases or groups"


def test_are_refused_with_one_name_for_two_things(scope):
    assert refusal(scope, services={"orders": API}, databases={"orders": ORDERS}) == (
        "given more than once among services, databases and groups: orders: rename one"
    )


def test_are_refused_with_a_service_that_has_schedules_of_its_own(scope):
    own = ScalableService(resource_id="service/main/api", min=1, max=2, own_schedules=("evening", "morning"))
    assert refusal(scope, services={"api": own}) == (
        "service 'api' has schedules of its own (evening, morning), and one would undo the other: drop them, or leave "
        "the service out"
    )


def test_are_refused_with_a_database_that_can_not_be_stopped(scope):
    source = StoppableDatabase(identifier="orders", arn="arn:orders", replicas=("reporting",))
    assert refusal(scope, databases={"orders": source}).startswith("database 'orders' has read replicas (reporting)")


@pytest.mark.parametrize(
    ("window", "value"), [("backup_window", "02:00-03:00"), ("maintenance_window", "sun:03:30-sun:04:30")]
)
def test_are_refused_with_a_database_that_nobody_looks_after(scope, window, value):
    database = StoppableDatabase(identifier="orders", arn="arn:orders", **{window: value})
    assert refusal(scope, databases={"orders": database}).startswith(f"{window} must be within working hours")


def test_are_refused_with_more_alarms_than_one_rule_mutes(scope):
    names = [f"alarm-{number}" for number in range(101)]
    assert refusal(scope, services={"api": API}, muted_alarms=names) == (
        "muted_alarms must be at most 100, which CloudWatch takes, got 101: name those only that fire because "
        "something is off"
    )
    ScheduleArgs(scope=scope, hours=HOURS, services={"api": API}, muted_alarms=names[:100])
