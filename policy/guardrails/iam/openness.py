"""Whether a policy on a resource lets in anybody at all."""

from __future__ import annotations

from ..exceptions import glob
from ..values import Node
from ..verdicts import Verdicts
from .conditions import closes, spares
from .documents import Document, Statement


def must_not_be_open(node: Node, what: str, *, deputies: frozenset[str] = frozenset()) -> Verdicts:
    """Yield a problem per statement of the policy at *node* that lets anybody use *what* ("the queue").

    What another statement takes away from them again, they are not let. *deputies* are services by which anybody can
    come: a statement for one must say on whose behalf.
    """
    document = Document(node)
    if document.malformed:
        yield node.says(f"{node.path} must be a JSON policy document with statements")
        return
    yield from document.each(lambda statement: _judge(document, statement, what, deputies))


def _judge(document: Document, statement: Statement, what: str, deputies: frozenset[str]) -> Verdicts:
    place = everybody(statement)
    text = f"lets anybody use {what}: no condition limits it to accounts, an organization or a VPC"
    if place is None:
        place = next((one for one in principals(statement, "Service") if one.text() in deputies), None)
        text = f"lets a service use {what} on anybody's behalf: no aws:SourceArn or aws:SourceAccount says on whose"
    if place is None or statement.denies or closes(statement):
        return
    if not any(_takes_away(other, statement) for other in document.statements()):
        yield statement.problem(text, at=place)


def _takes_away(other: Statement, statement: Statement) -> bool:
    """Return whether *other* denies all that *statement* allows to everybody but callers that somebody chose."""
    principal = other.node["Principal"]
    return (
        not principal.absent
        and _covers(other, statement, "Action")
        and _covers(other, statement, "Resource")
        and other.denies
        and everybody(other) is not None
        and spares(other)
    )


def _covers(other: Statement, statement: Statement, element: str) -> bool:
    """Return whether all values of an element of *statement* fit one of *other*'s; where it has none, a star must."""
    wide = [glob(text.lower()) for _, text in other.texts(element)[0]]
    values = [text.lower() for _, text in statement.texts(element)[0]] or ["*"]
    return (other.node[element].absent and statement.node[element].absent) or all(
        any(one(text) for one in wide) for text in values
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
