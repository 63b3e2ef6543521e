"""Every supplied secret has a value, every value is used, and no name means two things."""

from __future__ import annotations

from collections.abc import Iterator

from ..alerts import SECRET_PREFIX
from ..declaration import Declaration
from ..document import SECRETS, Document, set_command
from ..problem import Problem
from .needs import DATABASE


def problems(settings: Declaration, _: Document) -> Iterator[Problem]:
    """Yield what contradicts itself."""
    yield from _declared(settings)
    yield from _unused(settings)


def _declared(settings: Declaration) -> Iterator[Problem]:
    for name, secret in settings.secrets.items():
        path = ("secrets", name)
        source, rotation = (*path, "source"), (*path, "rotation")
        if secret.source == "supplied" and name not in settings.secret_values:
            rule = f"is supplied, and {SECRETS} has no {name}"
            yield Problem(path=path, rule=rule, fix=f"run {set_command(name)}", about=(source, (SECRETS, name)))
        if secret.source == "manual" and secret.rotation is not None:
            rule = "starts from a first value, and a manual secret has none"
            yield Problem(path=rotation, rule=rule, fix="leave it out, or change source", about=(rotation, source))
        if name in settings.services or name == DATABASE:
            owner = "the database" if name == DATABASE else "a service"
            yield Problem(path=path, rule=f"has the name of {owner}, and needs could mean either", fix="rename it")


def _unused(settings: Declaration) -> Iterator[Problem]:
    endpoints = {endpoint for group in settings.alerts.by_severity().values() for endpoint in group}
    for name in settings.secret_values:
        secret = settings.secrets.get(name)
        if f"{SECRET_PREFIX}{name}" in endpoints or (secret is not None and secret.source == "supplied"):
            continue
        yield Problem(
            path=(SECRETS, name),
            rule="is the value of no supplied secret and of no alert",
            fix=f"remove it, or write supplied as secrets.{name}.source",
            about=((SECRETS, name), ("secrets", name), ("alerts",)),
        )
