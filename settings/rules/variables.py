"""No service is given one environment variable twice: by its own hand and by what it needs."""

from __future__ import annotations

from collections.abc import Iterator

from components.access import variable

from ..declaration import Declaration
from ..document import Document
from ..problem import Problem
from .needs import DATABASE

_OF_DATABASE = ("HOST", "PORT", "NAME", "USERNAME", "PASSWORD", "SECRET_ARN")


def problems(settings: Declaration, _: Document) -> Iterator[Problem]:
    """Yield what contradicts itself."""
    for name, service in settings.services.items():
        given = {key: need for need in service.needs for key in _given(need, settings)}
        for section in ("environment", "secrets"):
            for key in getattr(service, section):
                if key in given:
                    path = ("services", name, section, key)
                    rule = f"is what the service is given because it needs {given[key]}"
                    yield Problem(path=path, rule=rule, fix="remove it, or rename it", about=(path,), show=False)


def _given(need: str, settings: Declaration) -> Iterator[str]:
    """Yield the variables that come with *need*; see `connection` of the components."""
    if need == DATABASE and settings.database is not None:
        yield from (variable(DATABASE, suffix) for suffix in _OF_DATABASE)
        yield from (variable("DATABASE_REPLICA_HOST", replica) for replica in settings.database.replicas)
    elif need in settings.secrets:
        yield variable(need, "SECRET_ARN")
    elif need in settings.services:
        yield variable(need, "URL")
