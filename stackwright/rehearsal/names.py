"""Names what a program leaves unnamed, as the providers do: the logical name and some digits, kept in every update."""

from __future__ import annotations

import functools
import hashlib
import inspect
import re
from collections.abc import Mapping
from typing import Any

from ..data import tables
from ..simulator import Simulator
from ..simulator.classes import find

_DIGITS = 7


class NoName(Exception):  # noqa: N818 - an answer to the program: the caller says it in the protocol's way
    """The project turned automatic naming off, and the program gives no name."""


@functools.cache
def _properties() -> Mapping[str, str]:
    """Return type token, or `package:*`, -> the input that is named automatically."""
    return {row["type"]: row["property"] for row in tables.rows("autonames")}


@functools.cache
def name_property(type_: str) -> str:
    """Return the input of *type_* that its provider fills in where the program does not; empty where it has none."""
    rows = _properties()
    prop = rows.get(type_) or rows.get(f"{type_.split(':', 1)[0]}:*", "")
    cls = find(type_) if prop and prop != "metadata" else None
    if cls is None:
        return prop if prop == "metadata" and ":helm.sh/" not in type_ else ""
    arguments = inspect.signature(getattr(cls, "_internal_init", cls.__init__)).parameters
    return prop if re.sub(r"([A-Z])", r"_\1", prop).lower() in arguments else ""


def given(type_: str, inputs: Mapping[str, Any]) -> Any:
    """Return the name that *inputs* have; None where they have none."""
    prop = name_property(type_)
    if prop == "metadata":
        metadata = inputs.get("metadata")
        return metadata.get("name") if isinstance(metadata, Mapping) else None
    return inputs.get(prop)


def is_automatic(urn: str, name: Any) -> bool:
    """Say whether *name* is one that `complete` makes for the resource *urn*."""
    logical = re.escape(urn.rsplit("::", 1)[-1])
    return isinstance(name, str) and re.fullmatch(rf"{logical}-[0-9a-f]{{7,8}}", name, re.IGNORECASE) is not None


def complete(
    simulator: Simulator, type_: str, urn: str, new: Mapping[str, Any], old: Mapping[str, Any], *, wanted: Any = None
) -> dict[str, Any]:
    """Return *new* with a name where the program gives none.

    The name is the one the resource had (*old* are its inputs, empty for a new one), else the one the simulator gives
    it, so that a rehearsal and a preview agree. *wanted* is how the engine wants it named: the protocol's
    `AutonamingOptions`. Raises NoName where that forbids naming.
    """
    prop = name_property(type_)
    inputs = dict(new)
    if not prop or given(type_, new) is not None or _has_prefix(prop, new):
        return inputs
    before = given(type_, old)
    if is_automatic(urn, before):
        name = before
    elif wanted is None:
        name = _simulated(simulator, type_, urn, new)
    elif wanted.mode == wanted.DISABLE:
        raise NoName(f"automatic naming is off: set {'metadata.name' if prop == 'metadata' else prop}")
    else:
        name = wanted.proposed_name
    inputs[prop] = {**(new.get("metadata") or {}), "name": name} if prop == "metadata" else name
    return inputs


def as_written(simulator: Simulator, type_: str, urn: str, inputs: Mapping[str, Any]) -> dict[str, Any]:
    """Return *inputs* without a name that `complete` would give them again: as the program wrote them."""
    prop, name = name_property(type_), given(type_, inputs)
    if not prop or not is_automatic(urn, name):
        return dict(inputs)
    bare = {key: value for key, value in inputs.items() if key != prop}
    if prop == "metadata":
        rest = {key: value for key, value in inputs["metadata"].items() if key != "name"}
        bare = {**inputs, "metadata": rest} if rest else bare
    return bare if _simulated(simulator, type_, urn, bare) == name else dict(inputs)


def _has_prefix(prop: str, inputs: Mapping[str, Any]) -> bool:
    """Say whether the program leaves the name to AWS, by a prefix, or to Kubernetes."""
    if prop == "metadata":
        return bool((inputs.get("metadata") or {}).get("generateName"))
    return inputs.get(f"{prop}Prefix") is not None


def _simulated(simulator: Simulator, type_: str, urn: str, inputs: Mapping[str, Any]) -> str:
    _, outputs = simulator.create(type_, urn, inputs)
    name = given(type_, outputs)
    if is_automatic(urn, name):
        return str(name)
    return f"{urn.rsplit('::', 1)[-1]}-{hashlib.sha256(urn.encode()).hexdigest()[:_DIGITS]}"
