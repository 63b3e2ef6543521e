"""One thing wrong with a stack file, as the one line that says what, where and how to mend it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

Path = tuple[str | int, ...]
"""Keys and list indices from the top of the file."""

HIDDEN = ("secretValues", "alerts")
"""Sections whose values are never shown: one holds secrets, the path of a pager's URL in the other is often a token."""

_LONGEST_VALUE = 60
_PLAIN_KEY = re.compile(r"[\w-]+")
_PLAIN_TEXT = re.compile(r"[A-Za-z_/@][\w@./:+-]*")


@dataclass(frozen=True, kw_only=True)
class Problem:
    """A rule that one value of the file breaks."""

    path: Path
    """Where."""

    rule: str
    """What must hold, following the value in the sentence."""

    fix: str
    """How to mend it."""

    show: bool = True
    """Whether the value is shown. Default: it is, unless it is a mapping or may be a secret."""

    about: tuple[Path, ...] = ()
    """Values the rule looks at: where one of them is refused already, the rule has nothing to say. Default: none."""


def line(problem: Problem, file: str, namespace: str, written: Mapping[str, Any]) -> str:
    """Return *problem* as one line: file, key, value, rule, fix."""
    value = lookup(written, problem.path)
    hidden = not problem.show or value is None or isinstance(value, Mapping) or _may_be_secret(problem.path, value)
    found = "" if hidden else f"{_shortened(value)} "
    return f"{file}: {key_path(problem.path, namespace)}: {found}{problem.rule}; {problem.fix}"


def key_path(path: Path, namespace: str) -> str:
    """Return *path* as `pulumi config set --path` takes it: `stackwright:services.api.needs[0]`."""
    first, *rest = path
    text = str(first) if ":" in str(first) else f"{namespace}:{first}"
    for part in rest:
        plain = isinstance(part, str) and _PLAIN_KEY.fullmatch(part)
        text += f".{part}" if plain else f"[{json.dumps(part, ensure_ascii=False)}]"
    return text


def lookup(tree: Any, path: Iterable[str | int]) -> Any:
    """Return what stands at *path*, or None where nothing does."""
    for part in path:
        if isinstance(tree, Mapping):
            tree = tree.get(part)
        elif isinstance(tree, list) and isinstance(part, int) and part < len(tree):
            tree = tree[part]
        else:
            return None
    return tree


def flow(value: Any) -> str:
    """Return *value* on one line, as YAML takes it."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {flow(item)}" for key, item in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(flow(item) for item in value) + "]"
    if isinstance(value, str) and _PLAIN_TEXT.fullmatch(value):
        return value
    return json.dumps(value, ensure_ascii=False, default=str)


def _may_be_secret(path: Path, value: Any) -> bool:
    if path[0] in HIDDEN:
        return True
    # Where a secret's name or description belongs, people write the secret itself.
    astray = (path[0] == "secrets" and len(path) <= 2) or (
        path[0] == "services" and len(path) > 2 and path[2] in ("environment", "secrets")
    )
    return astray and isinstance(value, (str, list))


def _shortened(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False) if isinstance(value, str) else flow(value)
    return text if len(text) <= _LONGEST_VALUE else f"{text[: _LONGEST_VALUE - 3]}..."
