"""A schedule is crontab's, means the same everywhere, and is said again as AWS writes it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.compute.cron import aws_cron, check_cron, check_timezone

DAYS = ("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT")


@pytest.mark.parametrize(
    ("cron", "aws"),
    [
        ("0 20 * * MON-FRI", "cron(0 20 ? * MON-FRI *)"),
        ("30 6 1 * *", "cron(30 6 1 * ? *)"),
        ("*/15 0-6 * * *", "cron(*/15 0-6 * * ? *)"),
        ("0 0 1,15 1-12/3 *", "cron(0 0 1,15 1-12/3 ? *)"),
        ("5 4 * * SUN,WED", "cron(5 4 ? * SUN,WED *)"),
    ],
)
def test_a_time_is_translated(cron, aws):
    check_cron(cron)
    assert aws_cron(cron) == aws


@given(st.integers(0, 59), st.integers(0, 23), st.none() | st.integers(1, 31), st.none() | st.sampled_from(DAYS))
def test_aws_never_gets_two_days_or_none(minute, hour, day, weekday):
    if day and weekday:
        return
    cron = f"{minute} {hour} {day or '*'} * {weekday or '*'}"
    check_cron(cron)
    fields = aws_cron(cron).removeprefix("cron(").removesuffix(")").split()
    assert len(fields) == 6
    assert [fields[2], fields[4]].count("?") == 1


@pytest.mark.parametrize(
    ("cron", "message"),
    [
        ("0 20 ? * MON-FRI *", "five fields .* got 6 in"),
        ("", "five fields .* got 0 in"),
        ("60 20 * * *", "minute must be .* 0 to 59, got '60'"),
        ("0 24 * * *", "hour must be .* 0 to 23, got '24'"),
        ("0 1 0 * *", "day of month must be .* 1 to 31, got '0'"),
        ("0 1 * 13 *", "month must be .* 1 to 12, got '13'"),
        ("*/0 1 * * *", "minute must be"),
        ("a 1 * * *", "minute must be"),
        ("0 1 * * 1-5", "weekday must be '\\*' or names such as MON-FRI, got '1-5'"),
        ("0 1 * * mon", "weekday must be"),
        ("0 1 1 * MON", "a day of month or a weekday, not both"),
    ],
)
def test_what_schedulers_would_read_differently_is_refused(cron, message):
    with pytest.raises(ValueError, match=message):
        check_cron(cron)


@pytest.mark.parametrize("timezone", ["UTC", "Europe/Berlin", "America/Argentina/Buenos_Aires", "Etc/GMT+2"])
def test_a_time_zone_is_accepted(timezone):
    check_timezone(timezone)


@pytest.mark.parametrize("timezone", ["", "berlin", "Europe", "Europe/", "+01:00"])
def test_a_time_zone_that_is_no_name_is_refused(timezone):
    with pytest.raises(ValueError, match="timezone must be 'UTC' or a name such as 'Europe/Berlin'"):
        check_timezone(timezone)
