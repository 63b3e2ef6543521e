"""The section that says when people work, and so when a stack is on."""

from __future__ import annotations

import re
from functools import partial
from typing import Annotated

from pydantic import AfterValidator, Field

from components.schedule.hours import WorkingHours, check_days, check_time, read_date

from .checks import agreed, listing
from .kinds import Text, Timezone
from .section import Section

# A date that is not in quotes reaches the program as a moment: the Pulumi CLI reads it as YAML's own kind of value.
_MIDNIGHT = re.compile(r"(\d{4}-\d\d-\d\d)[T ]00:00:00.*")


def _unquoted(text: str) -> str:
    return match[1] if (match := _MIDNIGHT.fullmatch(text)) else text


Holiday = Annotated[Text, AfterValidator(_unquoted), agreed(read_date)]


class WorkingHoursSettings(Section):
    """When the stack is on: its services run, and its database."""

    timezone: Timezone = Field(examples=["Europe/Dublin"])
    """Time zone of the times."""

    start: Annotated[Text, agreed(partial(check_time, "start"))] = Field(examples=["07:00"])
    """When the day starts, in quotes, 01:00 or later. The database starts twenty minutes before."""

    stop: Annotated[Text, agreed(partial(check_time, "stop"))] = Field(examples=["20:00"])
    """When the day stops, in quotes, 23:00 or earlier. The database stops ten minutes after."""

    days: Annotated[Text, agreed(check_days, "write for instance MON-FRI")] = WorkingHours.days
    """Working days, names and ranges. Default: MON-FRI."""

    holidays: Annotated[tuple[Holiday, ...], listing(0, 200, "holidays")] = ()
    """Days off besides, for instance 2026-12-25. One that is past does no harm. Default: none."""

    def hours(self) -> WorkingHours:
        """Return the hours. Raises ValueError where the values do not fit each other."""
        return WorkingHours(
            timezone=self.timezone,
            start=self.start,
            stop=self.stop,
            days=self.days,
            holidays=tuple(read_date(day) for day in self.holidays),
        )
