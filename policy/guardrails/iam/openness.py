"""Whether a policy on a resource lets in anybody at all."""

from __future__ import annotations

from ..values import Node
from ..verdicts import Verdicts
from .conditions import closes
from .documents import Document, Statement


def must_not_be_open(node: Node, what: str) -> Verdicts:
    """Yield a problem per statement of the policy at *node* that lets anybody use *what* ("the queue")."""
    document = Document(node)
    if document.malformed:
        yield node.says(f"{node.path} must be a JSON policy document with statements")
        return
    yield from document.each(lambda statement: _judge(statement, what))


def _judge(statement: Statement, what: str) -> Verdicts:
    place = everybody(statement)
    if place is not None and not statement.denies and not closes(statement):
        yield statement.problem(
            f"lets anybody use {what}: no condition limits it to accounts, an organization or a VPC", at=place
        )


def everybody(statement: Statement) -> Node | None:
    """Return the place where a statement means everybody: `"*"`, `{"AWS": "*"}` or all but some; None for nowhere.

    Raises Undecided where a principal that is not known decides.
    """
    principal = statement.node["Principal"]
    unknown: list[Node] = []
    for one in _principals(principal):
        if one.unknown:
            unknown.append(one)
        elif one.value() == "*":
            return one
    if unknown:
        raise unknown[0].undecided()
    spared = statement.node["NotPrincipal"]
    return spared if spared.fields() or spared.items() else None


def _principals(principal: Node) -> list[Node]:
    kinds = principal.fields()
    if not kinds:
        return principal.items()
    return [one for kind in kinds.values() for one in kind.items()]


def principals(statement: Statement, kind: str) -> list[Node]:
    """Return the principals of one kind: `AWS`, `Service`, `Federated`. Raises Undecided where they are not known."""
    return statement.node["Principal"][kind].items()
