"""What AWS is told keeps working hours, whatever they are, and fires at no other time."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from components.schedule.hours import WEEKDAYS, WorkingHours
from components.schedule.plan import Silence, Switch, compact, silences, switches
from stackwright.checks.cost.cron import read

OFFICE = {"timezone": "Europe/Dublin", "start": "07:00", "stop": "20:00"}
HOLIDAYS = (date(2026, 12, 25), date(2026, 12, 26), date(2026, 12, 28), date(2027, 1, 1))


def clock(minute):
    return f"{minute // 60:02}:{minute % 60:02}"


@st.composite
def working_hours(draw, holidays=True):
    begin = draw(st.integers(60, 22 * 60))
    end = draw(st.integers(begin + 60, 23 * 60))
    days = draw(st.sets(st.sampled_from(WEEKDAYS), min_size=1))
    off = draw(st.sets(st.dates(date(2026, 1, 1), date(2030, 12, 31)), max_size=12)) if holidays else ()
    return WorkingHours(
        timezone="Europe/Dublin", start=clock(begin), stop=clock(end), days=",".join(days), holidays=tuple(off)
    )


def moments(hours):
    """Any minute of some years, more often one of a holiday or of the day after."""
    days = st.dates(date(2025, 1, 1), date(2032, 12, 31))
    if hours.holidays:
        beside = st.builds(lambda day, more: day + timedelta(more), st.sampled_from(hours.holidays), st.integers(-1, 3))
        days = days | beside
    edges = [hours.begin - 1, hours.begin, hours.end - 1, hours.end]
    minutes = st.integers(0, 1439) | st.sampled_from(edges)
    return st.builds(
        lambda day, minute: datetime(day.year, day.month, day.day) + timedelta(minutes=minute), days, minutes
    )


def fired(switch, day):
    """Every time a switch fires on a day."""
    cron = read(switch.expression)
    minutes = cron.minutes if day.toordinal() in cron.days(day.year, day.month) else ()
    return [(datetime(day.year, day.month, day.day) + timedelta(minutes=minute), switch.on) for minute in minutes]


def is_on(planned, moment):
    """What the last time before, or at, a moment left: no day is without one."""
    days = (moment.date(), moment.date() - timedelta(1))
    last = max(event for switch in planned for day in days for event in fired(switch, day) if event[0] <= moment)
    return last[1]


@settings(deadline=None)
@given(st.data(), working_hours(), st.sampled_from([(0, 0), (20, 10)]))
def test_is_on_within_working_hours_and_off_at_any_other_minute(data, hours, margin):
    early, late = margin
    moment = data.draw(moments(hours))
    minute = moment.hour * 60 + moment.minute
    expected = hours.is_working_day(moment.date()) and hours.begin - early <= minute < hours.end + late
    assert is_on(switches(hours, early=early, late=late), moment) is expected


@settings(deadline=None)
@given(working_hours(), st.dates(date(2025, 1, 1), date(2032, 12, 31)))
def test_never_goes_on_and_off_in_one_minute_nor_on_twice_in_a_day(hours, day):
    times = [event for switch in switches(hours) for event in fired(switch, day)]
    assert len({moment for moment, _ in times}) == len(times) <= 2


@settings(deadline=None)
@given(working_hours())
def test_goes_off_every_day_so_that_what_was_turned_on_meanwhile_goes_off_again(hours):
    stop = next(switch for switch in switches(hours) if not switch.on)
    assert stop == Switch("stop", f"cron({hours.end % 60} {hours.end // 60} * * ? *)", on=False)
    assert [switch.key for switch in switches(hours) if not switch.on] == ["stop"]


def test_of_an_ordinary_week_is_two_lines():
    assert switches(WorkingHours(**OFFICE)) == (
        Switch("stop", "cron(0 20 * * ? *)", on=False),
        Switch("start", "cron(0 7 ? * MON-FRI *)", on=True),
    )


def test_of_years_with_holidays_names_the_days_of_their_months():
    assert switches(WorkingHours(**OFFICE, holidays=HOLIDAYS), early=20, late=10) == (
        Switch("stop", "cron(10 20 * * ? *)", on=False),
        Switch("start", "cron(40 6 ? * MON-FRI 1970-2025,2028-2199)", on=True),
        Switch("start-2026", "cron(40 6 ? 1-11 MON-FRI 2026,2199)", on=True),
        Switch("start-2026-12", "cron(40 6 1-4,7-11,14-18,21-24,29-31 12 ? 2026,2199)", on=True),
        Switch("start-2027", "cron(40 6 ? 2-12 MON-FRI 2027,2199)", on=True),
        Switch("start-2027-01", "cron(40 6 4-8,11-15,18-22,25-29 1 ? 2027,2199)", on=True),
    )


def test_leaves_out_what_a_holiday_at_the_weekend_changes():
    saturday = date(2026, 12, 26)
    assert switches(WorkingHours(**OFFICE, holidays=(saturday,))) == switches(WorkingHours(**OFFICE))


def test_leaves_out_a_month_and_a_year_without_a_day_of_work():
    january = tuple(date(2027, 1, day) for day in range(1, 32))
    assert [switch.key for switch in switches(WorkingHours(**OFFICE, holidays=january))] == [
        "stop",
        "start",
        "start-2027",
    ]
    mondays = tuple(day for number in range(365) if (day := date(2027, 1, 1) + timedelta(number)).weekday() == 0)
    hours = WorkingHours(**{**OFFICE, "days": "MON"}, holidays=mondays)
    assert [switch.key for switch in switches(hours)] == ["stop", "start"]


@settings(deadline=None)
@given(working_hours(), st.dates(date(2026, 1, 1), date(2030, 12, 31)))
def test_gives_no_time_another_name_because_a_holiday_was_added(hours, day):
    more = WorkingHours(
        timezone=hours.timezone,
        start=hours.start,
        stop=hours.stop,
        days=hours.days,
        holidays=tuple({*hours.holidays, day}),
    )
    before = {switch.key: switch.expression for switch in switches(hours)}
    after = {switch.key: switch.expression for switch in switches(more)}
    changed = {key for key in before.keys() & after.keys() if before[key] != after[key]}
    assert changed <= {"start", f"start-{day.year}", f"start-{day.year}-{day.month:02}"}


@settings(deadline=None)
@given(working_hours())
def test_is_never_longer_than_aws_takes_and_never_over(hours):
    for switch in switches(hours, early=20, late=10):
        assert len(switch.expression) <= 256
        years = read(switch.expression).years
        assert years is None or 2199 in years


def test_is_silent_from_one_day_until_the_next_has_begun():
    assert silences(WorkingHours(**OFFICE), grace=30) == (
        Silence("1", "cron(0 20 * * MON,TUE,WED,THU)", "PT11H30M"),
        Silence("3", "cron(0 20 * * FRI)", "P2DT11H30M"),
        Silence("morning", "cron(0 6 * * MON,TUE,WED,THU,FRI)", "PT1H30M"),
    )


def test_is_silent_all_week_but_on_its_one_day():
    hours = WorkingHours(timezone="UTC", start="09:15", stop="17:45", days="WED")
    assert silences(hours, grace=0) == (
        Silence("7", "cron(45 17 * * WED)", "P6DT15H30M"),
        Silence("morning", "cron(15 8 * * WED)", "PT1H0M"),
    )


def test_is_silent_until_the_day_has_begun_also_when_the_clock_has_gone_back():
    friday, monday = datetime(2026, 10, 23, 20, 0), datetime(2026, 10, 26)
    _, weekend, morning = silences(WorkingHours(**OFFICE), grace=30)
    assert (weekend.expression, weekend.duration) == ("cron(0 20 * * FRI)", "P2DT11H30M")
    hour_that_came_twice = timedelta(hours=1)
    over = friday + timedelta(days=2, hours=11, minutes=30) - hour_that_came_twice
    assert over == monday.replace(hour=6, minute=30)
    assert (morning.expression, morning.duration) == ("cron(0 6 * * MON,TUE,WED,THU,FRI)", "PT1H30M")


@settings(deadline=None)
@given(st.data(), working_hours(holidays=False))
def test_is_silent_at_any_minute_that_is_off_and_at_no_other(data, hours):
    moment = data.draw(moments(hours))
    minute = moment.hour * 60 + moment.minute
    muted = False
    for silence in silences(hours, grace=0):
        cron = read(silence.expression.removeprefix("cron(").removesuffix(")"))
        days, spent, rest = re.fullmatch(r"P(?:(\d+)D)?T(\d+)H(\d+)M", silence.duration).groups(default=0)
        length = timedelta(days=int(days), hours=int(spent), minutes=int(rest))
        for ago in range(8):
            day = moment.date() - timedelta(ago)
            if day.toordinal() in cron.days(day.year, day.month):
                begin = datetime(day.year, day.month, day.day) + timedelta(minutes=cron.minutes[0])
                muted = muted or begin <= moment < begin + length
    assert muted is not (hours.is_working_day(moment.date()) and hours.begin <= minute < hours.end)


@given(st.sets(st.integers(1, 31), min_size=1))
def test_writes_numbers_as_ranges_and_loses_none(numbers):
    written = compact(numbers)
    read_back = set()
    for part in written.split(","):
        first, _, last = part.partition("-")
        read_back |= set(range(int(first), int(last or first) + 1))
    assert read_back == numbers
    assert not re.search(r"(\d+),(\d+)", written) or all(
        int(second) - int(first) > 1 for first, second in re.findall(r"(\d+),(?=(\d+))", written)
    )
