"""The patterns in the data files, turned into functions of a resource's fields."""

from __future__ import annotations

import functools
import json
from collections.abc import Callable, Mapping
from typing import Any

from ..model import Secret


@functools.lru_cache(maxsize=16384)
def maker(pattern: str) -> Callable[[Mapping[str, str]], Any]:
    """Return what fills in *pattern*: text with `{field}`s, or with one of these marks before it.

    `json:` JSON as it stands, `tree:` JSON whose texts are patterns, `int:` a whole number, `list:` texts separated
    by `;`, `secret:` a text not to be shown.
    """
    mark, _, rest = pattern.partition(":")
    if mark == "json":
        return lambda _fields: json.loads(rest)  # parsed each time: the value is the caller's to change
    if mark == "tree":
        return _tree(json.loads(rest))
    if mark == "int":
        return lambda fields: int(rest.format_map(fields))
    if mark == "list":
        items = [item.format_map for item in rest.split(";")]
        return lambda fields: [item(fields) for item in items]
    if mark == "secret":
        return lambda fields: Secret(rest.format_map(fields))
    if "{" not in pattern and "}" not in pattern:
        return lambda _fields: pattern
    return pattern.format_map


def _tree(value: Any) -> Callable[[Mapping[str, str]], Any]:
    """Return what fills in every text within *value*."""
    if isinstance(value, str):
        return maker(value)
    if isinstance(value, dict):
        parts = {key: _tree(item) for key, item in value.items()}
        return lambda fields: {key: part(fields) for key, part in parts.items()}
    if isinstance(value, list):
        items = [_tree(item) for item in value]
        return lambda fields: [item(fields) for item in items]
    return lambda _fields: value
