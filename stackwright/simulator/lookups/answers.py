"""Answers a look-up: by what is known of its function, by the resource it finds, by the type it declares."""

from __future__ import annotations

import functools
import json
from collections.abc import Callable, Mapping
from typing import Any

from ...model import Secret
from ..place import Place
from . import (
    balancers,
    clusters,
    databases,
    declared,
    ec2,
    elsewhere,
    iam,
    iam_policy_document,
    images,
    kubernetes,
    names,
    network,
    parameters,
    regions,
    secrets,
    std,
    tables,
    twins,
)
from .question import Question, ask, secret_texts

Maker = Callable[[Question], dict[str, Any]]

_MAKERS: Mapping[str, Maker] = {
    **regions.ANSWERS,
    **images.ANSWERS,
    **network.ANSWERS,
    **ec2.ANSWERS,
    **parameters.ANSWERS,
    **secrets.ANSWERS,
    **iam.ANSWERS,
    **iam_policy_document.ANSWERS,
    **clusters.ANSWERS,
    **balancers.ANSWERS,
    **databases.ANSWERS,
    **names.ANSWERS,
    **kubernetes.ANSWERS,
    **std.ANSWERS,
    **elsewhere.ANSWERS,
}


def answer(place: Place, token: str, args: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return what function *token* answers to *args* at *place*, by wire name; None where nothing is known of it.

    Equal questions have equal answers, each the caller's own. An argument comes back as the output of its name. What
    is secret in the answer is marked, and so is whatever holds a secret of *args*. Raises ProgramError where the
    provider would refuse.
    """
    try:
        text = json.dumps(args, sort_keys=True)
    except TypeError:  # marks of secrets and unknowns, which are not kept
        return _answered(place, token, args)
    if token.startswith("std:"):  # some read files, which may have changed
        return _answered(place, token, args)
    found = _remembered(place, token, text)
    return None if found is None else {key: _copied(value) for key, value in found.items()}


@functools.lru_cache(maxsize=4096)
def _remembered(place: Place, token: str, text: str) -> dict[str, Any] | None:
    return _answered(place, token, json.loads(text))


def _copied(value: Any) -> Any:
    """Return *value* so that a change to it changes nothing else."""
    if isinstance(value, dict):
        return {key: _copied(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_copied(item) for item in value]
    return value


def _answered(place: Place, token: str, args: Mapping[str, Any]) -> dict[str, Any] | None:
    question = ask(place, token, args)
    maker = _MAKERS.get(token)
    shape = declared.shape(token)
    patterns = tables.patterns().get(token, {})
    if maker is None and shape is None and not patterns:
        return None
    found = {} if shape is None else _declared(question, shape, with_twin=maker is None)
    found.update({key: question.text(text) for key, text in patterns.items()})
    found.update({key: value for key, value in declared.echoed(question).items() if _fits(found, key, value)})
    if maker is not None:
        found.update((key, _completed(found.get(key), value)) for key, value in maker(question).items())
    return _marked(found, args)


def _declared(question: Question, shape: declared.Shape, *, with_twin: bool) -> dict[str, Any]:
    """Return every property the function declares, those of the resource it finds as the resource would have them."""
    found = declared.answer(question, shape)
    if not with_twin:
        return found
    type_ = twins.type_of(question.token)
    outputs = twins.found(question, type_) if type_ else twins.several(question)
    # A structure by the same name has other properties in an answer than in a resource.
    flat = {key: value for key, value in outputs.items() if key == "tags" or not _nested(found.get(key), value)}
    found.update({key: value for key, value in flat.items() if key in found and _fits(found, key, value)})
    return found


def _completed(there: Any, value: Any) -> Any:
    """Return *value* with the properties that its declared type has beside, as *there* has them."""
    if isinstance(there, dict) and isinstance(value, dict):
        return {**there, **{key: _completed(there.get(key), item) for key, item in value.items()}}
    if isinstance(there, list) and isinstance(value, list) and there:
        return [_completed(there[0], item) for item in value]
    return value


def _nested(*values: Any) -> bool:
    """Say whether one of *values* is a table or a list of tables."""
    items = (item for value in values for item in (value if isinstance(value, list) else [value]))
    return any(isinstance(item, dict) for item in items)


def _fits(found: Mapping[str, Any], key: str, value: Any) -> bool:
    """Say whether *value* may stand under *key*: a property of another kind by the same name is another thing."""
    there = found.get(key)
    return there is None or _kind(there) is _kind(value)


def _kind(value: Any) -> type[Any]:
    """Return the JSON kind of *value*."""
    if isinstance(value, Secret):
        return _kind(value.value)
    kinds = (bool, str, list, dict)
    return next((kind for kind in kinds if isinstance(value, kind)), float)


def _marked(found: dict[str, Any], args: Mapping[str, Any]) -> dict[str, Any]:
    """Return the answer with whatever holds a secret argument marked secret."""
    texts = secret_texts(args)
    if not texts:
        return found
    return {
        key: Secret(value) if not isinstance(value, Secret) and any(text in str(value) for text in texts) else value
        for key, value in found.items()
    }
