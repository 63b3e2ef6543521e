"""Every route can be served, and no two take the same requests."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from components.load_balancer.route import Route, refuse_conflict

from ..checks import reworded
from ..declaration import Declaration
from ..document import Document
from ..problem import Path, Problem


def problems(settings: Declaration, _: Document) -> Iterator[Problem]:
    """Yield what contradicts itself."""
    routes: dict[str, Route] = {}
    for name, service in settings.services.items():
        if service.route is None:
            continue
        if service.route.host is not None and settings.domain is None:
            host = (*_at(name), "host")
            rule = "is a label under the domain, and the stack has none"
            yield Problem(path=host, rule=rule, fix="add a domain, or leave host out", about=(host, ("domain",)))
        try:
            routes[name] = service.route.route()
        except ValueError as reason:
            rule, fix = reworded(reason)
            yield Problem(path=_at(name), rule=rule, fix=fix, about=(_at(name),))
    for first, second in combinations(sorted(routes), 2):
        yield from _conflict(routes, first, second)


def _at(name: str) -> Path:
    return ("services", name, "route")


def _conflict(routes: dict[str, Route], first: str, second: str) -> Iterator[Problem]:
    try:
        refuse_conflict(second, routes[second], {first: routes[first]})
    except ValueError as reason:
        rule, _, fix = str(reason).partition(": ")
        yield Problem(path=_at(second), rule=rule, fix=fix, about=(_at(first), _at(second)))
