"""Answers for a stack that is deployed: what is there already keeps its id and outputs, the rest is simulated."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ..model import Resource
from .replacement import replacing
from .simulator import Simulator


@dataclass(frozen=True, kw_only=True)
class Continuing(Simulator):
    """A simulated account where some resources are real."""

    deployed: Mapping[str, Resource] = field(default_factory=dict, compare=False)
    """URN -> resource, as the stack's state has it."""

    def create(self, type_: str, urn: str, inputs: Mapping[str, Any], id_: str = "") -> tuple[str, dict[str, Any]]:
        """Return the id and outputs that a resource has, with what *inputs* change; simulated ones where it has none.

        Nothing is known of what a changed input replaces, nor of what is read under another id than before. An input
        that is left out is taken to be as it was: a state does not say what the provider chose by itself.
        """
        made, outputs = super().create(type_, urn, inputs, id_)
        there = self.deployed.get(urn)
        if there is None or (id_ and id_ != there.id) or replacing(type_, _of(there.inputs, inputs), inputs):
            return made, outputs
        return there.id, {**outputs, **_changed(there.outputs, there.inputs, inputs)}


def _of(before: Any, after: Any) -> Any:
    """Return what *before* has of the keys in *after*."""
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        return {key: _of(value, after[key]) for key, value in before.items() if key in after}
    return before


def _changed(outputs: Any, before: Any, after: Any) -> Any:
    """Return the *outputs* that followed from the inputs *before*, with what the inputs *after* them set anew."""
    if before == after and outputs is not None:
        return outputs
    if isinstance(outputs, Mapping) and isinstance(before, Mapping) and isinstance(after, Mapping):
        return {**outputs, **{key: _changed(outputs.get(key), before.get(key), after[key]) for key in after}}
    return after
