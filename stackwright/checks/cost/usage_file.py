"""Reads usage files: which there are for a stack, and whether each has the form that the documentation shows."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ...errors import UserError
from ...sources import yaml
from .item import canonical
from .money import Range
from .usage import Meters, UsageFile, defaults, number

_ENDS = ("low", "expected", "high")
_SECTIONS = ("types", "resources")


def find(root: Path | None, stack: str) -> list[UsageFile]:
    """Return the usage files of *stack* in its project's folder, the most particular first. Raises UserError."""
    if root is None:
        return []
    return [load(root / name) for name in (f"usage.{stack}.yaml", "usage.yaml") if (root / name).is_file()]


def load(path: Path) -> UsageFile:
    """Return what a usage file says. Raises UserError, one line that says where and what was expected."""
    if not path.is_file():
        raise UserError(f"{path}: no such file; name a usage file")
    content = yaml.read(path)
    wrong = sorted(set(content) - set(_SECTIONS))
    if wrong:
        raise UserError(f"{path.name}: {wrong[0]}: no such section; a usage file has types and resources")
    types, named = (_section(path.name, section, content.get(section)) for section in _SECTIONS)
    for type_ in types:
        if canonical(type_) not in defaults() and ":" not in type_:
            raise UserError(f"{path.name}: types.{type_}: no type token, as aws:lb/loadBalancer:LoadBalancer is one")
    return UsageFile(
        name=path.name, types={canonical(type_): meters for type_, meters in types.items()}, resources=named
    )


def _section(file: str, section: str, content: Any) -> dict[str, Meters]:
    if content is None:
        return {}
    if not isinstance(content, Mapping):
        raise UserError(f"{file}: {section}: expected names with their meters below them; got {content!r}")
    return {str(name): _meters(file, f"{section}.{name}", meters) for name, meters in content.items()}


def _meters(file: str, where: str, content: Any) -> dict[str, Range]:
    if not isinstance(content, Mapping):
        raise UserError(f"{file}: {where}: expected meters and their quantities, as gbProcessed: 200; got {content!r}")
    return {str(meter): _quantity(f"{file}: {where}.{meter}", value) for meter, value in content.items()}


def _quantity(where: str, value: Any) -> Range:
    expected = "a number of at least 0, or {low: ..., expected: ..., high: ...}"
    if isinstance(value, Mapping):
        if set(value) != set(_ENDS):
            raise UserError(f"{where}: expected {expected}; got the keys {', '.join(map(str, value)) or 'of nothing'}")
        ends = [number(value[end]) for end in _ENDS]
    else:
        ends = [number(value)] * len(_ENDS)
    low, middle, high = ends
    if low is None or middle is None or high is None:
        raise UserError(f"{where}: expected {expected}; got {value!r}")
    if not low <= middle <= high:
        raise UserError(f"{where}: low {low}, expected {middle} and high {high} are not in this order; sort them")
    return Range(low, middle, high)
