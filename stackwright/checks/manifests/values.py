"""JSON values as manifests hold them: where they differ, what is hidden in them, how a place in them is written."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, TypeAlias

from ...model import Secret, Unknown

Path: TypeAlias = tuple[str | int, ...]
"""The way to a value: keys of tables and indices of lists."""

_PLAIN_KEY = re.compile(r"[A-Za-z_][\w-]*", re.ASCII)


def same(one: Any, other: Any) -> bool:
    """Say whether two values are the same in JSON, where `true` is not 1."""
    return next(differences(one, other), None) is None


def differences(one: Any, other: Any, path: Path = ()) -> Iterator[Path]:
    """Yield the path of each least value that differs: of a whole list where its length does."""
    if isinstance(one, dict) and isinstance(other, dict):
        for key in sorted({*one, *other}):
            if key in one and key in other:
                yield from differences(one[key], other[key], (*path, key))
            else:
                yield (*path, key)
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for index, (left, right) in enumerate(zip(one, other, strict=True)):
            yield from differences(left, right, (*path, index))
    elif one != other or isinstance(one, bool) != isinstance(other, bool):
        yield path


def without_nulls(value: Any) -> Any:
    """Return *value* without the keys that hold nothing, as pulumi-kubernetes reads what a program gives it.

    Source: `SkipNulls` in pulumi-kubernetes `provider/pkg/provider`.
    """
    if isinstance(value, dict):
        return {key: without_nulls(item) for key, item in value.items() if item is not None}
    return [without_nulls(item) for item in value] if isinstance(value, list) else value


def hidden(value: Any, mark: type[Secret | Unknown], path: Path = ()) -> Iterator[Path]:
    """Yield the path of each value that has this *mark*; what is inside another mark is not looked at."""
    if isinstance(value, mark):
        yield path
    elif isinstance(value, dict):
        for key in sorted(value):
            yield from hidden(value[key], mark, (*path, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from hidden(item, mark, (*path, index))


def written(path: Path) -> str:
    """Return *path* as people write it: `spec.ports[0].port`, `metadata.labels["app.kubernetes.io/name"]`."""
    text = ""
    for part in path:
        if isinstance(part, int):
            text += f"[{part}]"
        elif _PLAIN_KEY.fullmatch(part):
            text += f".{part}"
        else:
            text += f"[{json.dumps(part)}]"
    return text.removeprefix(".")
