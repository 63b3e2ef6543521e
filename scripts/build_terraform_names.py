"""Writes `differential/names.csv`: arguments whose Terraform name the rules of `differential/naming.py` do not give.

Source: a directory that a `git archive HEAD | tar x` of the public repository lonegunmanb/terraform-provider-aws-index
fills, the declarations of a released terraform-provider-aws, which pulumi-aws runs. Pulumi's names come from the
installed pulumi_aws. An argument that the SDK has no name for is left out, as no program can set it.

Usage: python scripts/build_terraform_names.py DIRECTORY
"""

from __future__ import annotations

import csv
import importlib
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from attribute import Attribute, plain
from differential.naming import argument, is_list, key, snake, terraform_types
from pulumi_names import classes, forms, nested, wire, wires
from terraform_schema import Provider

AS_OF = "2026-11-21"
COLUMNS = ("class", "property", "argument", "source", "as_of")
TABLE = Path(__file__).parent / "differential" / "names.csv"
_DEEPEST = 12
_REFERRED = ("arn", "id", "name")
"""What Pulumi leaves out of the name of a reference: `topic_arn` is `topic`."""

_WORD = re.compile(r"(?:ID|ARN|CIDR|IP)s(?![a-z])|AWS|VPC|KMS|IAM|ARN|CIDR|[A-Z]+(?=[A-Z][a-z])|[A-Z]+$|[A-Z][a-z0-9]*")

Row = tuple[str, str, str, str, str]


class Spelled(Provider):
    """The provider's declarations, with the names of arguments as they are written, not in their plain form."""

    def _key(self, node: Any, scope: Any) -> str:
        text = getattr(node, "text", "")
        return super()._key(node, scope) if not text else spelled(text) or super()._key(node, scope)


def spelled(text: str) -> str:
    """Return the name that a key of a schema stands for: `names.AttrVPCID` -> `vpc_id`; "" where it is another name."""
    if text.startswith("names.Attr"):
        return "_".join(word.lower() for word in _WORD.findall(text.removeprefix("names.Attr")))
    return text if text.islower() and "." not in text else ""


def rows(index: Path, arguments: Mapping[str, type[Any]], types: Mapping[str, str]) -> Iterator[Row]:
    """Yield the exceptions of every type of *arguments* (type token -> class of arguments), of each class once."""
    provider = Spelled(index)
    resources = {type_: fields for type_, _, fields in provider.resources()}
    source = f"terraform-provider-aws {provider.version()}"
    seen: set[str] = set()
    for token, one in sorted(arguments.items()):
        if types.get(token) in resources:
            for owner, name, found in exceptions(one, resources[types[token]], seen):
                yield owner, name, found, f"{source} {types[token]}", AS_OF


def exceptions(
    arguments: type[Any], fields: Mapping[str, Attribute], seen: set[str], depth: int = 0
) -> Iterator[tuple[str, str, str]]:
    """Yield (class, property, argument) where the argument is not called what the naming rules say."""
    owner = key(arguments)
    if owner in seen or depth > _DEEPEST:
        return
    seen.add(owner)
    names = wires(arguments)
    plainly = {plain(field): field for field in fields}
    for short, field in sorted(plainly.items()):
        name = wire(short, names, frozenset(plainly))
        # `region` is where the resource is managed: the SDK's own, which other arguments of that ending are not.
        if not name or name == "region":
            continue
        inner = nested(names[name])
        likely = argument(name, block=inner is not None, several=is_list(names[name]))
        if plain(likely) != short and same(snake(name), field, short):
            yield owner, name, field
        if inner:
            yield from exceptions(inner, fields[field].fields, seen, depth + 1)


def same(property_: str, field: str, short: str) -> bool:
    """Return whether an argument is the property: plural or singular of it, or it with one more word where it ends.

    `filename` is not `name`, as `function_name` is.
    """
    if short in forms(plain(property_)) or plain(property_) in forms(short):
        return True
    return field.endswith(f"_{property_}") or field in {f"{property_}_{word}" for word in _REFERRED}


def main(arguments: list[str]) -> None:
    """Write the table from the declarations in the directory that *arguments* name."""
    installed = classes(importlib.import_module("pulumi_aws"))
    made = sorted(rows(Path(arguments[0]) / "index", installed, terraform_types()))
    with TABLE.open("w", newline="", encoding="utf-8") as handle:
        csv.writer(handle, lineterminator="\n").writerows([COLUMNS, *made])


if __name__ == "__main__":
    main(sys.argv[1:])
