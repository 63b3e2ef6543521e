"""What pydantic found wrong, in the words of a stack file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from pydantic_core import ErrorDetails

from .checks import nearest
from .document import Document
from .problem import Path, Problem, flow, lookup
from .schema import example_at, keys_at

# How pydantic marks that the key of a mapping is wrong, not its value.
_KEY_MARK = "[key]"

_QUOTED = re.compile(r"'([^']*)'")


def translated(error: ErrorDetails, document: Document) -> Problem:
    """Return *error* as a problem of the file."""
    path = _in_file(error["loc"], document)
    kind = error["type"]
    if kind == "missing":
        return Problem(path=path, rule="is required", fix=f"add it, for instance {flow(example_at(path))}")
    if kind == "extra_forbidden":
        return _unknown(path, document)
    if kind == "literal_error":
        choices = _QUOTED.findall(error["ctx"]["expected"])
        otherwise = "choose one of them" if len(choices) > 1 else f"write {choices[0]}"
        fix = nearest(str(error["input"]), choices, otherwise)
        return Problem(path=path, rule=f"must be {_either(choices)}", fix=fix)
    if kind == "value_error":
        problem = _refused(path, str(error["ctx"]["error"]), document)
        # What is wrong is the key, and the value beside it nobody's business.
        return replace(problem, show=False) if _KEY_MARK in error["loc"] else problem
    if kind == "tuple_type":
        return Problem(path=path, rule="must be a list", fix="write it in brackets")
    if kind == "string_type":
        return Problem(path=path, rule="must be text", fix="quote it")
    return Problem(path=path, rule="must be a mapping", fix="write its keys below it, indented")


def _in_file(loc: tuple[int | str, ...], document: Document) -> Path:
    """Return *loc* as far as the file goes: a text may stand for a whole section."""
    path = tuple(part for part in loc if part != _KEY_MARK)
    for length in range(1, len(path)):
        found = lookup(document.written, path[:length])
        if found is not None and not isinstance(found, (Mapping, list)):
            return path[:length]
    return path


def _unknown(path: Path, document: Document) -> Problem:
    namespace, _, name = str(path[-1]).rpartition(":")
    known = [key for key in keys_at(path[:-1]) if ":" not in key]
    fix = f"did you mean {document.namespace}:{name}?" if namespace and len(path) == 1 else nearest(name, known)
    return Problem(path=path, rule="is not a setting", fix=fix, show=False)


def _refused(path: Path, text: str, document: Document) -> Problem:
    rule, _, fix = text.rpartition("; ")
    problem = Problem(path=path, rule=rule, fix=fix)
    if path == ("environment",) and "environment" not in document.written:
        name = f"the stack's name, {document.stack},"
        return replace(problem, rule=f"{name} {rule}", fix=f"set {document.namespace}:environment")
    return problem


def _either(choices: list[Any]) -> str:
    *first, last = choices
    return f"{', '.join(first)} or {last}" if first else str(last)
