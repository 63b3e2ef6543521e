"""Keeps the inputs that a real provider once filled in: state of a real deployment shows no change of its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_FILLED_IN = "__defaults"


def keep(new: Any, old: Any) -> Any:
    """Return *new* with every input that *old* lists under `__defaults` and the program leaves out, at any depth.

    Source: pulumi-terraform-bridge `pkg/reservedkeys`.
    """
    if isinstance(new, Mapping) and isinstance(old, Mapping):
        kept = {key: keep(value, old.get(key)) for key, value in new.items()}
        filled = [key for key in old.get(_FILLED_IN) or () if key in old and new.get(key) is None]
        if filled:
            kept.update({key: old[key] for key in filled}, **{_FILLED_IN: filled})
        return kept
    if isinstance(new, list) and isinstance(old, list) and len(new) == len(old):
        return [keep(one, other) for one, other in zip(new, old, strict=True)]
    return new
