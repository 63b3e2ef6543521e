"""The few facts worth a reader's eye beside a resource: its structural inputs, in people's words."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from ..data import tables
from ..model import Resource, redact

# What a reader looks for first, in this order; the rest follows by name.
_FIRST = ("cidr", "domain", "image", "engine", "instanceClass", "size", "zones", "nat", "internal", "multiAz", "covers")

# For people too, but in the console: here they would push the facts aside.
_LEFT_OUT = frozenset({"description"})

# Values that speak for themselves, without their key.
_BARE = frozenset({"architecture", "cidr", "domain", "image", "instanceClass", "size", "summary"})

# Keys whose two states both deserve a word.
_STATES: Mapping[str, tuple[str, str]] = {
    "internal": ("internal only", "public"),
    "multiAz": ("Multi-AZ", "single-AZ"),
}

_UNITS = {"Days": " d", "Gib": " GiB", "Mib": " MiB", "Percent": " %", "Seconds": " s", "Ms": " ms"}
_ACRONYMS = {"nat": "NAT", "ipv6": "IPv6", "gib": "GiB", "az": "AZ", "tls": "TLS", "vcpu": "vCPU"}
_SNAKE_CASE = re.compile(r"[a-z_]+")
_ENGINES = {"postgres": "PostgreSQL", "mysql": "MySQL", "mariadb": "MariaDB", "aurora-postgresql": "Aurora PostgreSQL"}


def facts(resource: Resource) -> list[str]:
    """Return short phrases about *resource*: from a component's inputs, or a well-known type's."""
    if resource.custom:
        shown = _well_known().get(resource.type)
        if shown is None:
            return []
        plain = {
            fact: redact(found) for fact, path in shown.items() if (found := _at(resource.inputs, path)) is not None
        }
    else:
        plain = redact(resource.inputs)
    composed = list(_composed(plain))
    ranked = sorted(plain, key=lambda key: (_FIRST.index(key) if key in _FIRST else len(_FIRST), key))
    image = [_phrase(key, plain.pop(key)) for key in ranked if key == "image"]
    return [*image, *composed, *filter(None, (_phrase(key, plain[key]) for key in ranked if key in plain))]


@functools.cache
def _well_known() -> Mapping[str, Mapping[str, str]]:
    """Return type -> fact -> path into the inputs, from `data/well_known.csv`."""
    return {
        row["type"]: dict(pair.split("=", 1) for pair in row["facts"].split("|")) for row in tables.rows("well_known")
    }


def _at(table: Any, path: str) -> Any:
    for step in path.split("."):
        if isinstance(table, list):
            table = table[0] if table else None
        table = table.get(step) if isinstance(table, dict) else None
    return table


def _composed(plain: dict[str, Any]) -> Iterator[str]:
    """Yield the phrases that take several inputs, and remove those inputs from *plain*."""
    for keys, compose in _COMPOSED:
        if all(plain.get(key) not in (None, "") for key in keys):
            yield compose(*(plain.pop(key) for key in keys))


def _engine(engine: Any, version: Any) -> str:
    return f"{_ENGINES.get(str(engine), engine)} {version}"


def _range(low: Any, high: Any) -> str:
    return f"{low}-{high} tasks" if low != high else f"{low} task{'s' * (low != 1)}"


def _compute(cpu: Any, memory: Any) -> str:
    return f"{cpu:g} vCPU / {_gib(memory)}" if isinstance(cpu, (int, float)) else f"{cpu} / {memory}"


def _units(cpu: Any, memory: Any) -> str:
    """Write ECS's own units, 1,024 of which are one vCPU."""
    return (
        _compute(int(cpu) / 1024, int(memory)) if str(cpu).isdigit() and str(memory).isdigit() else f"{cpu} / {memory}"
    )


def _gib(mib: Any) -> str:
    return f"{mib / 1024:g} GiB" if isinstance(mib, (int, float)) else str(mib)


def _storage(gib: Any, limit: Any) -> str:
    return f"{gib} GiB (to {limit})"


_COMPOSED: tuple[tuple[tuple[str, ...], Callable[..., str]], ...] = (
    (("engine", "version"), _engine),
    (("minTasks", "maxTasks"), _range),
    (("cpu", "memory"), _compute),
    (("cpuUnits", "memoryMib"), _units),
    (("storageGib", "maxStorageGib"), _storage),
)


def _phrase(key: str, value: Any) -> str:
    if isinstance(value, bool):
        yes, no = _STATES.get(key, (_words(key), ""))
        return yes if value else no
    if key in _LEFT_OUT or value in (None, "", [], {}):
        return ""
    text = _value(value)
    if key in _BARE:
        return text
    for suffix, unit in _UNITS.items():
        if key.endswith(suffix) and isinstance(value, (int, float)):
            return f"{_words(key.removesuffix(suffix))} {text}{unit}"
    return f"{_words(key)} {text}"


def _value(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key} {_value(item)}" for key, item in value.items())
    if isinstance(value, list):
        return " ".join(_value(item) for item in value)
    if isinstance(value, str):
        return value.replace("_", " ") if _SNAKE_CASE.fullmatch(value) else value
    return str(value)


@functools.cache
def _words(key: str) -> str:
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", key).lower().split()
    return " ".join(_ACRONYMS.get(word, word) for word in words)
