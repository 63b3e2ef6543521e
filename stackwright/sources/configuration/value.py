"""One configuration value as the CLI hands it to a program: text, with a placeholder for each encrypted part."""

from __future__ import annotations

import json
from typing import Any

from ...model import REDACTED


def as_text(value: Any) -> str:
    """Return text as it is, null as nothing, anything else as the JSON that Go writes."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    text = json.dumps(_numbers(value), separators=(",", ":"), sort_keys=True, ensure_ascii=False)
    return text.replace("<", r"\u003c").replace(">", r"\u003e").replace("&", r"\u0026")


def _numbers(value: Any) -> Any:
    """Write whole floats without a fraction, as Go does."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e21:
        return int(value)
    if isinstance(value, dict):
        return {key: _numbers(item) for key, item in value.items()}
    return [_numbers(item) for item in value] if isinstance(value, list) else value


def is_secret(value: Any) -> bool:
    """Say whether *value* is an encrypted value itself: `secure: ...` and nothing else."""
    return isinstance(value, dict) and list(value) == ["secure"] and isinstance(value["secure"], str)


def holds_secret(value: Any) -> bool:
    """Say whether *value* is or contains an encrypted value."""
    if isinstance(value, dict):
        return is_secret(value) or any(holds_secret(item) for item in value.values())
    return isinstance(value, list) and any(holds_secret(item) for item in value)


def hide(value: Any) -> Any:
    """Return *value* with a placeholder for each encrypted value: the key to them is the user's."""
    if isinstance(value, dict):
        return REDACTED if is_secret(value) else {key: hide(item) for key, item in value.items()}
    return [hide(item) for item in value] if isinstance(value, list) else value
