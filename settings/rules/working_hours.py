"""Working hours are for stacks that may be off, and all that is switched by them can be."""

from __future__ import annotations

from collections.abc import Iterator

from components.schedule.hours import WorkingHours
from components.schedule.stoppable import Window, check_window

from ..checks import reworded
from ..declaration import Declaration
from ..document import Document
from ..problem import Path, Problem

_AT = ("workingHours",)


def problems(settings: Declaration, _: Document) -> Iterator[Problem]:
    """Yield what contradicts itself."""
    if settings.working_hours is None:
        return
    if settings.profile == "production":
        rule = "is not for the profile production, which is there for customers at any hour"
        fix = "leave it out, or choose another profile"
        yield Problem(path=_AT, rule=rule, fix=fix, about=(_AT, ("profile",)))
    if not settings.services and settings.database is None:
        rule, fix = "has nothing to switch off", "leave it out, or add a service"
        yield Problem(path=_AT, rule=rule, fix=fix, about=(_AT, ("services",), ("database",)))
    yield from _own_schedules(settings)
    yield from _replicas(settings)
    try:
        hours = settings.working_hours.hours()
    except ValueError as reason:
        path: Path = (*_AT, "stop" if str(reason).startswith("stop ") else "holidays")
        rule, fix = reworded(reason, "move one of them")
        yield Problem(path=path, rule=rule, fix=fix, about=(_AT,))
    else:
        yield from _windows(settings, hours)


def _own_schedules(settings: Declaration) -> Iterator[Problem]:
    for name, service in settings.services.items():
        if service.scale.schedules:
            path = ("services", name, "scale", "schedules")
            rule = "does not go with workingHours, which switches every service: one would undo the other"
            yield Problem(path=path, rule=rule, fix="leave one of the two out", about=(path, _AT))


def _replicas(settings: Declaration) -> Iterator[Problem]:
    if settings.database is not None and settings.database.replicas:
        path = ("database", "replicas")
        rule = "does not go with workingHours: RDS stops neither a replica nor its source"
        yield Problem(path=path, rule=rule, fix="drop the replicas, or leave workingHours out", about=(path, _AT))


def _windows(settings: Declaration, hours: WorkingHours) -> Iterator[Problem]:
    database = settings.database
    if database is None:
        return
    fields: tuple[tuple[str, Window, str], ...] = (
        ("backupWindow", "backup_window", database.backup_window),
        ("maintenanceWindow", "maintenance_window", database.maintenance_window),
    )
    for key, field, window in fields:
        path = ("database", key)
        try:
            check_window(hours, field, window)
        except ValueError as reason:
            rule, fix = reworded(reason)
            yield Problem(path=path, rule=rule, fix=fix, about=(path, _AT))
