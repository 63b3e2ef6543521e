"""Every name that a service needs is there, can be reached, and does not need it back."""

from __future__ import annotations

from collections.abc import Iterator

from ..checks import nearest
from ..declaration import Declaration
from ..document import Document
from ..order import circles
from ..problem import Path, Problem, lookup

DATABASE = "database"
"""What `needs` calls the database."""


def problems(settings: Declaration, document: Document) -> Iterator[Problem]:
    """Yield what contradicts itself."""
    for name, service in settings.services.items():
        listed = lookup(document.written, ("services", name, "needs"))
        for needed in dict.fromkeys(service.needs):
            path = ("services", name, "needs", listed.index(needed))
            if service.needs.count(needed) > 1:
                yield Problem(path=path, rule="is there twice", fix="remove one of the two", about=(path,))
            if needed == name:
                yield Problem(path=path, rule="is the service itself", fix="remove it", about=(path,))
            else:
                yield from _unreachable(path, needed, settings, document)
    yield from _circles(settings)


def _unreachable(path: Path, needed: str, settings: Declaration, document: Document) -> Iterator[Problem]:
    service = settings.services.get(needed) if needed != DATABASE else None
    if service is not None and service.port is None:
        about = (path, ("services", needed, "port"))
        yield Problem(path=path, rule="is a service without a port", fix="give it one, or remove it here", about=about)
    known = _names(document)
    if needed in known:
        return
    if needed == DATABASE:
        yield Problem(path=path, rule="is not in this stack", fix="add a database, or remove it here", about=(path,))
    else:
        fix = nearest(needed, sorted(known))
        yield Problem(path=path, rule="is no service, no secret and not database", fix=fix, about=(path,))


def _names(document: Document) -> set[str]:
    """Return every name that `needs` may hold and that the file has, right or wrong otherwise."""
    named = {name for section in ("services", "secrets") for name in lookup(document.written, (section,)) or ()}
    return named | ({DATABASE} if lookup(document.written, (DATABASE,)) else set())


def _circles(settings: Declaration) -> Iterator[Problem]:
    needs = {
        name: {needed for needed in service.needs if needed in settings.services and needed != name}
        for name, service in settings.services.items()
    }
    for circle in circles(needs):
        first = circle[0]
        chain = " needs ".join([*circle, first])
        reason = "Service Connect resolves only names that existed when a task started"
        rule = f"goes round in a circle ({chain}), and {reason}"
        fix = "remove one of them, for instance by a queue between the two"
        yield Problem(path=("services", first, "needs"), rule=rule, fix=fix, show=False)
