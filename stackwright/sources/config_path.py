"""Sets one configuration value given on the command line: `key=value`, or a path such as `app:ports[0].name=web`."""

from __future__ import annotations

import re
from typing import Any

from ..errors import UserError

_STEP = re.compile(r"""\.?(?P<name>[^.\[\]"]+)|\[(?P<index>\d+)\]|\.?\["(?P<quoted>[^"]+)"\]""")


def assign(values: dict[str, Any], text: str, project: str, *, path: bool) -> None:
    """Set `key=value` in *values*; a key without a namespace is the project's.

    Without *path* the key is one name and the value stays a string. With it, the key's dots and brackets reach into
    objects and lists, and `true`, `false` and whole numbers are typed, as `pulumi config set --path` does.
    """
    key, equals, value = text.partition("=")
    if not equals or not key:
        raise UserError(f"--config {text}: expected KEY=VALUE, for instance --config aws:region=eu-west-1")
    if ":" not in key:
        key = f"{project}:{key}"
    if not path:
        values[key] = value
        return
    namespace, _, rest = key.partition(":")
    first, *steps = _steps(text, rest)
    root = f"{namespace}:{first}"
    values[root] = _set(values.get(root), steps, _typed(value), text)


def _steps(text: str, path: str) -> list[str | int]:
    steps: list[str | int] = []
    position = 0
    while position < len(path):
        match = _STEP.match(path, position)
        if match is None:
            raise UserError(f"--config {text}: cannot read the path at {path[position:]!r}; write it as key.name[0]")
        steps.append(int(match["index"]) if match["index"] else match["name"] or match["quoted"])
        position = match.end()
    return steps


def _set(current: Any, steps: list[str | int], value: Any, text: str) -> Any:
    """Return *current* with *value* at the end of *steps*, making objects and lists on the way."""
    if not steps:
        return value
    step, *rest = steps
    if isinstance(step, int):
        items = list(current) if isinstance(current, list) else []
        if step > len(items):
            raise UserError(f"--config {text}: index {step} is past the end of a list of {len(items)}; append at {len(items)}")
        items[step : step + 1] = [_set(items[step] if step < len(items) else None, rest, value, text)]
        return items
    table = dict(current) if isinstance(current, dict) else {}
    table[step] = _set(table.get(step), rest, value, text)
    return table


def _typed(value: str) -> Any:
    if value in ("true", "false"):
        return value == "true"
    # A leading zero says that the digits are a name, such as an account id.
    return int(value) if re.fullmatch(r"-?(0|[1-9]\d*)", value) else value
