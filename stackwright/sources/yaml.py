"""Reads YAML as the Pulumi CLI does: `yes` is text, a repeated key is an error, a bare date is what Go prints."""

from __future__ import annotations

import datetime as dt
import math
import re
from pathlib import Path
from typing import Any, ClassVar

import yaml

from ..errors import UserError

_BASE: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TAG = "tag:yaml.org,2002:"
_READ = frozenset(_TAG + kind for kind in ("null", "bool", "int", "float", "timestamp", "str", "seq", "map"))
_DATE = r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}"
_TIME = r"[0-9]{1,2}:[0-9]{1,2}:[0-9]{1,2}(\.[0-9]+)?"


class _Loader(_BASE):  # type: ignore[misc] # the base is C or Python, whichever is installed
    """The plain scalars of Go's yaml.v3, which the CLI reads with; source: `resolve.go` there."""

    yaml_implicit_resolvers: ClassVar[dict[str, list[tuple[str, re.Pattern[str]]]]] = {}


# Kind -> pattern, and the characters it may begin with; the empty string stands for an empty scalar.
_SCALARS: tuple[tuple[str, str, list[str]], ...] = (
    ("null", r"~|null|Null|NULL|", [*"~nN", ""]),
    ("bool", r"true|True|TRUE|false|False|FALSE", [*"tTfF"]),
    ("int", r"[-+]?(0b[01_]+|0x[0-9a-fA-F_]+|0o?[0-7_]+|0|[1-9][0-9_]*)", [*"-+0123456789"]),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", [*"-+.0123456789"]),
    ("float", r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)", [*"-+."]),
    ("timestamp", rf"{_DATE}(([Tt]{_TIME}(Z|[-+][0-9]{{2}}:[0-9]{{2}}))| {_TIME})?", [*"0123456789"]),
    ("merge", r"<<", ["<"]),
)
for _kind, _pattern, _first in _SCALARS:
    _Loader.add_implicit_resolver(_TAG + _kind, re.compile(f"^(?:{_pattern})$"), _first)


def _integer(loader: Any, node: yaml.ScalarNode) -> int | float:
    """Return the number; one that 64 bits cannot hold loses digits, as it does in Go."""
    number: int = loader.construct_yaml_int(node)
    return number if -(2**63) <= number < 2**64 else float(number)


def _float(loader: Any, node: yaml.ScalarNode) -> float:
    number: float = loader.construct_yaml_float(node)
    if not math.isfinite(number):
        raise yaml.MarkedYAMLError(problem=f"{node.value} is no finite number", problem_mark=node.start_mark)
    return number


def _timestamp(loader: Any, node: yaml.ScalarNode) -> str:
    """Return a date or time as Go prints it: `2020-01-31 00:00:00 +0000 UTC`. Quoted in the file, it stays text."""
    moment = loader.construct_yaml_timestamp(node)
    if not isinstance(moment, dt.datetime):
        moment = dt.datetime.combine(moment, dt.time())
    fraction = f".{moment.microsecond:06}".rstrip("0").rstrip(".")
    zone = f"{moment:%z}" or "+0000"
    return f"{moment:%Y-%m-%d %H:%M:%S}{fraction} {zone} {'UTC' if zone == '+0000' else zone}"


_Loader.add_constructor(_TAG + "int", _integer)
_Loader.add_constructor(_TAG + "float", _float)
_Loader.add_constructor(_TAG + "timestamp", _timestamp)


def read(path: Path) -> dict[str, Any]:
    """Return the mapping in *path*. Raises UserError where it is not readable YAML holding a mapping."""
    try:
        found = _parse(path.read_text(encoding="utf-8-sig"))
    except yaml.MarkedYAMLError as error:
        line = f":{error.problem_mark.line + 1}" if error.problem_mark else ""
        raise UserError(f"{path.name}{line}: not valid YAML: {error.problem or error}; correct that line") from None
    except (OSError, ValueError, yaml.YAMLError) as error:
        raise UserError(f"{path.name}: cannot be read: {error}; save it as YAML in UTF-8") from None
    if found is None:
        return {}
    if not isinstance(found, dict):
        raise UserError(f"{path.name}: expected a mapping of keys to values, got {type(found).__name__}")
    return found


def _parse(text: str) -> Any:
    loader = _Loader(text)
    try:
        node = loader.get_single_node()
        if node is None:
            return None
        _check(node, (), set())
        return loader.construct_document(node)
    finally:
        loader.dispose()


def _check(node: yaml.Node, above: tuple[yaml.Node, ...], checked: set[int]) -> None:
    """Refuse what JSON cannot hold and keys that stand twice; make every key text, as the CLI does."""
    if node in above:
        raise yaml.MarkedYAMLError(problem="a value contains itself", problem_mark=node.start_mark)
    if id(node) in checked:
        return
    checked.add(id(node))
    if node.tag not in _READ:
        raise yaml.MarkedYAMLError(problem=f"the tag {node.tag} is not read here", problem_mark=node.start_mark)
    inside = (*above, node)
    if isinstance(node, yaml.SequenceNode):
        for item in node.value:
            _check(item, inside, checked)
    elif isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise yaml.MarkedYAMLError(problem="a key must be text", problem_mark=key.start_mark)
            if key.value in seen:
                raise yaml.MarkedYAMLError(problem=f"the key {key.value!r} stands twice", problem_mark=key.start_mark)
            seen.add(key.value)
            if key.tag != f"{_TAG}merge":
                key.tag = f"{_TAG}str"
            _check(value, inside, checked)
