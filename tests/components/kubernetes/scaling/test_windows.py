"""Schedules become windows that have the same limits at every minute as Application Auto Scaling would."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from components.compute.spec import Scale, ScheduledScale
from components.kubernetes.scaling.moments import WEEK
from components.kubernetes.scaling.windows import Timetable, Window, timetable, weekly
from tests.components.kubernetes.scaling.clock import active, fires

SUNDAY = datetime(2026, 3, 1)
OFFICE = {
    "morning": ScheduledScale(cron="0 7 * * MON-FRI", min=2, max=6, timezone="Europe/Berlin"),
    "night": ScheduledScale(cron="0 20 * * MON-FRI", min=0, max=0, timezone="Europe/Berlin"),
}


def scale(**schedules):
    return Scale(min=2, max=6, schedules=schedules)


def at(cron, least, most, timezone="UTC"):
    return ScheduledScale(cron=cron, min=least, max=most, timezone=timezone)


@st.composite
def limits(draw):
    most = draw(st.integers(0, 4))
    return draw(st.integers(0, most)), most


@st.composite
def weekly_schedules(draw):
    minute, hour = st.sampled_from(["0", "30", "5,50", "*/20"]), st.sampled_from(["0", "7", "20", "8-10", "*/6", "23"])
    days = st.sampled_from(["*", "MON", "MON-FRI", "SAT,SUN", "WED", "FRI-SUN"])
    crons = draw(
        st.lists(st.tuples(minute, hour, days).map(lambda it: f"{it[0]} {it[1]} * * {it[2]}"), min_size=1, max_size=4)
    )
    return {f"s{number}": at(cron, *draw(limits())) for number, cron in enumerate(crons)}


def held(schedules):
    """Return the limits that hold at each minute of a week, as the schedule that fired last set them."""
    now = {name: fires(schedule.cron.replace("FRI-SUN", "SUN,FRI-SAT")) for name, schedule in schedules.items()}
    last, found = None, []
    for minute in range(2 * WEEK):
        when = SUNDAY + timedelta(minutes=minute)
        last = next((schedules[name] for name in schedules if now[name](when)), last)
        found.append((last.min, last.max) if last else None)
    return found[WEEK:]


def asked(table, begin=SUNDAY, minutes=WEEK, ahead=WEEK):
    """Return (fewest pods, whether any may run) at each minute."""
    floors = [(window.pods, active(window, begin, minutes, ahead=ahead)) for window in table.floors]
    opens = [active(window, begin, minutes, ahead=ahead) for window in table.opens]
    found = []
    for minute in range(minutes):
        least = max([table.least, *(pods for pods, on in floors if on[minute])])
        may = not table.off or least > 0 or any(on[minute] for on in opens)
        found.append((least, may))
    return found


@settings(max_examples=40)
@given(weekly_schedules())
def test_every_minute_of_a_week_has_the_floor_of_the_schedule_that_was_last(schedules):
    try:
        table = timetable(Scale(min=1, max=4, schedules=schedules))
    except ValueError as refused:
        assume(re.search("both begin|switch the service off", str(refused)) is None)
        raise
    expected = held(schedules)
    assert asked(table) == [(low, high > 0) for low, high in expected]
    assert table.most == max(high for _, high in expected)
    assert set(table.lowered) == {high for _, high in expected} - {0, table.most}
    assert table.idle == any(low == 0 < high for low, high in expected)


def test_without_schedules_the_limits_are_those_at_all_times():
    assert timetable(Scale(min=2, max=6)) == Timetable(least=2, most=6)
    assert timetable(Scale(min=0, max=6)).idle


def test_a_service_that_is_off_at_night_has_a_window_by_day():
    assert timetable(scale(**OFFICE)) == Timetable(
        least=0,
        most=6,
        floors=(Window(start="0 7 * * MON-FRI", end="0 20 * * MON-FRI", timezone="Europe/Berlin", pods=2),),
        off=True,
    )


def test_where_none_has_to_run_but_one_may_there_is_a_window_too():
    table = timetable(scale(day=at("0 7 * * *", 0, 6), night=at("0 20 * * *", 0, 0)))
    assert table == Timetable(
        least=0, most=6, opens=(Window(start="0 7 * * *", end="0 20 * * *", timezone="UTC", pods=1),), off=True
    )
    assert table.idle


def test_a_window_may_last_over_the_weekend():
    table = timetable(scale(weekend=at("0 20 * * FRI", 1, 6), week=at("0 7 * * MON", 3, 6)))
    assert table == Timetable(
        least=1, most=6, floors=(Window(start="0 7 * * MON", end="0 20 * * FRI", timezone="UTC", pods=3),)
    )


def test_the_maximum_is_the_highest_and_others_are_told():
    assert timetable(scale(rush=at("0 8 * * *", 4, 9), calm=at("0 20 * * *", 1, 3))) == Timetable(
        least=1,
        most=9,
        floors=(Window(start="0 8 * * *", end="0 20 * * *", timezone="UTC", pods=4),),
        lowered=(3,),
    )


def test_one_schedule_holds_at_all_times_once_it_came():
    assert timetable(scale(always=at("0 0 1 1 *", 3, 5))) == Timetable(least=3, most=5)


def test_two_that_take_turns_follow_each_other_through_the_year():
    table = timetable(scale(closing=at("0 0 28 * *", 4, 9), rest=at("0 6 2 * *", 2, 9)))
    assert table == Timetable(
        least=2, most=9, floors=(Window(start="0 0 28 * *", end="0 6 2 * *", timezone="UTC", pods=4),)
    )
    day = 24 * 60
    found = asked(table, datetime(2026, 2, 20), 15 * day, ahead=40 * day)
    assert [least for least, _ in found] == [
        4 if 8 * day <= minute < 10 * day + 360 else 2 for minute in range(15 * day)
    ]


def test_of_two_that_take_turns_one_may_switch_off():
    table = timetable(scale(on=at("0 7 1-5 * *", 0, 2), off=at("0 19 1-5 * *", 0, 0)))
    assert table == Timetable(
        least=0, most=2, opens=(Window(start="0 7 1-5 * *", end="0 19 1-5 * *", timezone="UTC", pods=1),), off=True
    )


@pytest.mark.parametrize(
    ("schedules", "message"),
    [
        (
            {"day": at("0 7 * * *", 1, 2), "rush": at("0 7 * * MON", 2, 3)},
            "schedules 'day' and 'rush' both begin on MON at 07:00, and nobody can say which holds: move one",
        ),
        (
            {"day": at("0 7 * * *", 1, 2), "night": at("0 20 * * *", 2, 3, "Europe/Berlin")},
            "schedules 'day', 'night' are in different time zones (Europe/Berlin, UTC), and a window has one: write "
            "all in the same",
        ),
        (
            {"a": at("0 0 31 * *", 1, 2), "b": at("0 0 1 * *", 2, 3)},
            "schedules 'a', 'b' do not say which of them holds when, as far as an autoscaler in a cluster can tell: "
            "write days of the week only, or two schedules that take turns",
        ),
        (
            {"a": at("0 0 1 * *", 1, 2), "b": at("0 0 5 * *", 2, 3), "c": at("0 0 9 * *", 1, 2)},
            "schedules 'a', 'b', 'c' do not say which of them holds when",
        ),
        (
            {"night": at("0 20 * * *", 0, 0)},
            "schedules 'night' switch the service off and none switches it on: add one",
        ),
    ],
)
def test_what_no_window_says_is_refused_with_what_to_write(schedules, message):
    with pytest.raises(ValueError, match=re.escape(message)):
        timetable(scale(**schedules))


def test_two_that_begin_at_once_with_the_same_limits_are_one():
    schedules = {"day": at("0 7 * * *", 2, 3), "rush": at("0 7 * * MON", 2, 3), "night": at("0 20 * * *", 1, 3)}
    assert timetable(scale(**schedules)).floors == (
        Window(start="0 7 * * *", end="0 20 * * *", timezone="UTC", pods=2),
    )


@given(st.integers(0, 1439), st.sets(st.integers(0, 6), min_size=1))
def test_a_minute_of_some_days_is_a_cron_that_fires_then(minute, days):
    now = fires(weekly(minute, days))
    for day in range(7):
        assert now(SUNDAY + timedelta(days=day, minutes=minute)) == (day in days)
