"""Objects that the server takes, and the same with one thing changed."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from .manifests import Manifest

GONE = object()
"""Instead of a value: the field is taken away."""


@cache
def good() -> Mapping[str, Manifest]:
    """Return kind -> an object that has no problem."""
    text = (Path(__file__).parent / "good.yaml").read_text(encoding="utf-8")
    return {manifest["kind"]: manifest for manifest in yaml.safe_load_all(text)}


def changed(kind: str, changes: Mapping[str, Any]) -> Manifest:
    """Return the good object of *kind* with other values.

    A place is the keys on the way to it, between blanks; `+` as the last adds to a list.
    """
    manifest = copy.deepcopy(good()[kind])
    for place, value in changes.items():
        *way, last = [int(key) if key.isdecimal() else key for key in place.split()]
        inner: Any = manifest
        for key in way:
            inner = inner.setdefault(key, {}) if isinstance(key, str) else inner[key]
        if value is GONE:
            del inner[last]
        elif last == "+":
            inner.append(copy.deepcopy(value))
        else:
            inner[last] = copy.deepcopy(value)
    return manifest
