"""Every service's own settings fit each other."""

from __future__ import annotations

from collections.abc import Iterator

from components.compute.sizes import check_size

from ..checks import nearest, reworded
from ..declaration import Declaration
from ..document import Document
from ..problem import Path, Problem, lookup
from ..service import ServiceSettings

RESERVED = (
    "alarms",
    "costs",
    "dashboard",
    "data",
    "database",
    "network",
    "off-hours",
    "public",
    "services",
    "telemetry",
)
"""Names that other components of the platform have."""


def problems(settings: Declaration, document: Document) -> Iterator[Problem]:
    """Yield what contradicts itself."""
    for name, service in settings.services.items():
        at: Path = ("services", name)
        if name in RESERVED:
            yield Problem(path=at, rule="has the name of another part of the platform", fix="rename it")
        yield from _kind(at, service)
        yield from _size(at, service)
        yield from _scale(at, service)
        yield from _health(at, service)
        yield from _secrets(at, service, settings, document)


def _kind(at: Path, service: ServiceSettings) -> Iterator[Problem]:
    kind, port, route = (*at, "kind"), (*at, "port"), (*at, "route")
    if service.kind == "internal" and service.route is not None:
        yield Problem(path=kind, rule="does not go with a route", fix="leave one of the two out", about=(kind, route))
    if service.kind == "web" and service.route is None:
        fix = f"add it, for instance {{host: {at[-1]}}}, or leave kind out"
        yield Problem(path=route, rule="is required of a web service", fix=fix, about=(kind, route))
    if service.is_web and service.port is None:
        rule = "is required of a web service"
        yield Problem(path=port, rule=rule, fix="add it, for instance 8080", about=(kind, port, route))


def _size(at: Path, service: ServiceSettings) -> Iterator[Problem]:
    memory = (*at, "memory")
    try:
        check_size(service.cpu, service.memory)
    except ValueError as reason:
        rule, fix = reworded(reason)
        yield Problem(path=memory, rule=rule, fix=fix, about=(memory, (*at, "cpu")))


def _scale(at: Path, service: ServiceSettings) -> Iterator[Problem]:
    scale = (*at, "scale")
    yield from _limits(scale, service.scale.min, service.scale.max)
    for name, schedule in service.scale.schedules.items():
        yield from _limits((*scale, "schedules", name), schedule.min, schedule.max)
    if service.scale.requests_per_target is not None and service.route is None:
        path = (*scale, "requestsPerTarget")
        yield Problem(
            path=path,
            rule="counts requests that the load balancer sends, and the service has no route",
            fix="leave it out",
            about=(path, (*at, "route")),
        )


def _limits(at: Path, fewest: int, most: int) -> Iterator[Problem]:
    if fewest > most:
        about = ((*at, "min"), (*at, "max"))
        fix = "lower min or raise max"
        yield Problem(path=at, rule=f"min ({fewest}) must not be above max ({most})", fix=fix, about=about)


def _health(at: Path, service: ServiceSettings) -> Iterator[Problem]:
    timeout, interval = service.health.timeout_seconds, service.health.interval_seconds
    if timeout >= interval:
        path = (*at, "health")
        rule = f"timeoutSeconds ({timeout}) must be below intervalSeconds ({interval})"
        yield Problem(path=path, rule=rule, fix="lower the one or raise the other", about=(path,))


def _secrets(at: Path, service: ServiceSettings, settings: Declaration, document: Document) -> Iterator[Problem]:
    declared = lookup(document.written, ("secrets",)) or {}
    for variable, secret in service.secrets.items():
        path = (*at, "secrets", variable)
        if secret not in declared:
            fix = nearest(secret, settings.secrets) if settings.secrets else "declare it below secrets"
            yield Problem(path=path, rule="is not the name of a secret", fix=fix, about=(path,))
        if variable in service.environment:
            about = (path, (*at, "environment", variable))
            yield Problem(path=path, rule="is in environment too", fix="leave one of the two out", about=about)
