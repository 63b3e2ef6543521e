"""Within working hours pods run, and outside them, and on holidays, none does."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from components.compute.spec import Scale, ScheduledScale
from components.kubernetes.scaling.hours import working_timetable
from components.kubernetes.scaling.windows import Holidays, Timetable, Window
from components.schedule.hours import WEEKDAYS, WorkingHours
from tests.components.kubernetes.scaling.clock import fires

OFFICE = {"timezone": "Europe/Dublin", "start": "07:00", "stop": "20:00"}


def window(start, end, pods=1):
    return Window(start=start, end=end, timezone="Europe/Dublin", pods=pods)


def on(days, when):
    """Tell whether *when* is within a window that starts and ends on the same day."""
    midnight = datetime.combine(when, time())
    moments = [midnight + timedelta(minutes=minute) for minute in range(1440)]
    starts, ends = fires(days.start), fires(days.end)
    started = [moment for moment in moments if moment <= when and starts(moment)]
    ended = [moment for moment in moments if moment <= when and ends(moment)]
    return len(started) > len(ended)


@st.composite
def working_hours(draw):
    begin = draw(st.integers(60, 22 * 60))
    end = draw(st.integers(begin + 60, 23 * 60))
    days = draw(st.sets(st.sampled_from(WEEKDAYS), min_size=1))
    off = draw(st.sets(st.dates(date(2026, 1, 1), date(2028, 12, 31)), max_size=12))
    return WorkingHours(
        timezone="Europe/Dublin",
        start=f"{begin // 60:02}:{begin % 60:02}",
        stop=f"{end // 60:02}:{end % 60:02}",
        days=",".join(days),
        holidays=tuple(off),
    )


@settings(max_examples=60)
@given(working_hours(), st.data())
def test_pods_run_at_a_minute_of_three_years_where_people_work(hours, data):
    days = st.dates(date(2026, 1, 1), date(2028, 12, 31))
    day = data.draw(days | st.sampled_from(hours.holidays) if hours.holidays else days)
    edges = [hours.begin - 1, hours.begin, hours.end - 1, hours.end]
    minute = data.draw(st.integers(0, 1439) | st.sampled_from(edges))
    when = datetime.combine(day, time()) + timedelta(minutes=minute)
    table = working_timetable(hours, Scale(min=2, max=4))
    away = any(
        on(holidays.week, when) and on(dates, when) for holidays in table.holidays for dates in holidays.dates.values()
    )
    assert (on(table.floors[0], when) and not away) == (hours.begin <= minute < hours.end and hours.is_working_day(day))


def test_there_is_one_window_with_as_many_as_the_service_has_at_least():
    assert working_timetable(WorkingHours(**OFFICE), Scale(min=2, max=4)) == Timetable(
        least=0, most=4, floors=(window("0 7 * * MON-FRI", "0 20 * * MON-FRI", 2),), off=True
    )


def test_a_service_that_needs_none_may_run_within_it():
    table = working_timetable(WorkingHours(**OFFICE, days="SUN-THU"), Scale(min=0, max=4))
    assert table == Timetable(least=0, most=4, opens=(window("0 7 * * SUN-THU", "0 20 * * SUN-THU"),), off=True)
    assert table.idle


def test_a_holiday_is_a_date_on_its_weekday_from_before_the_working_day_to_after_it():
    off = (date(2026, 12, 25), date(2026, 5, 1), date(2026, 4, 6), date(2026, 12, 26))
    table = working_timetable(WorkingHours(**OFFICE, holidays=off), Scale(min=2, max=4))
    assert table.holidays == (
        Holidays(
            weekday="MON",
            week=window("30 6 * * MON", "30 20 * * MON"),
            dates={4: window("30 6 6 4 *", "30 20 6 4 *")},
        ),
        Holidays(
            weekday="FRI",
            week=window("30 6 * * FRI", "30 20 * * FRI"),
            dates={5: window("30 6 1 5 *", "30 20 1 5 *"), 12: window("30 6 25 12 *", "30 20 25 12 *")},
        ),
    )


@given(st.dates(date(2024, 1, 1), date(2060, 12, 31)))
def test_a_holiday_is_not_taken_for_another_within_five_years(day):
    for years in range(1, 5):
        try:
            later = day.replace(year=day.year + years)
        except ValueError:  # The 29th of February.
            continue
        assert later.weekday() != day.weekday()


def test_schedules_of_its_own_are_refused():
    own = {"night": ScheduledScale(cron="0 20 * * *", min=0, max=0)}
    with pytest.raises(ValueError, match=r"schedules of its own \(night\).* drop them, or leave the service on"):
        working_timetable(WorkingHours(**OFFICE), Scale(min=2, max=4, schedules=own))
