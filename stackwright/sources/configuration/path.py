"""Sets one configuration value given on the command line: `key=value`, or a path such as `app:ports[0].name=web`."""

from __future__ import annotations

import re
from typing import Any

from ...errors import UserError
from .value import is_secret

_STEP = re.compile(r"""\.?(?P<name>[^.\[\]"]+)|\[(?P<index>[0-9]+)\]|\["(?P<quoted>(?:\\"|[^"])*)"\]""")


def full_key(key: str, project: str, where: str) -> str:
    """Return *key* as `namespace:name`: one without a namespace is the project's. *where* begins the message."""
    parts = key.split(":") if ":" in key else [project, key]
    if len(parts) == 3 and parts[1] == "config":  # the form that old versions of the CLI wrote
        del parts[1]
    if len(parts) != 2 or not all(parts):
        raise UserError(f"{where}{key}: expected namespace:key, for instance aws:region or {project}:size")
    return ":".join(parts)


def assign(values: dict[str, Any], text: str, project: str, *, path: bool) -> str:
    """Set `key=value` in *values* and return the key that was set; one without a namespace is the project's.

    Without *path* the key is one name and the value stays a string. With it, the key's dots and brackets reach into
    objects and lists, and `true`, `false` and whole numbers are typed, as `pulumi config set --path` does.
    """
    key, equals, value = text.partition("=")
    if not equals or not key:
        raise UserError(f"--config {text}: expected KEY=VALUE, for instance --config aws:region=eu-west-1")
    key = full_key(key, project, "--config ")
    if not path:
        values[key] = value
        return key
    namespace, _, rest = key.partition(":")
    first, *steps = _steps(text, rest)
    if not isinstance(first, str) or not first or rest.startswith("."):
        raise UserError(f"--config {text}: a path begins with a name; write it as key.name[0]")
    root = f"{namespace}:{first}"
    values[root] = _set(values.get(root), steps, _typed(value) if steps else value, text)
    return root


def _steps(text: str, path: str) -> list[str | int]:
    steps: list[str | int] = []
    position = 0
    while position < len(path):
        match = _STEP.match(path, position)
        if match is None:
            raise UserError(f"--config {text}: cannot read the path at {path[position:]!r}; write it as key.name[0]")
        if match["index"]:
            steps.append(int(match["index"]))
        else:
            steps.append(match["name"] or match["quoted"].replace(r"\"", '"'))
        position = match.end()
    return steps


def _set(current: Any, steps: list[str | int], value: Any, text: str, *, top: bool = True) -> Any:
    """Return *current* with *value* at the end of *steps*, making objects and lists on the way.

    A plain value gives way at the top level only, as in the CLI: further down it is a mistake.
    """
    if not steps:
        return value
    step, *rest = steps
    wanted: type[Any] = list if isinstance(step, int) else dict
    plain = not isinstance(current, (dict, list)) or is_secret(current)
    if current is None or (top and plain):
        current = wanted()
        plain = False
    if plain or not isinstance(current, wanted):
        raise UserError(
            f"--config {text}: {step!r} does not fit: there is {_kind(current)} in its place; set that first"
        )
    if isinstance(step, int):
        items = list(current)
        if step > len(items):
            end = len(items)
            raise UserError(f"--config {text}: index {step} is past the end of a list of {end}; append at {end}")
        items[step : step + 1] = [_set(items[step] if step < len(items) else None, rest, value, text, top=False)]
        return items
    table = {**current, step: _set(current.get(step), rest, value, text, top=False)}
    if is_secret(table):
        raise UserError(
            f"--config {text}: an object with the one key 'secure' means an encrypted value; use another key"
        )
    return table


def _kind(value: Any) -> str:
    if is_secret(value):
        return "an encrypted value"
    return "an object" if isinstance(value, dict) else "a list" if isinstance(value, list) else "a plain value"


def _typed(value: str) -> Any:
    if value in ("true", "false"):
        return value == "true"
    # A leading zero says that the digits are a name, such as an account id.
    if re.fullmatch(r"0|[1-9][0-9]*|[-+][0-9]+", value) and -(2**63) <= int(value) < 2**64:
        return int(value)
    return value
