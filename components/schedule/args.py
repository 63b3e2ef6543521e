"""What a schedule is made of, refused where AWS would refuse it, or where it would do harm."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pulumi

from ..component import Transform
from ..off_hours import MachineGroup, ScalableService, StoppableDatabase
from ..scope import Scope
from .hours import WorkingHours
from .stoppable import check_stoppable, check_window

# Source: Amazon CloudWatch API Reference, "PutAlarmMuteRule".
_MOST_ALARMS = 100


@dataclass(frozen=True, kw_only=True)
class ScheduleArgs:
    """What a `Schedule` is made of."""

    scope: Scope
    """Where it lives."""

    hours: WorkingHours
    """When everything is on."""

    services: Mapping[str, ScalableService] = field(default_factory=dict)
    """Name -> service that has no task outside working hours. Default: none."""

    databases: Mapping[str, StoppableDatabase] = field(default_factory=dict)
    """Name -> database that is stopped outside working hours. Its windows must be within them. Default: none."""

    groups: Mapping[str, MachineGroup] = field(default_factory=dict)
    """Name -> machines that are none outside working hours, for instance those of a node group. Leave out the group
    of a NAT instance unless nothing needs a way out at night: what starts in the morning does, and so does anything
    that is not switched off. Default: none."""

    muted_alarms: Sequence[pulumi.Input[str]] = ()
    """Names of the alarms that call nobody while everything is off, up to 100. Default: none."""

    transform: Transform = field(default_factory=dict)
    """Changes to children by role, see `Component`. Default: none."""

    def __post_init__(self) -> None:
        names = Counter([*self.services, *self.databases, *self.groups])
        if not names:
            raise ValueError("a schedule needs something to switch off: give services, databases or groups")
        twice = ", ".join(sorted(name for name, count in names.items() if count > 1))
        if twice:
            raise ValueError(f"given more than once among services, databases and groups: {twice}: rename one")
        for name, service in self.services.items():
            if service.own_schedules:
                raise ValueError(
                    f"service {name!r} has schedules of its own ({', '.join(service.own_schedules)}), and one would "
                    "undo the other: drop them, or leave the service out"
                )
        for name, database in self.databases.items():
            check_stoppable(name, database)
            if database.backup_window is not None:
                check_window(self.hours, "backup_window", database.backup_window)
            if database.maintenance_window is not None:
                check_window(self.hours, "maintenance_window", database.maintenance_window)
        if len(self.muted_alarms) > _MOST_ALARMS:
            raise ValueError(
                f"muted_alarms must be at most {_MOST_ALARMS}, which CloudWatch takes, got {len(self.muted_alarms)}: "
                "name those only that fire because something is off"
            )
