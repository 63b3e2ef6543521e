"""Writes `stackwright/data/replacement_<package>.csv`: which inputs of a resource type cannot change in place.

Sources, each a directory that a `git archive HEAD | tar x` of the named public repository fills:

- aws: lonegunmanb/terraform-provider-aws-index, the declarations of a released terraform-provider-aws, which
  pulumi-aws runs. An argument forces a replacement where its schema says `ForceNew` or its plan modifiers
  `RequiresReplace`; `region` does by the provider's own interceptor. Pulumi's names come from the installed pulumi_aws.
  Conditions written as code (`CustomizeDiff`, `RequiresReplaceIf`) are left out, as what is kept in place by default.
- any other package: its Pulumi schema (`provider/cmd/pulumi-resource-<package>/schema.json` of
  pulumi/pulumi-<package>), where `willReplaceOnChanges` and `replaceOnChanges` say so.
- `replacement_corrections.csv` beside this file: what the above cannot see, added by hand.

Kept by hand, as their schemas are silent: `replacement_kubernetes.csv` (the provider's one table of immutable fields,
`provider/pkg/provider/diff.go` of pulumi/pulumi-kubernetes), `replacement_random.csv` and `replacement_tls.csv` (every
argument of hashicorp/terraform-provider-random and -tls requires replacement, but `early_renewal_hours`).

Usage: python scripts/build_replacement.py aws DIRECTORY | PACKAGE SCHEMA.json VERSION
"""

from __future__ import annotations

import csv
import functools
import importlib
import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from attribute import Attribute
from pulumi_names import classes, forcing, pair, wires
from terraform_schema import Provider

AS_OF = "2026-11-21"
COLUMNS = ("type", "properties", "omitted", "source", "as_of")
HERE = Path(__file__).parent
DATA = HERE.parent / "stackwright" / "data"

Row = tuple[str, str, str, str, str]


def aws_rows(index: Path, arguments: Mapping[str, Mapping[str, object]]) -> Iterator[Row]:
    """Yield a row per type of *arguments* (type token -> wire name -> declared type) that the provider has."""
    provider = Provider(index)
    resources = {type_: (origin, fields) for type_, origin, fields in provider.resources()}
    version = provider.version()
    for token, type_ in sorted(pair(arguments, resources).items()):
        lost: list[str] = []
        fields = resources[type_][1]
        found = dict(forcing(fields, arguments[token], lost))
        if "region" in arguments[token] and "region" not in fields:
            found["region"] = Attribute(forces=True, computed=True)
        for path in lost:
            print(f"{token}: pulumi_aws has no name for {path}", file=sys.stderr)
        yield _row(token, found, f"terraform-provider-aws {version} {type_}")


def _row(token: str, found: Mapping[str, Attribute], source: str) -> Row:
    named = {name for type_, name in _autonames() if type_ in (token, f"{token.partition(':')[0]}:*")}
    omitted = (_omitted(path, attribute, path in named) for path, attribute in sorted(found.items()))
    return token, " ".join(sorted(found)), " ".join(filter(None, omitted)), source, AS_OF


@functools.cache
def _autonames() -> frozenset[tuple[str, str]]:
    """Return (type or `<package>:*`, property) of the names Pulumi makes."""
    with (HERE.parent / "stackwright" / "data" / "autonames.csv").open(newline="", encoding="utf-8") as handle:
        return frozenset((row["type"], row["property"]) for row in csv.DictReader(handle))


def _omitted(path: str, attribute: Attribute, named: bool) -> str:
    """Return what leaving out *path* means: `path` where the value is kept, `path=JSON` for a default, else nothing.

    A name Pulumi makes is never kept: it makes a new one.
    """
    if attribute.default and " " not in attribute.default:
        return f"{path}={attribute.default}"
    return path if attribute.computed and not named else ""


def schema_rows(schema: Mapping[str, Any], source: str) -> Iterator[Row]:
    """Yield one row per resource of a package's Pulumi schema."""
    for token, resource in sorted(schema["resources"].items()):
        if not resource.get("isComponent"):
            found = dict(_replacing(resource.get("inputProperties", {}), schema.get("types", {})))
            yield _row(token, found, source)


def _replacing(
    properties: Mapping[str, Any], types: Mapping[str, Any], prefix: str = "", inside: tuple[str, ...] = ()
) -> Iterator[tuple[str, Attribute]]:
    for name, one in sorted(properties.items()):
        reference = str((one.get("items") or one).get("$ref", "")).removeprefix("#/types/")
        if one.get("willReplaceOnChanges") or one.get("replaceOnChanges"):
            default = json.dumps(one["default"]) if "default" in one else ""
            yield f"{prefix}{name}", Attribute(forces=True, default=default)
        elif reference in types and reference not in inside:
            nested = types[reference].get("properties", {})
            yield from _replacing(nested, types, f"{prefix}{name}.", (*inside, reference))


def corrected(rows: Iterable[Row], corrections: Iterable[Mapping[str, str]], package: str) -> list[Row]:
    """Return *rows*, sorted by type, with the properties that the corrections of *package* add."""
    made = {row[0]: row for row in rows}
    for added in corrections:
        token = added["type"]
        if token.partition(":")[0] == package:
            _, properties, omitted, source, _ = made.get(token, (token, "", "", "", AS_OF))
            made[token] = (
                token,
                " ".join(sorted({*properties.split(), *added["properties"].split()})),
                " ".join(sorted({*omitted.split(), *added["omitted"].split()})),
                " and ".join(filter(None, [source, added["source"]])),
                AS_OF,
            )
    return [made[token] for token in sorted(made)]


def main(arguments: list[str]) -> None:
    """Write the file of the package that *arguments* name."""
    package, source = arguments[0], Path(arguments[1])
    if package == "aws":
        installed = classes(importlib.import_module("pulumi_aws"))
        rows = aws_rows(source / "index", {token: wires(one) for token, one in installed.items()})
    else:
        rows = schema_rows(json.loads(source.read_text()), f"pulumi-{package} {arguments[2]} schema.json")
    with (HERE / "replacement_corrections.csv").open(newline="", encoding="utf-8") as handle:
        made = corrected(rows, csv.DictReader(handle), package)
    with (DATA / f"replacement_{package}.csv").open("w", newline="", encoding="utf-8") as handle:
        csv.writer(handle, lineterminator="\n").writerows([COLUMNS, *made])


if __name__ == "__main__":
    main(sys.argv[1:])
