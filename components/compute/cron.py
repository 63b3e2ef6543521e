"""Times that come back, as crontab writes them, said again as AWS writes them. Pure."""

from __future__ import annotations

import re

_TIMEZONE = re.compile(r"UTC|[A-Z][A-Za-z_]+(/[A-Z][A-Za-z0-9_+-]+)+")
_STEP = r"(/[1-9]\d?)?"
_NUMBERS = re.compile(rf"(\*|\d{{1,2}}(-\d{{1,2}})?){_STEP}(,\d{{1,2}}(-\d{{1,2}})?{_STEP})*")
_DAY = "(SUN|MON|TUE|WED|THU|FRI|SAT)"
_WEEKDAYS = re.compile(rf"\*|{_DAY}(-{_DAY})?(,{_DAY}(-{_DAY})?)*")
_FIELDS = (("minute", 0, 59), ("hour", 0, 23), ("day of month", 1, 31), ("month", 1, 12))


def check_cron(cron: str) -> None:
    """Raise ValueError where *cron* is not five fields that every scheduler understands the same way."""
    fields = cron.split()
    if len(fields) != 5:
        raise ValueError(
            f"cron must be five fields (minute, hour, day of month, month, weekday), got {len(fields)} in {cron!r}"
        )
    for value, (name, low, high) in zip(fields, _FIELDS, strict=False):
        numbers = [int(number) for number in re.findall(r"(?<!/)\b\d+", value)]
        if not _NUMBERS.fullmatch(value) or any(not low <= number <= high for number in numbers):
            raise ValueError(f"cron's {name} must be '*' or numbers from {low} to {high}, got {value!r} in {cron!r}")
    if not _WEEKDAYS.fullmatch(fields[4]):
        # Sunday is 0 to crontab and 1 to AWS.
        raise ValueError(f"cron's weekday must be '*' or names such as MON-FRI, got {fields[4]!r} in {cron!r}")
    if fields[2] != "*" and fields[4] != "*":
        raise ValueError(f"cron must give a day of month or a weekday, not both, got {cron!r}")


def check_timezone(timezone: str) -> None:
    """Raise ValueError where *timezone* does not look like a name of the time zone database."""
    if not _TIMEZONE.fullmatch(timezone):
        raise ValueError(f"timezone must be 'UTC' or a name such as 'Europe/Berlin', got {timezone!r}")


def aws_cron(cron: str) -> str:
    """Return *cron* as Application Auto Scaling writes it: six fields, one of the two days a question mark."""
    minute, hour, day, month, weekday = cron.split()
    if weekday == "*":
        weekday = "?"
    else:
        day = "?"
    return f"cron({minute} {hour} {day} {month} {weekday} *)"
