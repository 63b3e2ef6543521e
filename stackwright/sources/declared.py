"""Applies what `Pulumi.yaml` declares under `config:` to a stack's values: defaults, required keys, types."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from typing import Any

from ..errors import UserError
from .config_value import as_text, hide, is_secret


def apply(declared: Mapping[str, Any], project: str, file: str, values: dict[str, Any]) -> None:
    """Set the defaults in *values* and check the rest against the declared types.

    Raises UserError where a key of the project's own has neither value nor default (all of them in one message), or
    a value is not of its declared type. *file* is the stack file, for the messages.
    """
    missing = []
    for key, declaration in sorted(declared.items()):
        full = key if ":" in key else f"{project}:{key}"
        if full not in values:
            default = _default(declaration)
            if default is not None:
                values[full] = default
            elif full.startswith(f"{project}:"):
                missing.append(full)
    if missing:
        flags = " ".join(f"--config {key}=VALUE" for key in missing)
        raise UserError(
            f"{file}: missing {', '.join(missing)}; add to the file, or pass {flags}{_misspelt(missing, values)}"
        )
    for key, declaration in sorted(declared.items()):
        if isinstance(declaration, dict) and "type" in declaration:
            _check(file, key if ":" in key else f"{project}:{key}", declaration, values)


def _misspelt(missing: list[str], values: Mapping[str, Any]) -> str:
    """Return a question about the keys that look like a missing one."""
    near = [key for name in missing for key in difflib.get_close_matches(name, values, n=1, cutoff=0.9)]
    return f" (is {', '.join(near)} a spelling of it?)" if near else ""


def _default(declaration: Any) -> Any:
    if not isinstance(declaration, dict):
        return declaration
    default = declaration.get("default")
    return declaration.get("value") if default is None else default


def _check(file: str, key: str, declaration: Mapping[str, Any], values: Mapping[str, Any]) -> None:
    value = values.get(key)
    if not isinstance(value, (dict, list)):
        value = as_text(value)
    if not _fits(declaration, value):
        got = _got(declaration, values.get(key))
        raise UserError(f"{file}: {key}: expected {_words(declaration)}, as Pulumi.yaml says, got {got}")


def _fits(declaration: Mapping[str, Any], value: Any) -> bool:
    """Say whether *value* is of the declared type; source: `ValidateConfigValue` in `sdk/go/common/workspace`."""
    if is_secret(value):
        return True  # only its owner can read it
    match declaration.get("type"):
        case "string":
            return isinstance(value, str)
        case "integer":
            return re.fullmatch(r"[-+]?[0-9]+", as_text(value)) is not None
        case "boolean":
            return as_text(value) in ("true", "false")
        case "object":
            return isinstance(value, dict)
        case "array":
            items = declaration.get("items")
            return isinstance(value, list) and all(
                _fits(items if isinstance(items, dict) else {}, one) for one in value
            )
    return True


def _got(declaration: Mapping[str, Any], value: Any) -> str:
    """Return what stands there and how to mend it; text in place of a section is not shown, as it may be a secret."""
    if value is None:
        return "nothing; write a value, or leave the key out"
    if declaration["type"] in ("object", "array") and not isinstance(value, (dict, list)):
        return "a single value; write its entries below it"
    return f"{as_text(hide(value))!r}; correct it"


def _words(declaration: Mapping[str, Any]) -> str:
    kind, items = declaration["type"], declaration.get("items")
    if kind == "array" and isinstance(items, dict) and "type" in items:
        return f"a list, each item {_words(items)}"
    return {"integer": "a whole number", "boolean": "true or false", "array": "a list", "object": "an object"}.get(
        kind, "text"
    )
