"""Text, numbers and truth values as their declared type has them, whichever way a program writes them."""

from __future__ import annotations

from typing import Any

from ..model import Secret
from . import hints

_TRUTH = {"true": True, "false": False}
_KINDS = (bool, int, float, str)


def kind(hint: Any, space: hints.Namespace) -> type[Any] | None:
    """Return which of bool, int, float and str is declared; None for any other type."""
    chosen = hints.choice(hint, space)
    return next((each for each in _KINDS if chosen is each), None)


def coerced(value: Any, wanted: type[Any] | None) -> Any:
    """Return *value* as the *wanted* type has it, where a provider takes one for the other; else as it is.

    Source: pulumi-terraform-bridge, `pkg/tfbridge`, coercion of inputs.
    """
    if wanted is None or value.__class__ is wanted:
        return value
    if isinstance(value, Secret):
        return Secret(coerced(value.value, wanted))
    if wanted is str:
        return _text(value)
    if not isinstance(value, str):
        return value
    return _TRUTH.get(value, value) if wanted is bool else _number(value, wanted)


def _text(value: Any) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value) if isinstance(value, (int, float)) else value


def _number(text: str, wanted: type[Any]) -> Any:
    try:
        return wanted(text)
    except ValueError:
        return text
