"""Applies what `Pulumi.yaml` declares under `config:` to a stack's values: defaults, required keys, types."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from ...errors import UserError
from .value import as_text, hide, is_secret


def apply(
    declared: Mapping[str, Any], project: str, file: str, values: dict[str, Any], origins: Mapping[str, str]
) -> tuple[str, ...]:
    """Set the defaults in *values*, check the rest against the declared types and return the keys that are missing.

    *declared* has its keys in full. Those of the project's own are missing where they have neither value nor default.
    Raises UserError where a value is not of its declared type: it says where the value stands, by *origins* (key ->
    file or option), and *file*, the project file, for a default.
    """
    missing = []
    for key, declaration in sorted(declared.items()):
        _check_declaration(file, key, declaration, own=key.startswith(f"{project}:"))
        if key not in values:
            default = _default(declaration)
            if default is not None:
                values[key] = default
            elif key.startswith(f"{project}:"):
                missing.append(key)
    for key, declaration in sorted(declared.items()):
        if key in values and isinstance(declaration, dict) and "type" in declaration:
            _check(origins.get(key, file), key, declaration, values)
    return tuple(missing)


def secrets(declared: Mapping[str, Any]) -> frozenset[str]:
    """Return the keys that are declared secret."""
    return frozenset(key for key, one in declared.items() if isinstance(one, dict) and one.get("secret") is True)


def missing_message(file: str, missing: Iterable[str], secret: Collection[str], values: Mapping[str, Any]) -> str:
    """Return the line about keys that are missing from the stack *file*, with the options that would set them.

    A key whose value is *secret* is better kept in the file, encrypted.
    """
    keys = sorted(missing)
    flags = " ".join(f"--config {key}=VALUE" for key in keys)
    hidden = [f"`pulumi config set --secret {key}`" for key in keys if key in secret]
    how = f" (secrets with {', '.join(hidden)})" if hidden else ""
    them = "it" if len(keys) == 1 else "them"
    return (
        f"{file}: missing {', '.join(keys)}; add {them} to the file{how}, or pass {flags}, or --simulate-config"
        f"{_misspelt(keys, values)}"
    )


def _misspelt(missing: list[str], values: Mapping[str, Any]) -> str:
    """Return a question about the keys that look like a missing one."""
    near = [key for name in missing for key in difflib.get_close_matches(name, values, n=1, cutoff=0.9)]
    return f" (is {', '.join(near)} a spelling of it?)" if near else ""


def _check_declaration(file: str, key: str, declaration: Any, *, own: bool) -> None:
    """Refuse what the CLI refuses; source: `Project.Validate` in `sdk/go/common/workspace/project.go`."""
    table = declaration if isinstance(declaration, dict) else {}
    if table.get("default") is not None and table.get("value") is not None:
        raise UserError(f"{file}: config: {key}: expected a default or a value, got both; remove one")
    for word in () if own else ("type", "default"):
        if table.get(word) is not None:
            raise UserError(
                f"{file}: config: {key}: expected a value only, as another namespace's key, got a {word}; "
                "write it as 'value: ...'"
            )


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
