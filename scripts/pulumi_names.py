"""Finds the Pulumi type and the wire-named input paths that a Terraform resource and its arguments have in an SDK."""

from __future__ import annotations

import difflib
import importlib
import inspect
import pkgutil
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from types import ModuleType
from typing import Any, get_args

import pulumi
from attribute import Attribute, plain
from pulumi import _types

_DEEPEST = 8
_ALIKE = 0.35
"""The least share of its arguments that a type has in common with its resource."""

_ENOUGH = 1.9
"""The least likeness, out of three."""

_CERTAIN = 2.75
"""The likeness from which the service does not matter."""

_SHARED = 2.7
"""The least likeness of a second type of the same resource."""

_SAME = 0.8
"""The least overlap of its arguments with those of the first."""

_VOTES = 0.1
"""The least share of a module's types that a service has."""


def classes(package: ModuleType) -> Mapping[str, type[Any]]:
    """Return type token -> the class of its arguments, for every resource the installed *package* declares."""
    found: dict[str, type[Any]] = {}
    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        if module.name.startswith(f"{package.__name__}.config"):
            continue
        loaded = importlib.import_module(module.name)
        for name, one in inspect.getmembers(loaded, inspect.isclass):
            token = getattr(one, "pulumi_type", "") if issubclass(one, pulumi.CustomResource) else ""
            # A nested type may have the name the arguments' class would have, which then is another.
            arguments = getattr(loaded, f"{name}InitArgs", None) or getattr(loaded, f"{name}Args", None)
            if token and arguments and one.__module__ == loaded.__name__:
                found[token] = arguments
    return found


def wires(arguments: type[Any]) -> Mapping[str, object]:
    """Return wire name -> declared type of every argument a class of arguments has."""
    return dict(_types.input_type_types(arguments))


def pair(
    tokens: Mapping[str, Mapping[str, object]], resources: Mapping[str, tuple[str, Mapping[str, Attribute]]]
) -> dict[str, str]:
    """Return type token -> Terraform type: alike by name and by the names of their arguments, or left out.

    A module's types come from the few services that most of them are nearest to. A resource belongs to one token, and
    to others with much the same arguments, as a type and its older name have.
    """
    known = {type_: (_words(type_, origin), frozenset(fields)) for type_, (origin, fields) in resources.items()}
    service = {type_: origin.partition(" ")[0] for type_, (origin, _) in resources.items()}
    wanted = {token: frozenset(plain(name) for name in names) - {"region"} for token, names in tokens.items()}
    scores = {token: _scores(token, wanted[token], known) for token in tokens if "/" in token}
    votes: dict[str, Counter[str]] = {}
    for token, scored in scores.items():
        if scored:
            votes.setdefault(_module(token), Counter())[service[scored[0][1]]] += 1
    ranked = sorted((-score, token, type_) for token, scored in scores.items() for score, type_ in scored)
    near = {
        (token, type_)
        for _, token, type_ in ranked
        if votes[_module(token)][service[type_]] >= _VOTES * votes[_module(token)].total()
    }
    paired: dict[str, str] = {}
    owners: dict[str, str] = {}
    for score, token, type_ in ranked:
        if token not in paired and type_ not in owners and (-score >= _CERTAIN or (token, type_) in near):
            paired[token], owners[type_] = type_, token
    for score, token, type_ in ranked:
        alike = -score >= _SHARED and (token, type_) in near
        if token not in paired and alike and _overlap(wanted[token], wanted[owners[type_]]) >= _SAME:
            paired[token] = type_
    return paired


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / max(len(one | other), 1)


def _module(token: str) -> str:
    return token.split(":")[1].partition("/")[0]


def _scores(
    token: str, wanted: frozenset[str], known: Mapping[str, tuple[Sequence[str], frozenset[str]]]
) -> list[tuple[float, str]]:
    """Return (likeness, Terraform type), best first, of the resources that may be *token*'s."""
    name = token.rpartition(":")[2].lower()
    spoken = (f"{_module(token)}{name}".lower(), name)
    found = ((_likeness(wanted, fields, spoken, words), type_) for type_, (words, fields) in known.items())
    return sorted(((score, type_) for score, type_ in found if score >= _ENOUGH), key=lambda one: (-one[0], one[1]))


def _likeness(wanted: frozenset[str], fields: frozenset[str], spoken: Sequence[str], words: Sequence[str]) -> float:
    """Return 0 to 3: up to one for the arguments shared, up to two for the name."""
    shared = sum(1 for name in wanted if any(form in fields for form in forms(name)))
    arguments = shared / len(wanted) if wanted else _ALIKE
    if arguments < _ALIKE:
        return 0
    full, short = spoken
    named = max(_ratio(full, word) for word in words)
    return arguments + 2 * max(named, 0.9 * _ratio(short, words[-1]))


def _ratio(one: str, other: str) -> float:
    return 1.0 if one == other else difflib.SequenceMatcher(None, one, other).ratio()


def _words(type_: str, origin: str) -> Sequence[str]:
    """Return the ways a Terraform resource is spoken of: by its type, and by the name of its code."""
    service, _, code = origin.partition(" ")
    name = re.sub(r"^func\.resource|^resource|Resource$", "", code).lower()
    return (plain(type_.removeprefix("aws_")), f"{service}{name}", name)


def forms(name: str) -> Iterator[str]:
    """Yield the plain forms a name may have on the other side: Pulumi makes lists plural and single blocks singular."""
    yield name
    yield from (f"{name}s", f"{name}es", f"{name[:-1]}ies")
    if name.endswith("ies"):
        yield f"{name[:-3]}y"
    if name.endswith("es"):
        yield name[:-2]
    if name.endswith("s"):
        yield name[:-1]


def wire(name: str, names: Mapping[str, object], taken: frozenset[str] = frozenset()) -> str:
    """Return the wire name of a Terraform argument's plain name, or "" where the SDK has none.

    Pulumi shortens some: `function_name` to `name`, `rest_api_id` to `restApi`. Such a name counts only if it is none
    of the *taken* ones, the plain names of the other arguments.
    """
    by_plain = {plain(one): one for one in names}
    for form in forms(name):
        if form in by_plain:
            return by_plain[form]
    free = [one for one in by_plain if not taken.intersection(forms(one))]
    short = [one for one in free if len(one) > 3 and (name.startswith(one) or name.endswith(one))]
    return by_plain[short[0]] if len(short) == 1 else ""


def forcing(
    fields: Mapping[str, Attribute], names: Mapping[str, object], lost: list[str], prefix: str = "", depth: int = 0
) -> Iterator[tuple[str, Attribute]]:
    """Yield (wire-named path, argument) of what forces a replacement; what the SDK has no name for goes to *lost*."""
    for field, attribute in sorted(fields.items()):
        if not _any(attribute, depth):
            continue
        name = wire(field, names, frozenset(fields))
        if not name:
            if attribute.given:
                lost.append(f"{prefix}{field}")
            continue
        if attribute.whole or _entirely(attribute, depth):
            yield f"{prefix}{name}", attribute
            continue
        inner = nested(names[name])
        below = forcing(attribute.fields, wires(inner), lost, f"{prefix}{name}.", depth + 1) if inner else ()
        found = list(below)
        yield from found or [(f"{prefix}{name}", attribute)]


def nested(hint: object) -> type[Any] | None:
    """Return the class of arguments inside a declared type such as `Optional[Input[Sequence[Input[XArgs]]]]`."""
    if isinstance(hint, type) and _types.is_input_type(hint):
        return hint
    for argument in get_args(hint):
        if found := nested(argument):
            return found
    return None


def _any(attribute: Attribute, depth: int) -> bool:
    if attribute.forces:
        return attribute.given or bool(attribute.fields)
    return depth < _DEEPEST and any(_any(one, depth + 1) for one in attribute.fields.values())


def _entirely(attribute: Attribute, depth: int) -> bool:
    """Whether every argument inside forces a replacement, or itself where there is none."""
    inside = [one for one in attribute.fields.values() if one.given or one.fields]
    if not inside:
        return attribute.forces
    return depth < _DEEPEST and all(_entirely(one, depth + 1) for one in inside)
