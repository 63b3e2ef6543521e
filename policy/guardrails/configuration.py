"""The pack's configuration is validated as on the engine: rule -> level, or an object with a level and parameters."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from typing import Any

from .rule import AnyRule, Level, Profile
from .settings import Settings

ALL = "all"
_LEVEL = "enforcementLevel"


class ConfigurationError(Exception):
    """A configuration that cannot be used: one line says where, what was expected and how to mend it."""


def configured(rules: Iterable[AnyRule], given: Mapping[str, Any], profile: Profile) -> Settings:
    """Return the settings that *given* makes: levels and parameters of rules. Raises ConfigurationError.

    `all` is the level of every rule that is not named, those included that are disabled by default, as in Pulumi.
    """
    by_id = {rule.id: rule for rule in rules}
    levels: dict[str, Level] = {}
    parameters: dict[str, dict[str, Any]] = {}
    for name, entry in given.items():
        level, values = _entry(name, entry)
        if name == ALL:
            if values:
                raise ConfigurationError(f"{ALL}: takes a level only, got {', '.join(sorted(values))}")
            levels = {**(dict.fromkeys(by_id, level) if level else {}), **levels}
            continue
        rule = by_id.get(name)
        if rule is None:
            raise ConfigurationError(f"{name}: the pack has no such rule{_guess(name, by_id)}")
        if level is not None:
            levels[name] = level
        if values:
            parameters[name] = _validated(rule, values)
    return Settings(profile=profile, levels=levels, parameters=parameters)


def schema(rule: AnyRule) -> dict[str, Any]:
    """Return the JSON Schema of the rule's parameters, each with its description."""
    return {name: {**one.schema, "description": one.says} for name, one in rule.parameters.items()}


def _entry(name: str, entry: Any) -> tuple[Level | None, dict[str, Any]]:
    if isinstance(entry, str):
        return _level(name, entry), {}
    if not isinstance(entry, dict):
        raise ConfigurationError(f"{name}: expected a level or an object, got {entry!r}")
    values = dict(entry)
    level = values.pop(_LEVEL, None)
    return (None if level is None else _level(name, level)), values


def _level(name: str, text: Any) -> Level:
    try:
        return Level(text)
    except ValueError:
        raise ConfigurationError(f"{name}: {text!r} is no level; expected one of {', '.join(Level)}") from None


def _validated(rule: AnyRule, values: dict[str, Any]) -> dict[str, Any]:
    foreign = sorted(set(values) - set(rule.parameters))
    if foreign:
        has = ", ".join(sorted(rule.parameters)) or "none"
        raise ConfigurationError(f"{rule.id}: no parameter {foreign[0]!r}; it has {has}")
    import jsonschema

    for name, value in sorted(values.items()):
        try:
            jsonschema.validate(value, dict(rule.parameters[name].schema))
        except jsonschema.ValidationError as error:
            raise ConfigurationError(f"{rule.id}: {name}: {error.message}") from None
    return values


def _guess(name: str, known: Iterable[str]) -> str:
    close = difflib.get_close_matches(name, [*known], n=1)
    return f"; did you mean {close[0]!r}?" if close else ""
