"""How far a statement of an identity policy goes: the resources its actions reach."""

from __future__ import annotations

from collections.abc import Callable

from ..values import Node
from ..verdicts import Undecided
from .actions import formats
from .arns import is_of_any_kind, is_star, reaches_all
from .conditions import narrows
from .documents import Statement, matches

# Only a pattern for all of IAM matches an action of it that does not exist.
_ANY_OF_IAM = "iam:\0"


def is_administration(statement: Statement) -> bool:
    """Return whether a statement, if it allows, allows all actions, all but some, or all of IAM, on everything.

    Raises Undecided where its resources or conditions are not known and decide.
    """
    known, unknown = statement.texts("Action")
    everything = any(is_star(pattern) or matches(pattern, _ANY_OF_IAM) for _, pattern in known)
    everything = everything or bool(statement.node["NotAction"].items())
    if not (everything or unknown) or unlimited(statement, "") is None or narrows(statement):
        return False
    if not everything:
        raise unknown[0].undecided()
    return True


def is_left_to_no_admin(statement: Statement) -> bool:
    """Return whether a statement is administration for certain: `iam-no-admin` reports it, and no other rule has to."""
    try:
        return is_administration(statement)
    except Undecided:
        return False


def unlimited(statement: Statement, action: str, *, on: str = "") -> Node | None:
    """Return the place that makes *action* reach all resources of a kind; None where the statement names some.

    All of one account count as all. *on* is part of the ARN format that counts, where the action takes several kinds.
    Raises Undecided where a resource is not known and decides.
    """
    forms = tuple(one for one in formats(action) if on in one) if action else ()
    return _first(statement, lambda text: reaches_all(text, forms))


def starred(statement: Statement) -> Node | None:
    """Return the place that makes a statement reach resources of every kind: a `*` for all of an ARN, or its name.

    Raises Undecided where a resource is not known and decides.
    """
    return _first(statement, is_of_any_kind)


def _first(statement: Statement, wide: Callable[[str], bool]) -> Node | None:
    known, unknown = statement.texts("Resource")
    for place, text in known:
        if wide(text):
            return place
    if unknown:
        raise unknown[0].undecided()
    if known:
        return None
    # Everything but what is listed; and a statement without either, which is judged as if it meant everything.
    spared = statement.node["NotResource"]
    return spared if spared.items() else statement.node["Resource"]
