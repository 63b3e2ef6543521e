"""Fails chosen operations as the cloud fails them: `--fail aws:rds/instance:Instance=create`."""

from __future__ import annotations

import fnmatch
import functools
import hashlib
import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, get_args

from ..data import tables
from ..errors import UserError
from ..simulator.fields import Fields
from .protocol import Operation, logical_name, type_of

_OPERATIONS: tuple[str, ...] = get_args(Operation)


@dataclass(frozen=True)
class Failure:
    """How one operation fails."""

    message: str
    """What the provider says."""

    created: bool
    """The resource exists all the same and is kept, unready: a Kubernetes object that never comes up."""


@dataclass(frozen=True)
class Rule:
    """One `--fail`: which operation on which resources, and how often for each of them."""

    text: str
    pattern: str
    operation: str
    times: int = 1

    def matches(self, operation: str, urn: str) -> bool:
        """Say whether *operation* on the resource *urn* is meant: by type token, logical name or URN."""
        names = (type_of(urn), logical_name(urn), urn)
        return operation == self.operation and any(fnmatch.fnmatchcase(name, self.pattern) for name in names)


class Failures:
    """The rules of one rehearsal and what they have done so far. Safe to use from several threads."""

    def __init__(self, rules: Iterable[Rule] = ()) -> None:
        self._rules = tuple(rules)
        self._done: dict[tuple[Rule, str], int] = {}
        self._lock = threading.Lock()

    def next(
        self, operation: Operation, urn: str, id_: str = "", inputs: Mapping[str, Any] | None = None
    ) -> Failure | None:
        """Return how *operation* on the resource *urn* with *inputs* fails this time; None where it does not."""
        for rule in self._rules:
            if rule.matches(operation, urn):
                with self._lock:
                    done = self._done.setdefault((rule, urn), 0)
                    if done == rule.times:
                        continue
                    self._done[rule, urn] = done + 1
                return _failure(operation, urn, id_, inputs or {})
        return None

    def unused(self) -> list[str]:
        """Return a line for each rule that nothing matched."""
        used = {rule for rule, _ in self._done}
        return [
            f"--fail {rule.text}: nothing failed, as no {rule.operation} of a matching resource was asked for;"
            " match a type token, a logical name or a URN"
            for rule in self._rules
            if rule not in used
        ]


def parse(texts: Iterable[str]) -> Failures:
    """Return the failures that `PATTERN=OPERATION` and `PATTERN=OPERATION#TIMES` ask for. Raises UserError."""
    return Failures([_rule(text) for text in texts])


def _rule(text: str) -> Rule:
    pattern, equals, rest = text.rpartition("=")
    operation, hash_, times = rest.partition("#")
    if not equals or not pattern or operation not in _OPERATIONS:
        raise UserError(
            f"--fail {text}: expected PATTERN=OPERATION with one of {', '.join(_OPERATIONS)},"
            " for instance --fail aws:rds/instance:Instance=create"
        )
    if hash_ and not (times.isdecimal() and int(times) > 0):
        raise UserError(f"--fail {text}: expected a number of times after #, for instance {pattern}={operation}#2")
    return Rule(text, pattern, operation, int(times) if hash_ else 1)


@dataclass(frozen=True)
class _Fact:
    operation: str
    message: str
    created: bool

    where: str
    """The input that must be true; empty where the fact is of any resource of the type."""

    def fits(self, operation: str, inputs: Mapping[str, Any]) -> bool:
        return self.operation in (operation, "*") and (not self.where or inputs.get(self.where) is True)


@functools.cache
def _facts() -> Mapping[str, tuple[_Fact, ...]]:
    """Return type pattern -> its rows, in the order of the file: the first that fits counts."""
    found: dict[str, tuple[_Fact, ...]] = {}
    for row in tables.rows("failures"):
        fact = _Fact(row["operation"], row["message"], row["created"] == "yes", row["where"])
        found[row["type"]] = (*found.get(row["type"], ()), fact)
    return found


def _failure(operation: str, urn: str, id_: str, inputs: Mapping[str, Any]) -> Failure:
    type_ = type_of(urn)
    fact = next(  # the last row fits everything
        fact
        for pattern, facts in _facts().items()
        if fnmatch.fnmatchcase(type_, pattern)
        for fact in facts
        if fact.fits(operation, inputs)
    )
    return Failure(fact.message.format_map(_fields(operation, urn, id_)), fact.created)


def _fields(operation: str, urn: str, id_: str) -> Mapping[str, str]:
    _, module, resource = [*type_of(urn).split(":"), "", ""][:3]
    service = module.split("/", 1)[0]
    name = logical_name(urn)
    known = {"name": name, "id": id_ or name, "operation": operation, "service": service, "resource": resource}
    # The request id is of the URN and operation, so that two rehearsals print the same.
    return Fields(hashlib.sha256(f"{urn} {operation}".encode()).hexdigest(), {}, **known)
