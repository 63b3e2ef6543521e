"""What must hold between values that are each fine: one module an area, every rule looked at whatever others find."""

from __future__ import annotations

from collections.abc import Iterator

from ..declaration import Declaration
from ..document import Document
from ..problem import Problem
from . import alerts, costs, database, eks, needs, network, routes, secrets, services, variables, working_hours

_AREAS = (
    network.problems,
    database.problems,
    secrets.problems,
    alerts.problems,
    costs.problems,
    services.problems,
    routes.problems,
    needs.problems,
    variables.problems,
    working_hours.problems,
    eks.problems,
)


def contradictions(settings: Declaration, document: Document) -> Iterator[Problem]:
    """Yield every contradiction in *settings*, which came from *document*."""
    for area in _AREAS:
        yield from area(settings, document)
