"""A cron is read as the moments at which it fires, and written again so that KEDA reads the same."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.compute.cron import check_cron
from components.kubernetes.scaling.moments import DAY, WEEK, read, take_turns
from tests.components.kubernetes.scaling.clock import fires

NUMBERS = st.sampled_from(["*", "0", "7", "*/5", "2-6", "3-11/4", "5/2", "1,4-5", "9"])
WEEKDAYS = st.sampled_from(["*", "MON", "MON-FRI", "SUN,TUE-THU", "SAT,SUN"])
CRONS = st.builds(
    lambda minute, hour, day, month, weekday: f"{minute} {hour} {day} {month} {weekday if day == '*' else '*'}",
    NUMBERS,
    NUMBERS,
    NUMBERS.filter(lambda field: field != "0"),
    NUMBERS.filter(lambda field: field != "0"),
    WEEKDAYS,
)
SUNDAY = datetime(2026, 3, 1)


@given(CRONS, st.datetimes(datetime(2024, 1, 1), datetime(2032, 12, 31)))
def test_what_is_written_fires_when_what_was_read_does(cron, when):
    check_cron(cron)
    assert fires(str(read(cron)))(when) == fires(cron)(when)


@given(st.builds(lambda minute, hour, weekday: f"{minute} {hour} * * {weekday}", NUMBERS, NUMBERS, WEEKDAYS))
def test_a_weekly_one_fires_at_these_minutes_of_the_week(cron):
    assert read(cron).weekly
    now = fires(cron)
    assert read(cron).of_the_week == [minute for minute in range(WEEK) if now(SUNDAY + timedelta(minutes=minute))]


@pytest.mark.parametrize(
    ("cron", "written"),
    [
        ("0 7 * * FRI-MON", "0 7 * * SUN-MON,FRI-SAT"),
        ("*/20 7-9 * * *", "0,20,40 7-9 * * *"),
        ("30 6 1,15 */3 *", "30 6 1,15 1,4,7,10 *"),
    ],
)
def test_it_is_written_without_steps_and_without_a_range_over_the_end_of_the_week(cron, written):
    assert str(read(cron)) == written


@pytest.mark.parametrize("cron", ["0 7 1 * *", "0 7 * 2-12 MON"])
def test_one_with_days_or_months_is_not_weekly(cron):
    assert not read(cron).weekly


def test_a_range_of_numbers_that_goes_backwards_is_refused():
    with pytest.raises(ValueError, match="goes backwards, '22-4' in '22-4': write it as two"):
        read("0 22-4 * * *")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("0 0 1 * *", "0 0 5 * *"),
        ("0 0 31 12 *", "0 0 2 1 *"),
        ("0 7 29 2 *", "0 19 29 2 *"),
        ("0 7 * 6-8 *", "0 19 * 6-8 *"),
    ],
)
def test_two_take_turns_where_each_follows_the_other(one, other):
    assert take_turns(one, other)
    assert take_turns(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("0 0 31 * *", "0 0 1 * *"),  # After February comes the first of March, with no 31st between.
        ("0 0 1 * *", "0 0 1 * *"),
        ("0 0 1 * *", "0 0 1,2 * *"),
        ("0 0 30 2 *", "0 0 1 * *"),
        ("0 7 29 2 *", "0 0 1 3 *"),
    ],
)
def test_two_do_not_where_one_fires_twice_in_a_row_or_both_at_once_or_one_never(one, other):
    assert not take_turns(one, other)
    assert not take_turns(other, one)


def test_a_week_has_seven_days():
    assert WEEK == 7 * DAY
