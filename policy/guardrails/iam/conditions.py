"""Whether the conditions of a statement really limit it: on what, or to whom."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ..exceptions import glob
from ..tables import rows
from ..values import Node
from .documents import Statement, texts

Accepts = Callable[[str, str], bool]
"""Takes a condition key in lower case and one of its values."""

_ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess"
_ALL_OF, _ANY_OF, _IF_EXISTS = "ForAllValues:", "ForAnyValue:", "IfExists"


@dataclass(frozen=True)
class Test:
    """One line of a Condition: operator, key, and the values, one of which must fit."""

    operator: str
    key: str
    node: Node

    @property
    def base(self) -> str:
        """The operator without what may be put before and after it."""
        return self.operator.removeprefix(_ALL_OF).removeprefix(_ANY_OF).removesuffix(_IF_EXISTS)

    @property
    def values(self) -> list[str]:
        """The values. Raises Undecided where one is not known."""
        known, unknown = texts(self.node)
        if unknown:
            raise unknown[0].undecided()
        return [text for _, text in known]

    @property
    def negates(self) -> bool:
        """Whether it is true of every request but those with one of the values."""
        return "not" in self.base.lower() and not self.operator.startswith(_ANY_OF)

    @property
    def insists(self) -> bool:
        """Whether a request passes only with one of the values.

        `ForAllValues:` is also true of a request without the key, `...IfExists` too, and a negation lets in all others.
        """
        loose = self.operator.startswith(_ALL_OF) or self.operator.endswith(_IF_EXISTS)
        return not loose and _operators().get(self.base.lower(), False)


def tests(statement: Statement) -> Iterator[Test]:
    """Yield the lines of the statement's Condition. Raises Undecided where it is not known."""
    for operator, keys in statement.node["Condition"].fields().items():
        for key, node in keys.fields().items():
            yield Test(operator, key, node)


def insists_on(statement: Statement, accepts: Accepts, *, if_exists: bool = False) -> bool:
    """Return whether some line lets a request pass only with values all of which are accepted.

    Wildcards count as such whatever the operator: under StringEquals they fit nothing, which nobody means.
    *if_exists* takes the `...IfExists` operators too, right for a key that every such request has.
    Raises Undecided where values that are not known decide.
    """
    unknown: list[Node] = []
    for test in tests(statement):
        bare = Test(test.operator.removesuffix(_IF_EXISTS), test.key, test.node) if if_exists else test
        if bare.insists:
            found, missing = texts(test.node)
            if found and not all(accepts(test.key.lower(), text) for _, text in found):
                continue
            if found and not missing:
                return True
            unknown += missing
    if unknown:
        raise unknown[0].undecided()
    return False


def narrows(statement: Statement) -> bool:
    """Return whether the conditions of an identity policy's statement limit which resources it reaches.

    A tag or another property of the resource does, the Region, TLS or multi-factor authentication do not.
    """
    if any(test.base == "Null" and _of_tag(test.key.lower()) and _false(test.node) for test in tests(statement)):
        return True
    return insists_on(statement, lambda key, text: _selects(key) and (_of_tag(key) or _picks(key, text)))


def closes(statement: Statement, *, account_named: bool = False) -> bool:
    """Return whether the conditions of a resource policy's statement let in only callers that somebody chose.

    *account_named*: the principal is one account as a whole, where an external id suffices.
    """
    return insists_on(statement, _closes_for_account if account_named else _closes_for_all)


def spares(statement: Statement) -> bool:
    """Return whether a Deny holds for all but callers that somebody chose: `StringNotEquals` on an organization.

    A negation holds for a request without the key too, save under `ForAnyValue:`.
    """
    return all(
        test.negates and test.values and all(_closes_for_all(test.key.lower(), text) for text in test.values)
        for test in tests(statement)
    )


def closing(key: str) -> re.Pattern[str]:
    """Return what a value of *key* (`aws:SourceArn`) looks like that lets in only callers that somebody chose."""
    return _closing()[key.lower()][0]


def is_operator(name: str) -> bool:
    """Return whether *name* is a condition operator, with or without ForAnyValue:, ForAllValues: and IfExists."""
    base = Test(name, "", None).base  # type: ignore[arg-type]  # only its name is asked about
    return base.lower() in _operators()


def is_global_key(key: str) -> bool:
    """Return whether *key* is a condition key of all services: `aws:SourceArn`."""
    return any(glob(one)(key.lower()) for one in _narrowing() if one.startswith("aws:"))


def _picks(key: str, text: str) -> bool:
    """Return whether a value of a key that picks resources leaves some out; of policies, the administrators'."""
    if key == "iam:policyarn":
        return glob(text)(_ADMINISTRATOR) is None
    return bool(text.strip("*?"))


def _closes_for_all(key: str, text: str) -> bool:
    return _closing().get(key, (None, ""))[1] == "anyone" and _closes_for_account(key, text)


def _closes_for_account(key: str, text: str) -> bool:
    form = _closing().get(key, (None, ""))[0]
    return form is not None and form.fullmatch(text) is not None


def _of_tag(key: str) -> bool:
    """Return whether *key* is a tag's: any value of it picks the resources that carry the tag."""
    return "resourcetag/" in key or "requesttag/" in key


def _false(node: Node) -> bool:
    return str(node.value()).lower() == "false"


def _selects(key: str) -> bool:
    """Return whether a condition on *key* picks resources: what the table says, else yes for a service's own keys."""
    key = key.lower()
    for known, selects in _narrowing().items():
        if glob(known)(key):
            return selects
    return not key.startswith("aws:")


@functools.cache
def _operators() -> dict[str, bool]:
    return {row["operator"].lower(): row["positive"] == "yes" for row in rows("iam_condition_operators")}


@functools.cache
def _narrowing() -> dict[str, bool]:
    return {row["key"].lower(): row["narrows"] == "yes" for row in rows("iam_condition_keys")}


@functools.cache
def _closing() -> dict[str, tuple[re.Pattern[str], str]]:
    return {
        row["key"].lower(): (re.compile(row["closes"]), row["closes_for"])
        for row in rows("iam_condition_keys")
        if row["closes"]
    }
