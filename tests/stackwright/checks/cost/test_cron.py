"""A cron expression fires on the days and at the minutes that AWS, or Unix, says."""

from __future__ import annotations

from datetime import date

import pytest

from stackwright.checks.cost.cron import read

# Each: the expression, a month, and the days of it on which the expression fires. 2026-02-01 is a Sunday.
DAYS = [
    ("cron(0 7 * * ? *)", (2027, 2), list(range(1, 29))),
    ("cron(0 7 ? * MON-FRI *)", (2026, 2), [2, 3, 4, 5, 6, 9, 10, 11, 12, 13, 16, 17, 18, 19, 20, 23, 24, 25, 26, 27]),
    ("cron(0 7 ? * 2-6 *)", (2026, 2), [2, 3, 4, 5, 6, 9, 10, 11, 12, 13, 16, 17, 18, 19, 20, 23, 24, 25, 26, 27]),
    ("cron(0 7 ? * sat,sun *)", (2026, 2), [1, 7, 8, 14, 15, 21, 22, 28]),
    ("cron(0 7 ? * SAT-MON *)", (2026, 2), [1, 2, 7, 8, 9, 14, 15, 16, 21, 22, 23, 28]),
    ("cron(0 7 ? * FRI#2 *)", (2026, 2), [13]),
    ("cron(0 7 ? * 6#5 *)", (2026, 1), [30]),
    ("cron(0 7 ? * 6#5 *)", (2026, 2), []),
    ("cron(0 7 ? * FRIL *)", (2026, 2), [27]),
    ("cron(0 7 ? * 6L *)", (2026, 1), [30]),
    ("cron(0 7 ? * L *)", (2026, 2), [7, 14, 21, 28]),
    ("cron(0 7 L * ? *)", (2028, 2), [29]),
    ("cron(0 7 L-3 * ? *)", (2026, 2), [25]),
    ("cron(0 7 1W * ? *)", (2026, 8), [3]),
    ("cron(0 7 15W * ? *)", (2026, 8), [14]),
    ("cron(0 7 16W * ? *)", (2026, 8), [17]),
    ("cron(0 7 31W * ? *)", (2026, 5), [29]),
    ("cron(0 7 19W * ? *)", (2026, 8), [19]),
    ("cron(0 7 31W * ? *)", (2026, 2), []),
    ("cron(0 7 LW * ? *)", (2026, 2), [27]),
    ("cron(0 7 1,15,31 * ? *)", (2026, 2), [1, 15]),
    ("cron(0 7 1-5,28-31 2 ? 2026,2199)", (2026, 2), [1, 2, 3, 4, 5, 28]),
    ("cron(0 7 1-5,28-31 2 ? 2026,2199)", (2027, 2), []),
    ("cron(0 7 ? FEB SUN 1970-2025,2027-2199)", (2026, 2), []),
    ("cron(0 7 1/10 * ? *)", (2026, 2), [1, 11, 21]),
    ("cron(0 7 */14 * ? *)", (2026, 2), [1, 15]),
    ("cron(0 7 ? JAN-MAR SUN *)", (2026, 4), []),
    ("0 7 * * MON-FRI", (2026, 2), [2, 3, 4, 5, 6, 9, 10, 11, 12, 13, 16, 17, 18, 19, 20, 23, 24, 25, 26, 27]),
    ("0 7 * * 1-5", (2026, 2), [2, 3, 4, 5, 6, 9, 10, 11, 12, 13, 16, 17, 18, 19, 20, 23, 24, 25, 26, 27]),
    ("0 7 * * 0", (2026, 2), [1, 8, 15, 22]),
    ("0 7 * * 7", (2026, 2), [1, 8, 15, 22]),
    ("0 7 13 * SUN", (2026, 2), [1, 8, 13, 15, 22]),
]


@pytest.mark.parametrize(("expression", "month", "days"), DAYS, ids=[f"{row[0]} {row[1]}" for row in DAYS])
def test_on_these_days_of_a_month(expression, month, days):
    assert [date.fromordinal(day).day for day in read(expression).days(*month)] == days


@pytest.mark.parametrize(
    ("expression", "minutes"),
    [
        ("cron(30 7 * * ? *)", (450,)),
        ("cron(0,30 7-8 * * ? *)", (420, 450, 480, 510)),
        ("cron(0/20 0 * * ? *)", (0, 20, 40)),
        ("cron(0 6/6 * * ? *)", (360, 720, 1080)),
        ("*/30 23 * * *", (1380, 1410)),
    ],
)
def test_at_these_minutes_of_a_day(expression, minutes):
    assert read(expression).minutes == minutes


def test_at_every_minute_where_nothing_is_said():
    assert read("cron(* * * * ? *)").minutes == tuple(range(24 * 60))


@pytest.mark.parametrize(
    ("expression", "reason"),
    [
        ("cron(0 7 * * *)", "'cron(0 7 * * *)' must have six fields, and has 5"),
        ("0 7 * * ? *", "'0 7 * * ? *' must have five fields, and has 6"),
        ("tomorrow", "'tomorrow' must have five fields, and has 1"),
        ("cron(60 7 * * ? *)", "'cron(60 7 * * ? *)' cannot be evaluated: '60' is not within 0 to 59"),
        ("cron(0 7 ? * MUN *)", "'cron(0 7 ? * MUN *)' cannot be evaluated: 'MUN' is not within 1 to 7"),
        ("cron(0 7 ? * 0 *)", "'cron(0 7 ? * 0 *)' cannot be evaluated: '0' is not within 1 to 7"),
        ("cron(0 9-7 * * ? *)", "'cron(0 9-7 * * ? *)' cannot be evaluated: '9-7' names nothing"),
        ("cron(0/0 7 * * ? *)", "'cron(0/0 7 * * ? *)' cannot be evaluated: '0/0' names nothing"),
        ("cron(0 7 H * ? *)", "'cron(0 7 H * ? *)' cannot be evaluated: 'H' is not within 1 to 31"),
        ("cron(0 7 , * ? *)", "'cron(0 7 , * ? *)' cannot be evaluated: '' is no number, range or step"),
        ("0 7 * * FRIL", "'0 7 * * FRIL' cannot be evaluated: 'FRIL' is not within 0 to 7"),
    ],
)
def test_or_says_what_it_cannot_read(expression, reason):
    with pytest.raises(ValueError) as refused:  # noqa: PT011 - the whole message is compared
        read(expression)
    assert str(refused.value) == reason
