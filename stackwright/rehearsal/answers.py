"""What a resource's provider answers when it is planned, created and updated, as `stackwright preview` answers it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..model import UNKNOWN
from ..simulator import Simulator
from . import names

Values = Mapping[str, Any]


def created(simulator: Simulator, type_: str, urn: str, inputs: Values) -> tuple[str, dict[str, Any]]:
    """Return the id and outputs of a resource created with *inputs*.

    They are those of the resource as the program wrote it, so a name that was made for it changes neither.
    """
    id_, outputs = simulator.create(type_, urn, names.as_written(simulator, type_, urn, inputs))
    outputs = {key: value for key, value in outputs.items() if key != "id"}
    prop = names.name_property(type_)
    if inputs.get(prop) is not None and prop != "metadata":
        outputs[prop] = inputs[prop]
    return id_, outputs


def planned(simulator: Simulator, type_: str, urn: str, inputs: Values) -> dict[str, Any]:
    """Return the outputs of a resource that a preview would create: its inputs, and what is computed as unknown."""
    _, outputs = created(simulator, type_, urn, inputs)
    return {key: inputs.get(key, UNKNOWN) for key in sorted({*outputs, *inputs})}


def updated(simulator: Simulator, type_: str, urn: str, old: Values, new: Values, outputs: Values) -> dict[str, Any]:
    """Return *outputs* after the inputs changed from *old* to *new*: only what the simulation changes, changes.

    So a resource keeps what its real provider, or an import, once answered.
    """
    _, before = created(simulator, type_, urn, old)
    _, after = created(simulator, type_, urn, new)
    given = {key: value for key, value in new.items() if not key.startswith("__")}
    following: dict[str, Any] = _set(_following(outputs, before, after), given)
    return following


def _following(outputs: Any, before: Any, after: Any) -> Any:
    """Return the *outputs* that a simulation had as *before*, once it has them as *after*."""
    if before == after and outputs is not None:
        return outputs
    if isinstance(outputs, Mapping) and isinstance(before, Mapping) and isinstance(after, Mapping):
        kept = {key: value for key, value in outputs.items() if key not in before}
        known = [key for key in after if key in outputs or before.get(key) != after[key]]
        return {**kept, **{key: _following(outputs.get(key), before.get(key), after[key]) for key in known}}
    return after


def _set(outputs: Any, inputs: Any) -> Any:
    """Return *outputs* with all that *inputs* say, and what the provider computes beside it, at every depth."""
    if isinstance(outputs, Mapping) and isinstance(inputs, Mapping):
        return {**outputs, **{key: _set(outputs.get(key), value) for key, value in inputs.items()}}
    if isinstance(outputs, list) and isinstance(inputs, list) and len(outputs) == len(inputs):
        return [_set(output, value) for output, value in zip(outputs, inputs, strict=True)]
    return inputs
