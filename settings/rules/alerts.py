"""Every alert that is sent to a secret URL has one."""

from __future__ import annotations

from collections.abc import Iterator

from ..alerts import SECRET_PREFIX
from ..declaration import Declaration
from ..document import SECRETS, Document, set_command
from ..problem import Problem, lookup

# What an offline preview hands over in place of every encrypted value.
_UNKNOWN = "[secret]"


def problems(settings: Declaration, document: Document) -> Iterator[Problem]:
    """Yield what contradicts itself."""
    named: set[str] = set()
    for severity, endpoints in settings.alerts.by_severity().items():
        for endpoint in endpoints:
            if not endpoint.startswith(SECRET_PREFIX):
                continue
            name = endpoint.removeprefix(SECRET_PREFIX)
            named.add(name)
            if name not in settings.secret_values:
                path = ("alerts", severity, lookup(document.written, ("alerts", severity)).index(endpoint))
                rule = f"is sent to a secret URL, and {SECRETS} has no {name}"
                yield Problem(path=path, rule=rule, fix=f"run {set_command(name)}", about=((SECRETS, name),))
    for name in sorted(named & set(settings.secret_values)):
        value = settings.secret_values[name].get_secret_value()
        if not value.startswith("https://") and value != _UNKNOWN:
            rule = "must be an https:// URL, as an alert is sent there"
            at = (SECRETS, name)
            yield Problem(path=at, rule=rule, fix=f"run {set_command(name)}", about=(at,))
