"""How strict the rules are for one stack: its profile, and what the pack's configuration says otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from .exceptions import Exceptions
from .rule import AnyRule, Level, Profile


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What a run of the rules is told."""

    profile: Profile = "production"
    levels: Mapping[str, Level] = field(default_factory=dict)
    """Rule id -> level, where the configuration names one."""

    parameters: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """Rule id -> parameter -> value, where the configuration names one."""

    exceptions: Exceptions = field(default_factory=Exceptions)

    def level(self, rule: AnyRule) -> Level:
        """Return the level that *rule* has."""
        return self.levels.get(rule.id, rule.level_in(self.profile))

    def arguments(self, rule: AnyRule) -> tuple[Mapping[str, Any], ...]:
        """Return what *rule* takes besides its subject: the values of its parameters, or nothing."""
        if not rule.parameters:
            return ()
        given = self.parameters.get(rule.id, {})
        return ({name: given.get(name, one.value(self.profile)) for name, one in rule.parameters.items()},)
