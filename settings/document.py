"""What the stack file says before anybody believes it: its keys as Pulumi hands them over, and what is in doubt."""

from __future__ import annotations

import copy
import difflib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import pulumi
from pulumi.runtime.config import CONFIG, get_config_env, is_config_secret
from pydantic import SecretStr

from .problem import Path, lookup
from .profiles import PROFILES, fill

SECRETS = "secretValues"
"""The one key whose values are encrypted."""

AWS_KEYS = ("aws:region", "aws:allowedAccountIds")
"""Keys of the AWS provider that settings are made from too."""

# What Pulumi makes of a key without a value, and what Pulumi.yaml declares for an optional section.
_ABSENT: tuple[Any, ...] = (None, "", "null", {})

# Keys of other providers stay alone; `stackwrigth:owner` does not.
_LIKELY_TYPO = 0.8


@dataclass(frozen=True, kw_only=True)
class Document:
    """The stack's configuration as written, as far as it can still be used, and where those two differ."""

    stack: str
    """The stack's name."""

    namespace: str
    """The project's name, which its own keys start with."""

    written: Mapping[str, Any]
    """Key -> what the file says; the namespace is left off, those of AWS are whole."""

    usable: Mapping[str, Any] = field(default_factory=dict)
    """The same without what was refused."""

    encrypted: frozenset[str] = frozenset()
    """Keys that Pulumi keeps encrypted."""

    doubtful: frozenset[Path] = frozenset()
    """Where something was refused."""

    @property
    def file(self) -> str:
        """The file's name."""
        return f"Pulumi.{self.stack}.yaml"

    def with_defaults(self) -> dict[str, Any]:
        """Return what is usable, with the defaults of its profile and the stack's name filled in."""
        tree: dict[str, Any] = copy.deepcopy(dict(self.usable))
        profile = tree.get("profile")
        fill(tree, profile if profile in PROFILES else "production")
        tree.setdefault("environment", self.stack)
        return tree

    def without(self, path: Path) -> Document:
        """Return the document with what is at *path* taken out, and the path in doubt."""
        return self._altered(path, None)

    def with_stand_in(self, path: Path, example: Any) -> Document:
        """Return the document with an *example* where a value is required, and the path in doubt."""
        return self._altered(path, example)

    def refused(self, path: Path) -> bool:
        """Tell whether *path*, what holds it, or anything within it was refused."""
        return any(path[: len(other)] == other or other[: len(path)] == path for other in self.doubtful)

    def doubts(self, path: Path) -> bool:
        """Tell whether nothing can be said of *path*: it was refused, or is a default of a profile that was."""
        return self.refused(path) or (("profile",) in self.doubtful and lookup(self.written, path) is None)

    def _altered(self, path: Path, value: Any) -> Document:
        tree: dict[str, Any] = copy.deepcopy(dict(self.usable))
        if value is not None:
            _open(tree, path[:-1])
        section, last = lookup(tree, path[:-1]), path[-1]
        if isinstance(section, dict) and value is not None:
            section[str(last)] = value
        elif isinstance(section, dict):
            section.pop(str(last), None)
        elif isinstance(section, list) and isinstance(last, int):
            del section[last]
        return replace(self, usable=tree, doubtful=self.doubtful | {path})


def read() -> Document:
    """Return the configuration of the stack that runs."""
    config, aws = pulumi.Config(), pulumi.Config("aws")
    # Pulumi's own host fills CONFIG from the environment; a program run by hand has the environment only.
    keys = list(CONFIG.get() or get_config_env())
    tree: dict[str, Any] = {key: _parsed(aws.get(key.removeprefix("aws:"))) for key in AWS_KEYS if key in keys}
    for key in keys:
        namespace, _, name = key.partition(":")
        if namespace == config.name:
            tree[name] = _parsed(config.get(name))
        elif difflib.get_close_matches(namespace, [config.name], cutoff=_LIKELY_TYPO):
            tree[key] = ""
    written = {key: value for key, value in tree.items() if value not in _ABSENT or ":" in key}
    if isinstance(values := written.get(SECRETS), dict):
        written[SECRETS] = {
            name: SecretStr(value) if isinstance(value, str) else value for name, value in values.items()
        }
    encrypted = frozenset(
        name for name in written if is_config_secret(name if ":" in name else f"{config.name}:{name}")
    )
    return Document(
        stack=pulumi.get_stack(), namespace=config.name, written=written, usable=written, encrypted=encrypted
    )


def _open(tree: Any, path: Path) -> None:
    """Make a section of each key on *path* that the file leaves null."""
    for part in path:
        if isinstance(tree, dict) and tree.get(str(part)) is None:
            tree[str(part)] = {}
        tree = lookup(tree, (part,))


def _parsed(text: Any) -> Any:
    """Return the structure that *text* holds as JSON; Pulumi hands over every mapping and list so."""
    if isinstance(text, str) and text.lstrip()[:1] in ("{", "["):
        try:
            return json.loads(text)
        except ValueError:
            return text
    return text


def set_command(name: str) -> str:
    """Return the command that writes the value *name* where it belongs."""
    return f"pulumi config set --secret --path {SECRETS}.{name}"
