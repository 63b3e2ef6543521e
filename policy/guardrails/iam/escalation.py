"""What a holder of policies can make of them altogether: more rights than they say, or data they should not see."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass

from ..exceptions import glob
from ..inventory import Inventory
from ..tables import rows
from ..values import Node
from ..verdicts import Undecided, Verdicts
from .actions import formats
from .arns import is_star, may_match
from .attached import Holder, holders
from .conditions import insists_on, narrows
from .documents import Document, Statement, listed, matches
from .scope import is_left_to_no_admin, unlimited

_PASSED_TO = "iam:passedtoservice"
_ONESELF = ":user/${aws:username}"


@dataclass(frozen=True, kw_only=True)
class Method:
    """Actions that suffice together. All rows of `data/iam_escalation.csv` name where the method is described."""

    name: str
    key: str
    """The action whose resources decide how far it goes, in lower case."""

    also: frozenset[str]
    """What it takes besides, on whatever resources."""

    on: str = ""
    """Part of the ARN format that counts, where the key action takes several kinds of resources."""

    passes: str = ""
    """The service that the role is passed to."""

    own: bool = False
    """Whether the holder's own role, user, group or policy is enough."""

    says: str


@dataclass(frozen=True, kw_only=True)
class Way:
    """A method that is open, and the statement whose key action leaves it open."""

    method: Method
    statement: Statement
    together: bool
    """Whether it takes another policy of the same holder besides."""

    wide: bool = True
    """Whether it leads to everything there is, and not just to the holder's own."""


@functools.cache
def methods(kind: str) -> tuple[Method, ...]:
    """Return the methods of a kind: `escalation`, `exfiltration`, `credentials`."""
    return tuple(
        Method(
            name=row["method"],
            key=row["key"].lower(),
            also=frozenset(row["also"].lower().split()),
            on=row["on"],
            passes=row["passes"],
            own=row["own"] == "yes",
            says=row["says"],
        )
        for row in rows("iam_escalation")
        if row["kind"] == kind
    )


def ways(holder: Holder, kind: str) -> Iterator[Way | Undecided]:
    """Yield each way that the holder's documents leave open, taken together, and what is not known of them.

    A way is open where a statement allows its key action on all resources there are (at least all of the account), or
    on the holder itself where that is enough, without a condition that narrows them, where the other actions are
    allowed at all, and where no statement denies one of them on everything. Administrators are left out: they need no
    way.
    """
    rights = _Rights(_all_actions(kind))
    for document in holder.documents:
        rights.read(document)
    yield from (*(node.undecided() for node in holder.unclear), *rights.unknown)
    for method in methods(kind):
        if method.key not in rights.granted or not method.also <= rights.granted.keys():
            continue
        if rights.denied & {method.key, *method.also}:
            continue
        for statement in rights.granted[method.key]:
            try:
                wide = unlimited(statement, method.key, on=method.on) is not None
                if not (wide or _is_about(statement, method, holder)) or is_left_to_no_admin(statement):
                    continue
                if _open(statement, method):
                    others = _together(statement, method, rights.granted)
                    yield Way(method=method, statement=statement, together=others, wide=wide)
            except Undecided as undecided:
                yield undecided


def report(stack: Inventory, kind: str) -> Verdicts:
    """Yield a problem per statement that leaves ways of a kind open to whoever holds it, the first three named."""
    statements: dict[tuple[str, str], Statement] = {}
    found: dict[tuple[str, str], dict[str, bool]] = {}
    for holder in holders(stack):
        for way in ways(holder, kind):
            if isinstance(way, Undecided):
                yield way
                continue
            place = way.statement.node.item.urn, way.statement.node.path
            statements[place] = way.statement
            found.setdefault(place, {}).setdefault(way.method.says if way.wide else "", way.together)
    for place in sorted(statements):
        yield statements[place].problem(_sentence(found[place]))


def _sentence(ways: dict[str, bool]) -> str:
    """Return what the ways do, together with other policies where they take some."""
    with_others = " (with another policy of the same holder)"
    shown = [says + with_others * others for says, others in ways.items() if says]
    if not shown:
        return "lets whoever holds it change the policies they hold themselves"
    return f"is limited by no resource or condition: it {listed(shown)}"


def _open(statement: Statement, method: Method) -> bool:
    """Return whether no condition keeps a statement from *method*."""
    if narrows(statement):
        return False
    if not method.passes:
        return True
    others = insists_on(
        statement,
        lambda key, text: key == _PASSED_TO and not matches(text, method.passes),
        if_exists=True,
    )
    return not others


def _is_about(statement: Statement, method: Method, holder: Holder) -> bool:
    """Return whether a statement reaches the holder itself, and that is enough for *method*."""
    if not method.own:
        return False
    forms = formats(method.key)
    mine = [arn for arn in holder.own if any(may_match(arn, form) for form in forms)]
    resources = [text for _, text in statement.texts("Resource")[0]]
    return any(text.endswith(_ONESELF) or any(map(glob(text), mine)) for text in resources)


def _together(statement: Statement, method: Method, granted: dict[str, list[Statement]]) -> bool:
    """Return whether some action that *method* takes is granted only by another document than the statement's."""
    home = statement.home
    return any(all(one.home != home for one in granted[action]) for action in method.also)


class _Rights:
    """Which of the wanted actions a holder is granted by which statements, and which it is denied on everything."""

    def __init__(self, wanted: frozenset[str]) -> None:
        self._wanted = wanted
        self.granted: dict[str, list[Statement]] = {}
        self.denied: set[str] = set()
        self.unknown: list[Undecided] = []

    def read(self, document: Document) -> None:
        """Enter what a document says."""
        try:
            for statement in document.statements():
                self._enter(statement)
        except Undecided as undecided:
            self.unknown.append(undecided)

    def _enter(self, statement: Statement) -> None:
        about, unknown = self._about(statement)
        try:
            denies = bool(about or unknown) and statement.denies
        except Undecided as undecided:
            self.unknown.append(undecided)
            return
        if denies:
            self.denied |= about if _denies_all(statement) else frozenset()
            return
        self.unknown += [node.undecided() for node in unknown]
        for action in about:
            self.granted.setdefault(action, []).append(statement)

    def _about(self, statement: Statement) -> tuple[frozenset[str], list[Node]]:
        """Return which of the wanted actions a statement is about for certain, and the first place not known."""
        known, unknown = statement.texts("Action")
        if known or unknown:
            found = (_fitting(pattern.lower(), self._wanted) for _, pattern in known)
            return frozenset().union(*found), unknown[:1]
        try:
            return frozenset(action for action in self._wanted if statement.covers(action)), []
        except Undecided:
            return frozenset(), [statement.node["NotAction"]]


def _denies_all(statement: Statement) -> bool:
    """Return whether a Deny holds for every resource and request. One that is not known is not counted on."""
    try:
        return (
            any(is_star(text) for _, text in statement.texts("Resource")[0])
            and not statement.node["Condition"].fields()
        )
    except Undecided:
        return False


@functools.cache
def _fitting(pattern: str, wanted: frozenset[str]) -> frozenset[str]:
    return frozenset(action for action in wanted if matches(pattern, action))


@functools.cache
def _all_actions(kind: str) -> frozenset[str]:
    return frozenset(action for method in methods(kind) for action in (method.key, *method.also))
