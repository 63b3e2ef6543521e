"""What scheduled actions set holds for as long as the calendar says, to the minute."""

from __future__ import annotations

import time
from datetime import datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stackwright.checks.cost import hours
from stackwright.checks.cost.hours import Action, held, shares

YEAR = 525_600
MORNING = "cron(0 7 ? * MON-FRI *)"
EVENING = "cron(0 20 * * ? *)"
NAMES = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"]

hours_of_a_day = st.sets(st.integers(0, 23), min_size=1, max_size=3)


def listed(values):
    return ",".join(map(str, sorted(values)))


@st.composite
def crons(draw):
    """An expression that fires at full hours, and the same said in Python."""
    at = draw(hours_of_a_day)
    months = draw(st.sets(st.integers(1, 12), min_size=1))
    years = draw(
        st.sampled_from([("*", None), ("2026-2027", {2026, 2027}), ("2027,2199", {2027, 2199}), ("2026", {2026})])
    )
    if draw(st.booleans()):
        weekdays = draw(st.sets(st.integers(0, 6), min_size=1))
        day, weekday = "?", ",".join(NAMES[number] for number in sorted(weekdays))
        fits = lambda moment: moment.isoweekday() % 7 in weekdays  # noqa: E731
    else:
        dates = draw(st.sets(st.integers(1, 31), min_size=1))
        day, weekday = listed(dates), "?"
        fits = lambda moment: moment.day in dates  # noqa: E731

    def fires(moment):
        in_year = years[1] is None or moment.year in years[1]
        return in_year and moment.month in months and moment.hour in at and fits(moment)

    return f"cron(0 {listed(at)} {day} {listed(months)} {weekday} {years[0]})", fires


@st.composite
def moments(draw):
    """A moment that comes once, and the same said in Python."""
    once = datetime(2026, 1, 1) + timedelta(hours=draw(st.integers(0, 2 * 365 * 24)))
    return f"at({once.isoformat()})", lambda moment: moment == once


def by_hand(schedules):
    """Walk 2027 hour by hour, as a clock does, from far enough before it; return index -> minutes."""
    found = dict.fromkeys(range(len(schedules) + 1), 0)
    moment, current = datetime(2019, 1, 1), 0
    while moment.year < 2028:
        for index, (_, fires) in enumerate(schedules, 1):
            if fires(moment):
                current = index
        if moment.year == 2027:
            found[current] += 60
        moment += timedelta(hours=1)
    return {index: minutes for index, minutes in found.items() if minutes}


@settings(max_examples=25, deadline=None)
@given(st.lists(crons() | moments(), min_size=1, max_size=4))
def test_as_a_walk_through_the_year_finds(schedules):
    actions = [Action(expression, index) for index, (expression, _) in enumerate(schedules, 1)]
    assert held(actions, start=0) == by_hand(schedules)


@settings(deadline=None)
@given(st.lists(crons() | moments(), max_size=4), st.sampled_from([2027, 2028]))
def test_and_all_of_it_makes_up_the_year(schedules, year):
    actions = [Action(expression, index) for index, (expression, _) in enumerate(schedules, 1)]
    minutes = held(actions, start=0, year=year)
    assert sum(minutes.values()) == (YEAR if year == 2027 else YEAR + 24 * 60)
    assert abs(sum(shares(actions, start=0, year=year).values()) - 1) < Decimal("1e-25")


def test_on_working_days_from_seven_to_eight():
    actions = [Action(MORNING, "on", "Europe/Dublin"), Action(EVENING, "off", "Europe/Dublin")]
    # 2027 has 261 days from Monday to Friday.
    assert held(actions, start="on") == {"on": 261 * 13 * 60, "off": YEAR - 261 * 13 * 60}


def test_the_same_at_any_place_of_one_clock(monkeypatch):
    monkeypatch.setattr(hours, "ZoneInfo", None)
    somewhere, nowhere = (
        held([Action(MORNING, 1, zone), Action(EVENING, 0, zone)], start=1) for zone in ("Asia/Kolkata", "Not/Known")
    )
    assert somewhere == nowhere


def test_from_the_first_time_on_where_nothing_was_before():
    assert held([Action("at(2027-07-02T12:00:00)", (0, 0))], start=(1, 2)) == {(1, 2): YEAR // 2, (0, 0): YEAR // 2}
    assert held([Action("at(2027-07-02T12:00)", 0)], start=1) == {1: YEAR // 2, 0: YEAR // 2}


def test_all_year_where_it_was_set_before_and_never_again():
    assert held([Action("at(2024-01-01T00:00:00)", 0)], start=1) == {0: YEAR}
    assert held([Action("cron(0 0 29 2 ? *)", 0)], start=1) == {0: YEAR}
    assert held([Action("at(2028-01-01T00:00:00)", 0)], start=1) == {1: YEAR}


def test_at_the_start_of_the_year_what_the_year_before_ended_with():
    actions = [Action("cron(0 0 1 12 ? *)", "winter"), Action("cron(0 0 1 3 ? *)", "summer")]
    assert held(actions, start="unset") == {"winter": (31 + 28 + 31) * 1440, "summer": YEAR - 90 * 1440}


def test_every_so_often_from_the_years_first_minute_on():
    assert held([Action("rate(12 hours)", 1), Action("cron(0 6 * * ? *)", 0)], start=9) == {
        1: YEAR * 3 // 4,
        0: YEAR // 4,
    }
    assert held([Action("rate(1 day)", 1)], start=9) == {1: YEAR}


def test_by_the_later_of_two_at_the_same_minute():
    actions = [Action(MORNING, "on"), Action(EVENING, "off"), Action("at(2027-03-17T07:00:00)", "off")]
    assert held(actions, start="on")["on"] == 260 * 13 * 60


def test_in_one_figure_where_several_actions_set_one_value():
    assert held([Action("cron(0 1 * * ? *)", 5), Action("cron(0 2 * * ? *)", 5)], start=5) == {5: YEAR}


def test_where_time_zones_differ_each_by_its_own_clock():
    # Two hours a day in winter and three in summer: Dublin is then an hour ahead of UTC. On 28 March the clock goes
    # forward at 01:00 and on 31 October back.
    actions = [Action("cron(0 7 * * ? *)", "on", "Europe/Dublin"), Action("cron(0 9 * * ? *)", "off", "UTC")]
    summer = (datetime(2027, 10, 31) - datetime(2027, 3, 28)).days
    assert held(actions, start="off")["on"] == (summer * 3 + (365 - summer) * 2) * 60


def test_where_time_zones_differ_not_at_a_time_that_the_clock_skips():
    actions = [
        Action("at(2027-03-28T01:30:00)", "on", "Europe/Dublin"),
        Action("at(2027-06-01T00:00:00)", "off", "UTC"),
    ]
    assert "on" not in held(actions, start="off")


@settings(max_examples=10, deadline=None)
@given(st.sets(st.integers(3, 22), min_size=1), st.integers(0, 23))
def test_where_time_zones_differ_as_a_walk_through_the_year_finds(there, here):
    actions = [
        Action(f"cron(0 {listed(there)} * * ? *)", "there", "America/New_York"),
        Action(f"cron(0 {here} * * ? *)", "here", "UTC"),
    ]
    found, current, zone = {"there": 0, "here": 0}, "unset", ZoneInfo("America/New_York")
    moment = datetime(2026, 12, 1, tzinfo=ZoneInfo("UTC"))
    while moment.year < 2028:
        if moment.astimezone(zone).hour in there:
            current = "there"
        if moment.hour == here:
            current = "here"
        if moment.year == 2027:
            found[current] += 60
        moment += timedelta(hours=1)
    assert held(actions, start="unset") == {value: minutes for value, minutes in found.items() if minutes}


@pytest.mark.parametrize(
    ("actions", "reason"),
    [
        ([Action("cron(0 7 * * ?)", 1)], "'cron(0 7 * * ?)' must have six fields, and has 5"),
        ([Action("rate(2 weeks)", 1)], "'rate(2 weeks)' must have five fields, and has 2"),
        ([Action("at(2027-02-30T07:00:00)", 1)], "'at(2027-02-30T07:00:00)' cannot be evaluated: "),
        (
            [Action(MORNING, 1, "Europe/Dublim"), Action(EVENING, 0)],
            "'Europe/Dublim' is no time zone that this machine knows",
        ),
    ],
)
def test_or_it_says_what_cannot_be_evaluated(actions, reason):
    with pytest.raises(ValueError) as refused:  # noqa: PT011 - the message is compared
        held(actions, start=1)
    assert str(refused.value).startswith(reason)


def test_within_milliseconds_for_a_typical_stack():
    zone = "Europe/Dublin"
    dates = "1-4,7-11,14-18,21-24,29-31"
    starts = [
        "cron(0 7 ? * MON-FRI 1970-2025,2028-2199)",
        "cron(0 7 ? 2-12 MON-FRI 2027)",
        f"cron(0 7 {dates} 12 ? 2026)",
    ]
    service = [*(Action(expression, (1, 2), zone) for expression in starts), Action(EVENING, (0, 0), zone)]
    database = [Action(expression.replace("0 7", "40 6"), "on", zone) for expression in starts]
    database.append(Action("cron(10 20 * * ? *)", "off", zone))
    hours._lengths.cache_clear()
    before = time.process_time()
    for actions in (service, service, service, database):
        held(actions, start=actions[0].value)
    # A tenth of this is usual; the rest is for a busy machine.
    assert time.process_time() - before < 0.02


def open_together(*windows):
    found = hours.together([(start, end, zone) for start, end, zone in windows])
    return {tuple(sorted(places)): part for places, part in found.items()}


def test_of_windows_that_are_open_together():
    working, early = ("0 7 * * *", "0 19 * * *", "UTC"), ("0 1 * * *", "0 13 * * *", "UTC")
    found = open_together(working, early)
    assert found == {(): Decimal("0.25"), (1,): Decimal("0.25"), (0, 1): Decimal("0.25"), (0,): Decimal("0.25")}


def test_of_a_window_that_is_open_as_the_year_begins():
    ((places, part), *others) = open_together(("0 0 1 12 *", "0 0 1 2 *", "UTC")).items()
    assert (places, part) == ((0,), Decimal(62) / 365)
    assert others == [((), Decimal(303) / 365)]


def test_of_no_windows_all_year():
    assert open_together() == {(): Decimal(1)}


def test_of_windows_in_the_same_way_as_of_actions():
    start, end, zone = "30 6 * * MON-FRI", "0 20 * * MON-FRI", "Europe/Dublin"
    found = open_together((start, end, zone), ("0 0 1 1 *", "0 1 1 1 *", "UTC"))
    part = sum(share for places, share in found.items() if 0 in places)
    assert (
        part
        == shares([Action(start, True, zone), Action(end, False, zone), Action("0 3 1 1 *", False)], start=False)[True]
    )


def test_of_windows_or_it_says_what_cannot_be_evaluated():
    with pytest.raises(ValueError, match="must have five fields"):
        open_together(("every day", "0 20 * * *", "UTC"))
