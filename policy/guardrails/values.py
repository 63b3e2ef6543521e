"""A value in a resource is known, unknown or absent, and a rule can tell which."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from . import defaults
from .marks import ABSENT, UNKNOWN, UNKNOWN_TEXT, Secret, holds_secret, holds_text, is_unknown, whole
from .verdicts import Problem, Undecided

if TYPE_CHECKING:
    from .item import Item

EVERYTHING_BELOW = "**"
"""Ends a traced path where the value was asked for with everything in it."""

_PLAIN_KEY = re.compile(r"[A-Za-z_][\w-]*")
_BEFORE_PATH = re.compile(r"[.\[]")
_TRUTHS = {"true": True, "false": False}
_LONGEST_SHOWN = 80


class Node:
    """A place in a resource's properties, whether or not something is there.

    Going deeper never fails: below what is absent everything is absent, below what is unknown everything is unknown.
    """

    __slots__ = ("_raw", "item", "path", "secret")

    def __init__(self, item: Item, path: str, raw: Any, *, secret: bool = False) -> None:
        while isinstance(raw, Secret):
            raw, secret = raw.content, True
        if raw is None:
            raw = ABSENT
        elif raw == UNKNOWN_TEXT:
            raw = UNKNOWN
        self.item = item
        self.path = path
        self.secret = secret
        self._raw = raw

    def __getitem__(self, key: str | int) -> Node:
        """Return the member *key* of an object, or the element at *key* of a list."""
        raw = self._raw
        path = f"{self.path}[{key}]" if isinstance(key, int) else joined(self.path, key)
        if isinstance(raw, dict) and isinstance(key, str):
            inner = raw.get(key)
        elif isinstance(raw, list) and isinstance(key, int):
            inner = raw[key] if -len(raw) <= key < len(raw) else None
        else:
            inner = raw if raw is UNKNOWN else None
        return Node(self.item, path, inner, secret=self.secret)

    def at(self, path: str) -> Node:
        """Return the member at a dotted *path*: `vpcConfig.endpointPublicAccess`."""
        node = self
        for key in path.split("."):
            node = node[key]
        return node

    @property
    def unknown(self) -> bool:
        """Whether only a deployment can tell the value."""
        self._read()
        return self._undecided()

    @property
    def absent(self) -> bool:
        """Whether nothing was set here; AWS's default then holds, which `value` returns."""
        self._read()
        return self._raw is ABSENT

    @property
    def known(self) -> bool:
        """Whether a value was set and is known."""
        return not self.unknown and not self.absent

    @property
    def is_text(self) -> bool:
        """Whether a text was set and is known."""
        return isinstance(self._raw, str) and self.known

    def value(self) -> Any:
        """Return the plain value; where nothing is set, AWS's default for it, or None.

        Whole numbers are int, secrets are their content. Raises Undecided where any part is unknown.
        """
        self._read(whole=True)
        if self._raw is ABSENT:
            return defaults.default(self.item.type, self.path)
        return self._plain(self._raw)

    def truth(self) -> Any:
        """Return the value; of an AWS resource the texts `true` and `false` as what its provider takes them for.

        A configuration value that a program passes on is text. Raises Undecided where the value is unknown.
        """
        value = self.value()
        return _TRUTHS.get(value, value) if isinstance(value, str) and self.item.type.startswith("aws:") else value

    def text(self) -> str:
        """Return the value as text, empty where there is none. Raises Undecided where it is unknown."""
        value = self.value()
        return "" if value is None else value if isinstance(value, str) else json.dumps(value)

    def items(self) -> list[Node]:
        """Return the elements of a list; a value that is no list is its own only element; nothing has none.

        Raises Undecided where the list as such is unknown.
        """
        if self._undecided():
            raise Undecided(self.item, self.path)
        if isinstance(self._raw, list):
            return [self[index] for index in range(len(self._raw))]
        return [] if self._raw is ABSENT else [self]

    def elements(self) -> list[Node]:
        """Return the elements of a list that are known; of what is no list there are none."""
        if not isinstance(self._raw, list):
            return []
        return [one for one in map(self.__getitem__, range(len(self._raw))) if not one._undecided()]

    def fields(self) -> dict[str, Node]:
        """Return the members of an object in the order of their keys; none where there is no object.

        Raises Undecided where the object as such is unknown.
        """
        if self._undecided():
            raise Undecided(self.item, self.path)
        return {key: self[key] for key in sorted(self._raw)} if isinstance(self._raw, dict) else {}

    def json(self) -> Node:
        """Return what a JSON text says, with the paths going on inside; an object or a list is itself.

        A text that is known but for some values in it is read: only those are unknown. Raises Undecided where all of it
        is unknown, ValueError where it is no JSON.
        """
        if isinstance(self._raw, (dict, list)) or self._raw is ABSENT:
            return self
        if not isinstance(self._raw, str):
            raise Undecided(self.item, self.path)
        return Node(self.item, self.path, json.loads(self._raw), secret=self.secret)

    def leaves(self) -> Iterator[Node]:
        """Yield every scalar at and below this place, unknown ones too."""
        if isinstance(self._raw, dict):
            for key in sorted(self._raw):
                yield from self[key].leaves()
        elif isinstance(self._raw, list):
            for index in range(len(self._raw)):
                yield from self[index].leaves()
        elif self._raw is not ABSENT:
            yield self

    @property
    def root(self) -> str:
        """The resource's property that this place lies in."""
        return _BEFORE_PATH.split(self.path, maxsplit=1)[0]

    @property
    def made_of(self) -> tuple[str, ...]:
        """URNs of the resources of this stack whose outputs the property holds."""
        return tuple(
            urn
            for urn in self.item.property_dependencies.get(self.root, ())
            if "::pulumi:pulumi:StackReference::" not in urn
        )

    @property
    def shown(self) -> str:
        """The value as a short text for a message; `[secret]` for a secret, `[text]` where it may be one."""
        if self._raw is not ABSENT and (self.secret or holds_secret(self._raw)):
            return "[secret]"
        if self.item.discreet and holds_text(self._raw):
            return "[text]"
        if self._undecided():
            return "[unknown]"
        value = defaults.default(self.item.type, self.path) if self._raw is ABSENT else self._raw
        text = json.dumps(whole(value), ensure_ascii=False, default=repr)
        return text if len(text) <= _LONGEST_SHOWN else f"{text[: _LONGEST_SHOWN - 1]}…"

    def problem(self, text: str, *, mark: str = "") -> Problem:
        """Return a problem that says that this property *text* ("must be true"), and what was found."""
        return Problem(self.item, self.path, f"{self.path} {text}, {self._found()}", mark)

    def says(self, sentence: str, *, mark: str = "") -> Problem:
        """Return a problem at this place in the words of *sentence*."""
        return Problem(self.item, self.path, sentence, mark)

    def undecided(self) -> Undecided:
        """Return the verdict that this place cannot be judged yet."""
        return Undecided(self.item, self.path)

    def _found(self) -> str:
        if self._raw is not ABSENT:
            return f"found {self.shown}"
        default = defaults.default(self.item.type, self.path)
        return "but is not set" if default is None else f"but is not set: the default is {self.shown}"

    def _undecided(self) -> bool:
        return is_unknown(self._raw)

    def _read(self, *, whole: bool = False) -> None:
        if self.item.trace is not None:
            self.item.trace.add(f"{self.path}{EVERYTHING_BELOW}" if whole else self.path)

    def _plain(self, raw: Any) -> Any:
        if is_unknown(raw):
            raise Undecided(self.item, self.path)
        if isinstance(raw, Secret):
            return self._plain(raw.content)
        if isinstance(raw, dict):
            return {key: self._plain(value) for key, value in raw.items()}
        if isinstance(raw, list):
            return [self._plain(value) for value in raw]
        return whole(raw)


def joined(path: str, key: str) -> str:
    """Return the path of the member *key* below *path*; empty for the top."""
    if not path:
        return key
    return f"{path}.{key}" if key.isidentifier() or _PLAIN_KEY.fullmatch(key) else f"{path}[{json.dumps(key)}]"
