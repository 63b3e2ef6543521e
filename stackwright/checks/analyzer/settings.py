"""Settles each policy's level and parameters, and refuses configuration that the pack does not know.

Source: `pkg/resource/analyzer/config.go` in pulumi/pulumi. Unlike the engine, a policy that the pack does not have is
an error: it is a typing mistake.
"""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from pulumi.runtime.proto import analyzer_pb2

from ...errors import UserError
from ...sources import wire

LEVELS = ("advisory", "mandatory", "disabled", "remediate")
"""Levels in the order of the protocol's numbers."""

_OPTION = "--policy-pack-config"
_ALL = "all"

# References to environments of Pulumi's cloud, which stand beside the policies in a file of configuration.
_ENVIRONMENTS = "environments"


@dataclass(frozen=True)
class Setting:
    """How one policy is run."""

    level: str
    """One of `LEVELS`."""

    properties: Mapping[str, Any] = field(default_factory=dict)


def settle(pack: str, info: Any, given: Mapping[str, Any] | None) -> dict[str, Setting]:
    """Return policy -> how it is run: its own level and its schema's defaults, under what the pack sets for itself,
    under what is *given* in a file's form, `{policy: level or {enforcementLevel, property...}}`.

    *info* is the pack's AnalyzerInfo. Raises UserError, naming the pack *pack*, for all that is wrong with the
    parameters at once.
    """
    settled = {policy.name: Setting(_level(policy.enforcementLevel), _defaults(policy)) for policy in info.policies}
    own = {
        name: Setting(_level(one.enforcementLevel), wire.decode(one.properties))
        for name, one in info.initialConfig.items()
    }
    _apply(settled, own)
    if given:
        if not info.supportsConfig:
            raise UserError(f"{_OPTION}: policy pack {pack} takes no configuration; leave the option out")
        _apply(settled, dict(_parsed(pack, info, given)))
    problems = [problem for policy in info.policies for problem in _problems(pack, policy, settled[policy.name])]
    if problems:
        raise UserError(f"{_OPTION}: policy pack {pack}: {'; '.join(problems)}; correct the file")
    return {name: setting for name, setting in settled.items() if name in {policy.name for policy in info.policies}}


def request(settled: Mapping[str, Setting], only: Collection[str] | None = None) -> Any:
    """Return the message that tells a pack how to run its policies; with *only*, that the others are disabled."""
    message = analyzer_pb2.ConfigureAnalyzerRequest()
    for name, setting in settled.items():
        level = setting.level if only is None or name in only else "disabled"
        message.policyConfig[name].enforcementLevel = LEVELS.index(level)
        message.policyConfig[name].properties.CopyFrom(wire.encode(dict(setting.properties)))
    return message


def notes(given: Mapping[str, Any] | None) -> tuple[str, ...]:
    """Return what of the configuration cannot be followed here."""
    if not given or not given.get(_ENVIRONMENTS):
        return ()
    return (f"{_OPTION}: environments are not resolved offline; what they set is missing",)


def _level(number: int) -> str:
    return LEVELS[number] if number < len(LEVELS) else LEVELS[0]


def _schema(policy: Any) -> dict[str, Any]:
    properties: dict[str, Any] = wire.decode(policy.configSchema.properties)
    return properties


def _defaults(policy: Any) -> dict[str, Any]:
    schema = _schema(policy)
    return {key: one["default"] for key, one in schema.items() if isinstance(one, dict) and "default" in one}


def _apply(settled: dict[str, Setting], config: Mapping[str, Setting]) -> None:
    """Set *config* over what is *settled*: first what is said of all policies, then of each."""
    everywhere = config.get(_ALL)
    for name, setting in settled.items():
        level = everywhere.level if everywhere and everywhere.level else setting.level
        own = config.get(name, Setting(""))
        settled[name] = Setting(own.level or level, {**setting.properties, **own.properties})


def _parsed(pack: str, info: Any, given: Mapping[str, Any]) -> Iterator[tuple[str, Setting]]:
    names = [policy.name for policy in info.policies]
    for name, value in given.items():
        if name == _ENVIRONMENTS:
            continue
        if name not in (*names, _ALL):
            near = difflib.get_close_matches(name, names, n=1)
            hint = f"did you mean {near[0]!r}?" if near else f"it has {', '.join(sorted(names))}"
            raise UserError(f"{_OPTION}: policy pack {pack} has no policy {name!r}; {hint}")
        table = {"enforcementLevel": value} if isinstance(value, str) else value
        if not isinstance(table, Mapping):
            raise UserError(f"{_OPTION}: {name}: expected a level or an object, got {value!r}; correct the file")
        level = table.get("enforcementLevel", "")
        if level not in ("", *LEVELS) or ("enforcementLevel" in table and not level):
            raise UserError(
                f"{_OPTION}: {name}: {level!r} is not a valid enforcement level; expected {', '.join(sorted(LEVELS))}"
            )
        yield name, Setting(level, {key: item for key, item in table.items() if key != "enforcementLevel"})


def _problems(pack: str, policy: Any, setting: Setting) -> Iterator[str]:
    """Yield what is wrong with a policy's parameters, by the pack's own schema."""
    schema = {"type": "object", "properties": _schema(policy), "required": list(policy.configSchema.required)}
    if not schema["properties"] and not schema["required"]:
        return
    import jsonschema  # slow to import, and most packs take no parameters

    try:
        jsonschema.Draft7Validator.check_schema(schema)
    except jsonschema.SchemaError as error:
        raise UserError(
            f"policy pack {pack}: {policy.name}: its configuration's schema is wrong: {error.message}"
        ) from None
    for found in sorted(jsonschema.Draft7Validator(schema).iter_errors(dict(setting.properties)), key=str):
        path = ".".join(str(part) for part in found.absolute_path)
        yield ": ".join(part for part in (policy.name, path, found.message) if part)
