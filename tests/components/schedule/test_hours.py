"""Working hours are days, times and holidays that can be kept."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.schedule.hours import WEEKDAYS, WorkingHours, read_date, weekdays_of

OFFICE = {"timezone": "Europe/Dublin", "start": "07:00", "stop": "20:00"}
CHRISTMAS = date(2026, 12, 25)


def refusal(**changes):
    with pytest.raises(ValueError) as refused:  # noqa: PT011 - the whole message is compared
        WorkingHours(**{**OFFICE, **changes})
    return str(refused.value)


def test_are_monday_to_friday_unless_said_otherwise():
    hours = WorkingHours(**OFFICE)
    assert (hours.days, hours.holidays) == ("MON-FRI", ())
    assert (hours.begin, hours.end, hours.length) == (420, 1200, 780)


def test_are_not_kept_on_other_days_and_on_holidays():
    hours = WorkingHours(**OFFICE, holidays=(CHRISTMAS,))
    week = [date(2026, 12, day) for day in range(20, 27)]
    assert [day.day for day in week if hours.is_working_day(day)] == [21, 22, 23, 24]


@pytest.mark.parametrize(
    ("days", "numbers"),
    [
        ("MON-FRI", {1, 2, 3, 4, 5}),
        ("SUN-THU", {0, 1, 2, 3, 4}),
        ("FRI-MON", {5, 6, 0, 1}),
        ("MON,WED,SAT-SUN", {1, 3, 6, 0}),
    ],
)
def test_are_on_days_by_name(days, numbers):
    assert weekdays_of(days) == numbers


@given(st.sampled_from(WEEKDAYS), st.sampled_from(WEEKDAYS))
def test_are_on_every_day_of_a_range(first, last):
    days = weekdays_of(f"{first}-{last}")
    following = {(day + 1) % 7 for day in days}
    assert {WEEKDAYS.index(first), WEEKDAYS.index(last)} <= days
    assert following - days <= {(WEEKDAYS.index(last) + 1) % 7}


@pytest.mark.parametrize("days", ["", "mon-fri", "MON-", "-FRI", "MON-FRI-SUN", "1-5", "*", "MON, TUE", "MON,"])
def test_are_refused_on_days_that_no_name_says(days):
    assert refusal(days=days) == f"days must be names such as MON-FRI or MON,WED, got {days!r}"


@pytest.mark.parametrize("time", ["7:00", "24:00", "07:60", "0700", "07:00:00", ""])
@pytest.mark.parametrize("field", ["start", "stop"])
def test_are_refused_at_what_is_no_time(field, time):
    assert (
        refusal(**{field: time})
        == f"{field} must be a time of day, got {time!r}: write for instance '07:00', in quotes"
    )


@pytest.mark.parametrize(("field", "time"), [("start", "00:59"), ("stop", "23:01")])
def test_are_refused_too_near_midnight(field, time):
    assert refusal(**{field: time}) == (
        f"{field} must be from 01:00 to 23:00, since databases start before and stop after it on the same day, "
        f"got {time!r}: move it"
    )


@pytest.mark.parametrize("stop", ["07:59", "07:00", "06:00"])
def test_are_refused_where_they_end_before_anything_is_up(stop):
    assert refusal(stop=stop) == f"stop must be at least an hour after start (07:00), got {stop!r}"


def test_are_taken_from_the_first_to_the_last_time_and_for_an_hour():
    assert WorkingHours(**{**OFFICE, "start": "01:00", "stop": "23:00"}).length == 22 * 60
    assert WorkingHours(**{**OFFICE, "stop": "08:00"}).length == 60


def test_are_refused_in_no_time_zone():
    assert refusal(timezone="CET+1") == "timezone must be 'UTC' or a name such as 'Europe/Berlin', got 'CET+1'"


def test_are_refused_with_a_holiday_of_another_century():
    assert (
        refusal(holidays=(date(1926, 12, 25),)) == "holiday must be of this century, got 1926-12-25: correct its year"
    )


def test_are_refused_with_one_holiday_twice():
    assert refusal(holidays=(CHRISTMAS, CHRISTMAS)) == (
        "holidays must be different days, got 2026-12-25 more than once: remove one"
    )


def test_are_refused_with_holidays_of_too_many_years():
    days = tuple(date(year, 12, 25) for year in range(2026, 2037))
    assert refusal(holidays=days) == "holidays must be of at most 10 years, got 11: remove those past"


def test_know_a_date_when_they_see_one():
    assert read_date("2026-12-25") == CHRISTMAS


@pytest.mark.parametrize("text", ["2026-02-30", "25.12.2026", "20261225", "2026-12-25T00:00", "Christmas", ""])
def test_refuse_a_date_that_is_none(text):
    with pytest.raises(ValueError) as refused:  # noqa: PT011 - the whole message is compared
        read_date(text)
    assert str(refused.value) == f"holiday must be a date, got {text!r}: write for instance 2026-12-25"
