"""All policies that are attached to one role, user, group or permission set, however they are, stand together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from weakref import WeakKeyDictionary

from ..inventory import Inventory
from ..item import Item
from ..tables import rows
from ..values import Node
from ..verdicts import Undecided, Verdicts
from .documents import Document, Statement, documents, identity_types, texts

POLICY = "aws:iam/policy:Policy"
_BOUNDED = ("aws:iam/role:Role", "aws:iam/user:User")
_USER, _GROUP = "aws:iam/user:User", "aws:iam/group:Group"
# Type, its users, its groups.
_MEMBERSHIPS = (
    ("aws:iam/userGroupMembership:UserGroupMembership", "user", "groups"),
    ("aws:iam/groupMembership:GroupMembership", "users", "group"),
)


@dataclass(kw_only=True)
class Holder:
    """Whoever holds policies: what they say, and what is not seen of them."""

    name: str
    """URN of the role, user, group or permission set, or the name of one that another stack manages.

    Empty for a policy that nothing in this stack attaches.
    """

    documents: list[Document] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)
    """ARNs of policies that this stack does not write: AWS's own, or another stack's."""

    unclear: list[Node] = field(default_factory=list)
    """Places that name a policy which is not known yet."""

    selves: list[Item] = field(default_factory=list)
    """The holder as this stack manages it, and the groups that it is in."""

    @property
    def own(self) -> set[str]:
        """ARNs of the holder, of its groups and of the policies attached to it, as far as they are known."""
        arns = (item.output("arn") for item in (*self.selves, *(one.item for one in self.documents)))
        return {arn.text() for arn in arns if arn.is_text}


def holders(stack: Inventory) -> list[Holder]:
    """Return everybody that holds policies of this stack, by name; policies attached to nobody stand alone.

    A user holds what the groups hold that this stack puts the user in.
    """
    if stack not in _HOLDERS:
        _HOLDERS[stack] = _holders(stack)
    return _HOLDERS[stack]


def _holders(stack: Inventory) -> list[Holder]:
    index = _Index(stack)
    found: dict[str, Holder] = {}
    attached: set[str] = set()
    for row in rows("iam_attachments"):
        for item in stack.of(row["type"]):
            who = index.named(item, row["holder"], row["holder_type"])
            attached |= _hold(found, who, item, row["policy"], index)
    for user, group in _members(stack, index):
        if group in found:
            _add(found.setdefault(user, Holder(name=user)), found[group])
            found[user].selves += index.items(group)
    for name, holder in found.items():
        holder.selves += index.items(name)
    everybody = [found[name] for name in sorted(found)]
    alone = [one for one in granting(stack) if one.item.type == POLICY and one.item.urn not in attached]
    return everybody + [Holder(name="", documents=[one]) for one in alone]


def granting(stack: Inventory) -> list[Document]:
    """Return the documents of this stack that grant something to whoever holds them.

    A policy that is only somebody's permissions boundary grants nothing.
    """
    if stack not in _GRANTING:
        limits = _boundaries(stack)
        items = (item for item in stack.of(*sorted(identity_types())) if item.urn not in limits)
        _GRANTING[stack] = [document for item in items for document in _documents(item)]
    return _GRANTING[stack]


def attachments() -> Mapping[str, str]:
    """Return type -> the property that names policies, of what attaches some."""
    return {row["type"]: row["policy"] for row in rows("iam_attachments") if row["policy"]}


def of_aws(item: Item) -> Iterator[tuple[Node, str]]:
    """Yield the places where *item* attaches one of AWS's own policies, and its name: `Billing`."""
    for place, arn in texts(item[attachments()[item.type]])[0]:
        if ":iam::aws:policy/" in arn:
            yield place, arn.rpartition("/")[2]


def each_statement(stack: Inventory, judge: Callable[[Statement], Verdicts]) -> Verdicts:
    """Yield what *judge* says of each statement in the documents that grant something."""
    for document in granting(stack):
        yield from document.each(judge)


# What a dozen rules ask, for as long as the stack is there.
_HOLDERS: WeakKeyDictionary[Inventory, list[Holder]] = WeakKeyDictionary()
_GRANTING: WeakKeyDictionary[Inventory, list[Document]] = WeakKeyDictionary()


class _Index:
    """Finds what a property names: by the edges the program made, else by literal name or ARN."""

    def __init__(self, stack: Inventory) -> None:
        self._stack = stack
        self._names: dict[str, dict[str, str]] = {}

    def named(self, item: Item, key: str, type_: str) -> list[str]:
        """Return URNs of this stack's resources of *type_*, or the literal text where it is none of them."""
        if not key:
            return [item.urn]
        node = item[key]
        edges = [urn for urn in node.made_of if self._is(urn, type_)]
        known, unknown = texts(node)
        names = self._of(type_)
        literal = [text for _, text in known if text not in names]
        found = [names[text] for _, text in known if text in names]
        if edges and len(known) + len(unknown) == 1:
            literal = []  # the text is another output of what the edge leads to
        return list(dict.fromkeys(found + (edges if unknown or not found else []) + literal))

    def items(self, name: str) -> list[Item]:
        """Return the resource with this URN; none for what another stack manages."""
        found = self._stack.find(name)
        return [] if found is None else [found]

    def policies(self, item: Item, key: str) -> tuple[list[Item], list[str], list[Node]]:
        """Return what *item* attaches: policies of this stack, ARNs of others, places not known yet."""
        names = self.named(item, key, POLICY)
        inside = [one for name in names for one in self.items(name)]
        outside = [name for name in names if not self.items(name)]
        node = item[key]
        if inside or not texts(node)[1]:
            return inside, outside, []
        return inside, outside, [node]

    def _is(self, urn: str, type_: str) -> bool:
        target = self._stack.find(urn)
        return target is not None and target.type == type_

    def _of(self, type_: str) -> Mapping[str, str]:
        if type_ not in self._names:
            self._names[type_] = {name: one.urn for one in self._stack.of(type_) for name in one.identities()}
        return self._names[type_]


def _hold(found: dict[str, Holder], who: Iterable[str], item: Item, key: str, index: _Index) -> set[str]:
    """Enter what *item* attaches, or says itself where *key* is empty; return URNs of the policies attached."""
    inside, outside, unclear = index.policies(item, key) if key else ([item], [], [])
    written = [document for one in inside for document in _documents(one)]
    if not (written or outside or unclear):
        return set()
    for name in who:
        _add(
            found.setdefault(name, Holder(name=name)),
            Holder(name=name, documents=written, outside=outside, unclear=unclear),
        )
    return {one.urn for one in inside} if who else set()


def _add(holder: Holder, more: Holder) -> None:
    holder.documents += [one for one in more.documents if one not in holder.documents]
    holder.outside += more.outside
    holder.unclear += more.unclear


def _members(stack: Inventory, index: _Index) -> Iterator[tuple[str, str]]:
    """Yield user and group of each membership of this stack."""
    for type_, users, groups in _MEMBERSHIPS:
        for item in stack.of(type_):
            for user in index.named(item, users, _USER):
                for group in index.named(item, groups, _GROUP):
                    yield user, group


def _boundaries(stack: Inventory) -> set[str]:
    """Return URNs of the policies that are somebody's permissions boundary and attached to nobody."""
    bounded = [item for item in stack.of(*_BOUNDED) if item.inputs.get("permissionsBoundary") is not None]
    if not bounded:
        return set()
    index = _Index(stack)
    limits = {name for item in bounded for name in index.named(item, "permissionsBoundary", POLICY)}
    for row in rows("iam_attachments"):
        if row["policy"]:
            for item in stack.of(row["type"]):
                limits -= set(index.named(item, row["policy"], POLICY))
    return limits


def _documents(item: Item) -> list[Document]:
    """Return the documents of an item; one place that stands for all where even their number is not known."""
    try:
        return documents(item)
    except Undecided as undecided:
        return [Document(item[undecided.path])]
