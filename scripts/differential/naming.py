"""Names a type and its properties as Terraform does: by rules for most, by `names.csv` and `types.csv` for the rest."""

from __future__ import annotations

import csv
import functools
import importlib
import re
import types
import typing
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from stackwright.simulator import classes

_HERE = Path(__file__).parent
_REPLACEMENT = _HERE.parents[1] / "stackwright" / "data" / "replacement_aws.csv"
_CHOICES = (typing.Union, types.UnionType)
_PAIRED = re.compile(r"\baws_\w+")


@functools.cache
def terraform_types() -> Mapping[str, str]:
    """Return type token -> Terraform type: of AWS as paired for the replacement data, `types.csv` for what differs."""
    paired = ((row["type"], _PAIRED.search(row["source"])) for row in _read(_REPLACEMENT))
    found = {token: match.group() for token, match in paired if match}
    return {**found, **{row["type"]: row["terraform"] for row in _read(_HERE / "types.csv")}}


@functools.cache
def _exceptions() -> Mapping[tuple[str, str], str]:
    return {(row["class"], row["property"]): row["argument"] for row in _read(_HERE / "names.csv")}


def _read(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as handle:
        return list(csv.DictReader(handle))


def snake(name: str) -> str:
    """Return a wire name in Terraform's spelling: `cidrIpv4` -> `cidr_ipv4`."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()


def argument(name: str, *, block: bool, several: bool) -> str:
    """Return the argument a property most likely is: repeated blocks have singular names, all else keeps its own."""
    spelled = snake(name)
    if not (block and several):
        return spelled
    if spelled.endswith("ies"):
        return f"{spelled[:-3]}y"
    return spelled.removesuffix("s")


def named(arguments: type[Any], name: str, *, block: bool, several: bool) -> str:
    """Return the argument that property *name* of a class of arguments is."""
    return _exceptions().get((key(arguments), name)) or argument(name, block=block, several=several)


def key(arguments: type[Any]) -> str:
    """Return how the tables call a class of arguments: `ec2.SecurityGroupIngressArgs`."""
    return f"{arguments.__module__.split('.')[1]}.{arguments.__name__}"


@functools.cache
def arguments_of(token: str) -> type[Any] | None:
    """Return the class of a type's arguments in the installed SDK, None for a type it does not have."""
    module, name = classes.table(token.partition(":")[0]).get(token, ("", ""))
    loaded = importlib.import_module(module) if module else None
    # A nested type may have the name the arguments' class would have, which then is another.
    return getattr(loaded, f"{name}InitArgs", None) or getattr(loaded, f"{name}Args", None)


def is_text(hint: Any) -> bool:
    """Return whether a declared type takes a text, as a policy does that may also be an object."""
    if hint is str:
        return True
    return typing.get_origin(hint) in _CHOICES and any(is_text(one) for one in typing.get_args(hint))


def is_list(hint: Any) -> bool:
    """Return whether a declared type is a list, or may be one."""
    return typing.get_origin(hint) in (list, Sequence) or any(is_list(one) for one in typing.get_args(hint))
