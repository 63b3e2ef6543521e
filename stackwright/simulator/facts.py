"""How AWS writes the ids, ARNs and other answers of its types: `data/aws_resources.csv`, then `data/aws_arns.csv`.

What other providers' types answer stands in `data/other_resources.csv`.
"""

from __future__ import annotations

import csv
import functools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import resources

from ..data.tables import rows

_FIELD = re.compile(r"\{(\w+)[^}]*\}")
# What a field of its own form looks like in an id or ARN; any other is some text.
_FORMS = {"region": ".*?", "account": ".*?", "iamPath": "/(?:.*/)?"}


@dataclass(frozen=True)
class Fact:
    """One type's row: patterns over `Fields`."""

    id: str
    arn: str
    outputs: Mapping[str, str]
    names: tuple[str, ...] = ()
    """Wire names of the inputs that name the resource, in order of preference."""

    def parsed(self, id_: str) -> dict[str, str]:
        """Return the fields that the id or ARN of an existing resource tells; none where it is of another shape."""
        patterns = (self.arn, self.id) if id_.startswith("arn:") else (self.id,)
        for pattern in patterns:
            match = _expression(pattern).fullmatch(id_)
            if match:
                return {field: text for field, text in match.groupdict().items() if text}
        return {}


UNKNOWN = Fact("{physical}", "arn:{partition}:{service}:{region}:{account}:{resource}/{physical}", {})
"""What holds for a type that no row tells of."""


@functools.cache
def facts() -> Mapping[str, Fact]:
    """Return type token -> fact, of the types whose outputs are written down by hand."""
    return {row["type"]: Fact(row["id"], row["arn"], _pairs(row["outputs"])) for row in _hand()}


@functools.cache
def fact(type_: str) -> Fact:
    """Return what is known of *type_*: of a renamed type what holds for the one it is another name of."""
    if type_.startswith("kubernetes:"):
        return _object(type_)
    if type_.startswith("aws-native:"):
        return _native(type_)
    row = _generated().get(type_)
    if row is None:
        return facts().get(type_, UNKNOWN)
    _, id_, arn, name, same_as, *_ = next(csv.reader([row]))
    hand = facts().get(type_) or (facts().get(same_as) if same_as else None)
    if hand is None:
        return Fact(id_, arn, {}, tuple(name.split()))
    return Fact(hand.id, hand.arn or arn, hand.outputs, tuple(name.split()))


def _object(type_: str) -> Fact:
    """Return what is known of a Kubernetes object: its status when it is ready, whatever the API's version."""
    _, module, kind = [*type_.split(":"), "", ""][:3]
    status = _statuses().get(f"{module.split('/')[0]}:{kind.removesuffix('Patch')}")
    return Fact(UNKNOWN.id, UNKNOWN.arn, {"status": f"tree:{status}"} if status else {})


def _native(type_: str) -> Fact:
    """Return the ARN of a Cloud Control type: that of the same resource in pulumi_aws, where there is one."""
    _, module, noun = [*type_.split(":"), "", ""][:3]
    lower = noun[:1].lower() + noun[1:]
    known = fact(f"aws:{module}/{lower}:{noun}")
    return Fact("{physical}", known.arn or UNKNOWN.arn, {}, (f"{lower}Name", "name", f"{lower}Identifier"))


@functools.cache
def _statuses() -> Mapping[str, str]:
    return {row["object"]: row["status"] for row in rows("kubernetes_status")}


@functools.cache
def _generated() -> Mapping[str, str]:
    """Return type token -> its line: of two thousand, a program asks for a few."""
    lines = resources.files("stackwright.data").joinpath("aws_arns.csv").read_text(encoding="utf-8").splitlines()
    return {line.partition(",")[0]: line for line in lines[1:]}


def _hand() -> Iterator[dict[str, str]]:
    yield from rows("aws_resources")
    yield from rows("other_resources")


def _pairs(cell: str) -> Mapping[str, str]:
    """Return `key=pattern|key=pattern` as a mapping."""
    return dict(pair.split("=", 1) for pair in cell.split("|") if pair)


@functools.lru_cache(maxsize=4096)
def _expression(pattern: str) -> re.Pattern[str]:
    """Return what matches the texts that *pattern* could have made."""
    seen: set[str] = set()

    def group(match: re.Match[str]) -> str:
        field = match[1]
        if field in seen or "@" in match[0]:
            return f"(?P={field})" if field in seen else ".+?"
        seen.add(field)
        return f"(?P<{field}>{_FORMS.get(field, '.+?')})"

    position, found = 0, ""
    for match in _FIELD.finditer(pattern):
        found += re.escape(pattern[position : match.start()]) + group(match)
        position = match.end()
    return re.compile(found + re.escape(pattern[position:]))
