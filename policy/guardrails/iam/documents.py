"""A policy document is read as statements whose parts are known, unknown or absent."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from weakref import WeakKeyDictionary

from ..exceptions import glob
from ..item import Item
from ..tables import rows
from ..values import Node
from ..verdicts import Problem, Undecided, Verdicts, guarded

ELEMENTS = frozenset(
    ("Sid", "Effect", "Action", "NotAction", "Resource", "NotResource", "Principal", "NotPrincipal", "Condition")
)
"""What a statement is made of. Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html"""

_LONGEST_MARK = 80
_SHOWN = 3

Texts = tuple[list[tuple[Node, str]], list[Node]]
"""Values that are known, with their places, and the places of those that are not."""


@dataclass(frozen=True)
class Document:
    """A policy document: a JSON text (a literal, what `get_policy_document` returned) or an object, at *node*."""

    node: Node

    @property
    def item(self) -> Item:
        """The resource that the document is written in."""
        return self.node.item

    @property
    def malformed(self) -> bool:
        """Whether a text is here that is no JSON. Raises Undecided where it is not known."""
        try:
            self.node.json()
            return False
        except ValueError:
            return True

    def statements(self) -> list[Statement]:
        """Return the statements; none where the document is malformed. Raises Undecided where it is not known."""
        read = _READ.setdefault(self.item, {}) if self.item.trace is None else {}
        if self.node.path not in read:
            try:
                read[self.node.path] = [Statement(one) for one in self.node.json()["Statement"].items()]
            except ValueError:
                read[self.node.path] = []
        return read[self.node.path]

    def each(self, judge: Callable[[Statement], Verdicts]) -> Verdicts:
        """Yield what *judge* says of each statement: an unknown in one keeps no other from being judged."""
        yield from guarded(self._each(judge))

    def _each(self, judge: Callable[[Statement], Verdicts]) -> Verdicts:
        for statement in self.statements():
            yield from guarded(judge(statement))


@dataclass(frozen=True)
class Statement:
    """One statement. What is read of it is what a verdict depends on: nothing is read ahead."""

    node: Node
    _texts: dict[str, Texts] = field(default_factory=dict, compare=False, repr=False)

    @property
    def denies(self) -> bool:
        """Whether it takes away. Whatever is not a plain Deny is judged as if it granted."""
        return bool(self.node["Effect"].value() == "Deny")

    def texts(self, element: str) -> Texts:
        """Return the values of an element that may be one or a list: those known, and the places of those unknown."""
        if element not in self._texts or self.node.item.trace is not None:
            self._texts[element] = texts(self.node[element])
        return self._texts[element]

    @property
    def patterns(self) -> list[str]:
        """The values of Action that are known, in lower case: actions are matched without regard to case."""
        return [text.lower() for _, text in self.texts("Action")[0]]

    def covers(self, action: str) -> bool:
        """Return whether it is about *action* (`iam:PassRole`). Raises Undecided where an unknown decides."""
        action = action.lower()
        known, unknown = self.texts("Action")
        if any(matches(pattern, action) for _, pattern in known):
            return True
        if unknown:
            raise unknown[0].undecided()
        left_out, unknown = self.texts("NotAction")
        if any(matches(pattern, action) for _, pattern in left_out):
            return False
        if unknown:
            raise unknown[0].undecided()
        return bool(left_out)

    @property
    def mark(self) -> str:
        """Names the statement among those of its document: its Sid, else its actions in their order.

        It stays the same when statements change places; a statement of a secret document is named by a hash.
        """
        sid = self.node["Sid"]
        if sid.known and not is_secret(self.node):
            return sid.text()
        text = ", ".join(sorted(text for _, text in texts(self.actions)[0]))
        text = f"all but {text}" if text and self.actions.path.endswith("NotAction") else text
        digest = hashlib.sha256(text.encode()).hexdigest()[:8]
        if is_secret(self.node):
            return digest
        return text if len(text) <= _LONGEST_MARK else f"{text[: _LONGEST_MARK - 10]}… {digest}"

    @property
    def title(self) -> str:
        """The statement as a message calls it: by its Sid, else by its place."""
        sid = self.node["Sid"]
        if sid.known and not is_silent(self.node):
            return f"the statement {sid.text()!r}"
        number = self.node.path.rpartition("[")[2].rstrip("]")
        return f"statement {number}" if number.isdigit() else "the statement"

    @property
    def actions(self) -> Node:
        """The place that says which actions it is about."""
        return self.node["NotAction" if self.node["Action"].absent else "Action"]

    @property
    def home(self) -> tuple[str, str]:
        """The resource and the property that its document is written in."""
        return self.node.item.urn, self.node.path.rpartition(".Statement")[0]

    def problem(self, text: str, *, at: Node | None = None, about: str = "") -> Problem:
        """Return a problem in the words "<the statement> <text>", at its actions or elsewhere in it.

        *about* tells several problems of one statement apart.
        """
        place = self.actions if at is None else at
        return place.says(f"{self.title} {text}", mark=f"{self.mark} {about}".strip())


def listed(names: list[str]) -> str:
    """Return the first three of *names* and how many more there are."""
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return ", ".join(names[:_SHOWN]) + more


def is_silent(node: Node) -> bool:
    """Return whether no text of *node* may be shown: some of it is secret, or on the engine may be."""
    return is_secret(node) or node.item.discreet


def is_secret(node: Node) -> bool:
    """Return whether *node*, or anything below it, is marked secret."""
    return node.secret or any(leaf.secret for leaf in node.leaves())


# What a dozen rules read again and again, for as long as the resource is there: item -> path -> statements.
_READ: WeakKeyDictionary[Item, dict[str, list[Statement]]] = WeakKeyDictionary()


def matches(pattern: str, action: str) -> bool:
    """Return whether *action*, in lower case, fits a pattern with `*` and `?`, without regard to case."""
    return glob(pattern.lower())(action) is not None


def texts(node: Node) -> Texts:
    """Return the values at *node*, one or a list: those known with their places, and the places of those unknown."""
    known: list[tuple[Node, str]] = []
    unknown: list[Node] = []
    try:
        values = node.items()
    except Undecided:
        return known, [node]
    for one in values:
        try:
            known.append((one, one.text()))
        except Undecided:
            unknown.append(one)
    return known, unknown


def documents(item: Item) -> list[Document]:
    """Return the documents in *item* that grant something to whoever they are attached to; none in other types."""
    return [Document(node) for path in _paths().get(item.type, ()) for node in _at(item, path)]


def identity_types() -> frozenset[str]:
    """Return the canonical types that hold such documents."""
    return frozenset(_paths())


def _at(item: Item, path: str) -> Iterator[Node]:
    """Yield the places that a path of the table stands for: `inlinePolicies[].policy` is one per element."""
    head, _, rest = path.partition("[].")
    if rest:
        yield from (one[rest] for one in item[head].items())
    else:
        yield item[head]


@functools.cache
def _paths() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for row in rows("iam_documents"):
        found[row["type"]] = (*found.get(row["type"], ()), row["path"])
    return found
