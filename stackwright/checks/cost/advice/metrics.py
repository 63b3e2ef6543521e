"""Reads what CloudWatch measured of ECS services: the answer of `aws cloudwatch get-metric-data`, as it is saved."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from ....errors import UserError
from ..item import Item

CPU, MEMORY = "CPUUtilization", "MemoryUtilization"
_EXPECTED = "save the answer of aws cloudwatch get-metric-data as docs/cost/metrics.md shows"
_LABEL = re.compile(rf"(?P<service>\S+) (?P<metric>{CPU}|{MEMORY})")
# What Pulumi appends to the logical name of a resource without a name.
_AUTONAMED = "-[0-9a-f]{7}"


@dataclass(frozen=True)
class Peaks:
    """The most that a service used, in percent of what its tasks have."""

    cpu: Decimal | None = None
    memory: Decimal | None = None
    days: int = 0
    """Days from the first measurement to the last."""


def load(path: Path) -> dict[str, Peaks]:
    """Return physical name of a service -> its peaks. Raises UserError, one line that says where and what."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    except (OSError, ValueError) as error:
        raise UserError(f"{path}: no JSON that could be read: {error}; {_EXPECTED}") from error
    results = content.get("MetricDataResults") if isinstance(content, dict) else None
    if not isinstance(results, list):
        raise UserError(f"{path}: expected an object with the list MetricDataResults; {_EXPECTED}")
    values: dict[str, dict[str, list[Decimal]]] = {}
    times: dict[str, list[datetime]] = {}
    for place, result in enumerate(results):
        try:
            service, metric = _label(result)
            values.setdefault(service, {}).setdefault(metric, []).extend(_values(result))
            times.setdefault(service, []).extend(_times(result))
        except ValueError as wrong:
            raise UserError(f"{path}: MetricDataResults[{place}]: {wrong}; {_EXPECTED}") from None
    return {service: _peaks(found, times[service]) for service, found in values.items()}


def measured(service: Item, peaks: Mapping[str, Peaks]) -> Peaks | None:
    """Return what was measured of an ECS service; None where nothing was."""
    name = _name(service, peaks)
    return peaks[name] if name else None


def notes(services: Iterable[Item], peaks: Mapping[str, Peaks]) -> Iterator[str]:
    """Yield a sentence for the services that were not measured, and one for what was measured and is not there."""
    found = {service.name: _name(service, peaks) for service in services}
    whole = {name for name, one in peaks.items() if one.cpu is not None and one.memory is not None}
    without = sorted(name for name, named in found.items() if named not in whole)
    if without:
        yield f"the metrics tell too little of {', '.join(without)}: no advice on sizes"
    unknown = sorted(peaks.keys() - found.values())
    if unknown:
        yield f"the metrics tell of {', '.join(unknown)}: no service of the stack has that name"


def _name(service: Item, peaks: Mapping[str, Peaks]) -> str | None:
    """Return the name by which a service was measured.

    One without a name is told by its logical name: Pulumi appends to that what a simulation cannot know.
    """
    known = next((name for name in service.identities() if name in peaks), None)
    if known or "name" in service.values:
        return known
    pattern = re.compile(re.escape(service.name) + _AUTONAMED)
    return next((name for name in peaks if pattern.fullmatch(name)), None)


def _label(result: Any) -> tuple[str, str]:
    label = result.get("Label") if isinstance(result, dict) else None
    found = _LABEL.fullmatch(label) if isinstance(label, str) else None
    if not found:
        raise ValueError(f"expected a Label of a service and {CPU} or {MEMORY}, got {label!r}")
    return found["service"], found["metric"]


def _values(result: Mapping[str, Any]) -> list[Decimal]:
    values = result.get("Values")
    if not isinstance(values, list) or not all(_is_percentage(value) for value in values):
        raise ValueError("expected Values, a list of percentages")
    return [Decimal(value) for value in values]


def _is_percentage(value: Any) -> bool:
    return isinstance(value, int | Decimal) and not isinstance(value, bool) and value >= 0


def _times(result: Mapping[str, Any]) -> list[datetime]:
    times = result.get("Timestamps")
    if not isinstance(times, list) or len(times) != len(result["Values"]):
        raise ValueError("expected Timestamps, one for each of the Values")
    try:
        found = [datetime.fromisoformat(time) for time in times]
    except (TypeError, ValueError):
        found = [datetime.min]
    if any(time.tzinfo is None for time in found):
        raise ValueError("expected Timestamps as 2026-11-01T00:00:00+00:00")
    return found


def _peaks(found: Mapping[str, list[Decimal]], times: list[datetime]) -> Peaks:
    days = (max(times) - min(times)).days if times else 0
    cpu, memory = (max(found.get(metric, ()), default=None) for metric in (CPU, MEMORY))
    return Peaks(cpu, memory, days)
