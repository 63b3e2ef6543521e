"""What a function answers by the type it declares, for every function of every installed SDK."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Any

from .. import classes, coerce, hints, names, patterns
from ..template import Compiler, Maker
from . import functions
from .question import Question

# Often declared optional because they may be asked with, and answered nonetheless.
_ALWAYS = frozenset({"arn", "id", "name"})

Shape = Mapping[str, Maker]
"""Wire name -> maker of each property that a function always has."""


@functools.cache
def shape(token: str) -> Shape | None:
    """Return the shape of what *token* answers; None where no installed SDK declares the function."""
    cls = functions.result_class(token)
    if cls is None:
        return None
    with classes.IMPORTING:
        makers = Compiler(_leaf).table(cls, "", ())
        properties: Mapping[str, object] = hints.properties(cls)
        left_out = {wire for wire, hint in properties.items() if hints.optional(hint)} - _ALWAYS
    return {wire: maker for wire, maker in makers.items() if wire not in left_out}


@functools.cache
def kinds(token: str) -> Mapping[str, type[Any] | None]:
    """Return wire name -> plain type of the properties that *token* answers, None where one is of no plain type."""
    cls = functions.result_class(token)
    if cls is None:
        return {}
    with classes.IMPORTING:
        declared: Mapping[str, object] = hints.properties(cls)
        return {wire: coerce.kind(hint, hints.namespace(cls)) for wire, hint in declared.items()}


def echoed(question: Question) -> Mapping[str, Any]:
    """Return the arguments as the outputs of their names show them; none that is of another type than is declared."""
    plain = kinds(question.token)
    found = {wire: coerce.coerced(value, plain.get(wire)) for wire, value in question.args.items()}
    return {wire: value for wire, value in found.items() if _is(value, plain.get(wire))}


def _is(value: Any, kind: type[Any] | None) -> bool:
    return kind is None or isinstance(value, kind) or (kind is float and isinstance(value, int))


def answer(question: Question, shape: Shape) -> dict[str, Any]:
    """Return the answer of this *shape*."""
    fields = question.fields_of(question.seed)
    service, _, rest = question.token.partition(":")[2].partition("/")
    resource = rest.partition(":")[0].removeprefix("get")
    name = question.name(resource) or question.given("id") or f"existing-{fields['hex8']}"
    path = functions.snake(resource).replace("_", "-")
    fields.update(service=service, resource=resource.lower(), logical=name, physical=name, name=name, id=name)
    fields["arn"] = question.given("arn") or question.arn(service, f"{path}/{name}")
    return {prop: make(fields) for prop, make in shape.items()}


def _leaf(prop: str, _path: str, kind: type[Any]) -> Maker:
    """Return what makes a text or a number by the name of its property."""
    if kind is str:
        return patterns.maker(names.pattern(prop, "text"))
    number = kind(names.pattern(prop, "number"))
    return lambda _fields: number
