"""The shape of a rule: what it looks at, what it promises, how to put it right."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Literal

from .item import Item
from .verdicts import Verdict

Profile = Literal["production", "development", "ephemeral"]
PROFILES: tuple[Profile, ...] = ("production", "development", "ephemeral")


class Level(StrEnum):
    """How much a finding weighs. Words of Pulumi's enforcement levels."""

    MANDATORY = "mandatory"
    ADVISORY = "advisory"
    DISABLED = "disabled"
    REMEDIATE = "remediate"


class Severity(StrEnum):
    """How bad a finding is for whoever owns the stack."""

    CRITICAL = "critical"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


@dataclass(frozen=True, kw_only=True)
class Controls:
    """What a rule maps to in published catalogues."""

    fsbp: tuple[str, ...] = ()
    """AWS Foundational Security Best Practices: `S3.8`."""

    cis_5_0: tuple[str, ...] = ()
    """CIS AWS Foundations Benchmark 5.0: `2.1.4`."""

    cis_7_0: tuple[str, ...] = ()
    """CIS AWS Foundations Benchmark 7.0."""

    checkov: tuple[str, ...] = ()
    """Checkov checks that ask the same: `CKV2_AWS_6`."""

    def named(self) -> dict[str, tuple[str, ...]]:
        """Return framework -> ids, of those there are."""
        found = {"fsbp": self.fsbp, "cis-5.0": self.cis_5_0, "cis-7.0": self.cis_7_0, "checkov": self.checkov}
        return {name: ids for name, ids in found.items() if ids}


@dataclass(frozen=True, kw_only=True)
class Parameter:
    """Something that a rule can be told, with its schema and its value where nobody says."""

    says: str
    """What it means, with its unit."""

    default: Any
    by_profile: Mapping[Profile, Any] = field(default_factory=dict)
    """Default in the profiles that have their own."""

    schema: Mapping[str, Any]
    """JSON Schema of the value: `{"type": "integer", "minimum": 1}`."""

    def value(self, profile: Profile) -> Any:
        """Return the default in *profile*."""
        return self.by_profile.get(profile, self.default)


@dataclass(frozen=True)
class Change:
    """A value that puts a resource right."""

    keys: tuple[str, ...]
    """Where: `("metadataOptions", "httpTokens")`. Objects that are not there are made."""

    value: Any


@dataclass(frozen=True, kw_only=True)
class _Promise:
    """What rules about one resource and about all of them have in common."""

    id: str
    """Stable kebab-case id, never reused."""

    promise: str
    """One sentence that is true of a stack that passes."""

    fix: str
    """One or two sentences: what to write in the program, in Pulumi's Python words."""

    severity: Severity
    level: Level
    """Level in production, and in every profile that `levels` does not name."""

    levels: Mapping[Profile, Level] = field(default_factory=dict)
    controls: Controls = field(default_factory=Controls)
    parameters: Mapping[str, Parameter] = field(default_factory=dict)
    """A rule that has some is given their values as second argument, by name."""

    needs_secretness: bool = False
    """Judges whether a value is marked secret, which the engine's protocol takes away before a policy sees it."""

    def level_in(self, profile: Profile) -> Level:
        """Return the level that holds in *profile* where nobody says otherwise."""
        return self.levels.get(profile, self.level)


@dataclass(frozen=True, kw_only=True)
class Rule(_Promise):
    """A promise about each resource by itself."""

    looks_at: frozenset[str] | Callable[[Item], bool]
    """Canonical type tokens, or a question that the resource is asked."""

    check: Callable[..., Iterable[Verdict]]
    """Takes the Item, and the parameters where the rule has some; yields what is wrong."""

    remediate: Callable[..., Iterable[Change]] | None = None
    """Takes the Item, and the parameters where the rule has some; yields what puts it right, nothing where it is."""

    def applies(self, item: Item) -> bool:
        """Return whether the rule has anything to say about *item*."""
        return self.looks_at(item) if callable(self.looks_at) else item.type in self.looks_at


@dataclass(frozen=True, kw_only=True)
class StackRule(_Promise):
    """A promise about how the resources of a stack stand to each other."""

    looks_at: frozenset[str]
    """Canonical type tokens that it is about: without any of them in the stack it has nothing to say."""

    check: Callable[..., Iterable[Verdict]]
    """Takes the Inventory, and the parameters where the rule has some; yields what is wrong."""


AnyRule = Rule | StackRule
