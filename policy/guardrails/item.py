"""One resource, as rules see it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from .marks import Secret, is_unknown
from .values import Node
from .verdicts import Problem

# Properties by which other resources name this one.
_NAMES = ("id", "arn", "name", "bucket", "identifier", "clusterIdentifier", "url", "keyId", "functionName", "family")


@dataclass(kw_only=True, eq=False)
class Item:
    """A resource: what the program asked for, and as much as is known of what it is given."""

    urn: str
    type: str
    """Canonical type token: of twins (`aws:alb/listener:Listener`) always the same one."""

    name: str
    """Logical name in the program."""

    inputs: Mapping[str, Any] = field(default_factory=dict)
    """By wire name: plain JSON with `Secret` and `UNKNOWN` in it."""

    outputs: Mapping[str, Any] = field(default_factory=dict)
    """As `inputs`; empty where nothing is known."""

    id: str = ""
    """Physical id; empty where it is not known yet."""

    parent: str = ""
    """URN of the parent, empty for none."""

    provider: Item | None = None
    """The provider that manages it, where that is known."""

    property_dependencies: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Input -> URNs of the resources whose outputs it is made of."""

    custom: bool = True
    """Managed by a provider: False for components and the stack."""

    read: bool = False
    """Read from the cloud, not managed by this stack."""

    opaque: str = ""
    """Why what is inside is not seen; empty where everything is."""

    protect: bool = False
    retain_on_delete: bool = False
    configuration: frozenset[str] = frozenset()
    """Every text in the stack's configuration: what is equal to one was not written in the program."""

    discreet: bool = False
    """Which values are secret was not told, so that no text may be shown: so it is on the engine."""

    trace: set[str] | None = None
    """Paths that were read, where somebody wants to know: mutation tests do."""

    def __getitem__(self, key: str) -> Node:
        """Return the input called *key*."""
        return Node(self, key, self.inputs.get(key))

    def at(self, path: str) -> Node:
        """Return the input at a dotted *path*."""
        head, _, rest = path.partition(".")
        return self[head].at(rest) if rest else self[head]

    def at_keys(self, keys: tuple[str, ...]) -> Node:
        """Return the input at *keys*, one inside the other."""
        node = self[keys[0]]
        for key in keys[1:]:
            node = node[key]
        return node

    def output(self, key: str) -> Node:
        """Return the output called *key*; where no output is known, the input of the same name."""
        return Node(self, key, self.outputs.get(key, self.inputs.get(key)))

    def says(self, sentence: str, *, mark: str = "") -> Problem:
        """Return a problem with the resource as a whole."""
        return Problem(self, "", sentence, mark)

    def identities(self) -> frozenset[str]:
        """Return the texts by which other resources can name this one: its id, ARN, name, as far as they are known."""
        found = {self.id}
        for key in _NAMES:
            for values in (self.inputs, self.outputs):
                value = values.get(key)
                while isinstance(value, Secret):
                    value = value.content
                if isinstance(value, str) and not is_unknown(value):
                    found.add(value)
        return frozenset(found - {""})
