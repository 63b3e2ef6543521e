"""How many tasks of a service run, and when."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field

from components.compute.cron import check_cron
from components.compute.spec import Scale, ScheduledScale

from .checks import agreed, whole
from .kinds import Name, Text, Timezone
from .section import Section

_MOST_TASKS = 1000

Percent = Annotated[int, whole(10, 90)]
Fewest = Annotated[int, whole(0, _MOST_TASKS)]
Most = Annotated[int, whole(1, _MOST_TASKS)]


class ScheduleSettings(Section):
    """Other limits from a time on, until another schedule changes them."""

    cron: Annotated[Text, agreed(check_cron, "write for instance 0 20 * * MON-FRI")] = Field(
        examples=["0 20 * * MON-FRI"]
    )
    """When: five fields as in crontab, weekdays by name."""

    min: Fewest = Field(examples=[0])
    """Fewest tasks from then on."""

    max: Fewest = Field(examples=[1])
    """Most tasks from then on."""

    timezone: Timezone = "UTC"
    """Time zone of `cron`, for instance `Europe/Dublin`. Default: UTC."""


class ScaleSettings(Section):
    """How many tasks run, and what adds more."""

    min: Fewest
    """Fewest tasks. Default: by profile."""

    max: Most
    """Most tasks. Default: by profile."""

    cpu_percent: Percent = Scale.cpu_percent
    """Average processor use to hold. Default: 60."""

    memory_percent: Percent | None = None
    """Average memory use to hold. Default: memory adds no tasks."""

    requests_per_target: Annotated[int, whole(1, 1_000_000)] | None = None
    """Requests a minute for each task to hold; only for a service with a route. Default: requests add no tasks."""

    schedules: Mapping[Name, ScheduleSettings] = {}
    """Name -> other limits at certain times. Default: the same limits always."""

    def scale(self) -> Scale:
        """Return the scale."""
        schedules = {name: ScheduledScale(**entry.model_dump()) for name, entry in self.schedules.items()}
        return Scale(**{**self.model_dump(), "schedules": schedules})
