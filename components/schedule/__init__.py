"""What is off outside working hours, and how it goes off and comes back."""

from __future__ import annotations

from .args import ScheduleArgs
from .hours import WorkingHours
from .schedule import Schedule

__all__ = ["Schedule", "ScheduleArgs", "WorkingHours"]
