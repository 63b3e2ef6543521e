"""Names a Pulumi type and its properties as Terraform does: rules for most, `names.csv` and `types.csv` for the rest."""

from __future__ import annotations

import csv
import functools
import importlib
import re
import typing
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pulumi import _types
from stackwright.simulator import classes

_HERE = Path(__file__).parent
_REPLACEMENT = _HERE.parents[1] / "stackwright" / "data" / "replacement_aws.csv"
_ARGUMENTS = ("InitArgs", "Args")


@functools.cache
def terraform_types() -> Mapping[str, str]:
    """Return type token -> Terraform type: of AWS as paired for the replacement data, `types.csv` for what differs."""
    with _REPLACEMENT.open(newline="", encoding="utf-8") as handle:
        found = {row["type"]: row["source"].rsplit(" ", 1)[-1] for row in csv.DictReader(handle)}
    with (_HERE / "types.csv").open(newline="", encoding="utf-8") as handle:
        found.update({row["type"]: row["terraform"] for row in csv.DictReader(handle)})
    return {token: type_ for token, type_ in found.items() if "_" in type_}


@functools.cache
def _exceptions() -> Mapping[tuple[str, str], str]:
    with (_HERE / "names.csv").open(newline="", encoding="utf-8") as handle:
        return {(row["class"], row["property"]): row["argument"] for row in csv.DictReader(handle)}


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


def arguments_of(token: str) -> type[Any] | None:
    """Return the class of a type's arguments in the installed SDK, None for a type it does not have."""
    module, name = classes.table(token.partition(":")[0]).get(token, ("", ""))
    loaded = importlib.import_module(module) if module else None
    return next((getattr(loaded, f"{name}{end}") for end in _ARGUMENTS if hasattr(loaded, f"{name}{end}")), None)


def hints(arguments: type[Any]) -> Mapping[str, Any]:
    """Return wire name -> declared type of every property of a class of arguments."""
    return dict(_types.input_type_types(arguments))


def inner(hint: Any) -> type[Any] | None:
    """Return the class of arguments inside a declared type such as `Optional[Input[Sequence[Input[XArgs]]]]`."""
    if isinstance(hint, type) and _types.is_input_type(hint):
        return hint
    return next((found for one in typing.get_args(hint) if (found := inner(one))), None)


def is_list(hint: Any) -> bool:
    """Return whether a declared type is a list, or may be one."""
    origin = typing.get_origin(hint)
    return origin in (list, Sequence) or any(is_list(one) for one in typing.get_args(hint))
