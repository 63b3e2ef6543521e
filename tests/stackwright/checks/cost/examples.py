"""Prices the examples of the fixtures: a few resources, what is used of them, and what a month of them comes to.

An example states its whole use: every meter that it does not name is nothing, unless it says `rest: production`.
"""

from __future__ import annotations

import ast
import operator
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from stackwright.checks.cost.estimate import Estimate, estimate
from stackwright.checks.cost.item import canonical, items_of
from stackwright.checks.cost.money import NOTHING, Range
from stackwright.checks.cost.usage import HOURS_ON, Meters, Profile, Usage, UsageFile, known_meters
from stackwright.model import Resource, Stack, make_urn

HERE = Path(__file__).parent
TODAY = date(2026, 11, 21)
"""Day of every estimate of an example: it decides which versions are in extended support."""

_REFERENCE = re.compile(r"\$\{([\w-]+)\.(\w+)\}")
_OPERATORS: dict[type[ast.operator], Callable[[Decimal, Decimal], Decimal]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}


@dataclass(frozen=True, kw_only=True)
class Example:
    """One entry of a fixture file."""

    file: str
    case: str
    resources: list[dict[str, Any]]
    region: str = "us-east-1"
    source: str = ""
    """Public address, or `owner/name path` of a public repository."""

    usage: Mapping[str, Any] = field(default_factory=dict)
    """As a usage file."""

    rest: Profile | None = None
    """Profile whose defaults hold for the meters that `usage` does not name; none where those are nothing."""

    lines: str = ""
    """Pattern of the labels that the source counts; empty for all."""

    share: str = "1"
    """Part of the month that the source is about, where a thing is paid by the month; an expression."""

    expected: Any = None
    """Resource -> USD a month, or one number for all of them."""

    free_tier: str = ""
    """What the source takes off for the account's free tier, worked out from its own numbers."""

    theirs: Any = None
    error: str = ""
    """What the source says, and why that is wrong; `expected` is then what it should say."""

    prices: Mapping[str, Any] = field(default_factory=dict)
    """Price key -> USD for `per` units, or the list of them by tier, as many as matter."""

    arithmetic: str = ""
    low: str = ""
    high: str = ""
    of: str = ""
    """Name of the one resource that the arithmetic is of; empty for all."""

    def __str__(self) -> str:
        return f"{self.file}: {self.case}"

    def wanted(self) -> dict[str, Decimal]:
        """Return name -> USD a month; an empty name is all resources together."""
        named = self.expected if isinstance(self.expected, dict) else {"": self.expected}
        return {name: Decimal(str(usd)) + worked_out(self.free_tier or "0") for name, usd in named.items()}


def examples(folder: str) -> list[Example]:
    """Return the entries of all files of *folder*, by file name and then as written."""
    return [
        Example(file=path.name, **{key.replace("freeTier", "free_tier"): value for key, value in entry.items()})
        for path in sorted((HERE / folder).glob("*.yaml"))
        for entry in yaml.safe_load(path.read_text())
    ]


def stack_of(example: Example) -> Stack:
    """Return the example's resources as a program would register them: what refers to another knows its value."""
    stack = Stack(project="example", name="prod", region=example.region)
    made = {one["name"]: _resource(one) for one in example.resources}
    assert len(made) == len(example.resources), f"{example}: two resources have one name"
    for resource in made.values():
        uses = {key: sorted({name for name, _ in _references(value)}) for key, value in resource.inputs.items()}
        resource.property_dependencies = {key: tuple(made[one].urn for one in names) for key, names in uses.items()}
        resource.inputs = {key: _resolved(value, made) for key, value in resource.inputs.items()}
        stack.resources.append(resource)
    return stack


def usage_of(example: Example) -> Usage:
    """Return what the example says is used, and nothing of what it does not mention."""
    stated = UsageFile(
        name="the example",
        types={canonical(type_): _meters(given) for type_, given in example.usage.get("types", {}).items()},
        resources={name: _meters(given) for name, given in example.usage.get("resources", {}).items()},
    )
    if example.rest:
        return Usage(example.rest, [stated])
    kinds = {canonical(one["type"]) for one in example.resources}
    unused = {kind: dict.fromkeys(assumed(kind), NOTHING) for kind in kinds}
    return Usage("production", [stated, UsageFile(name="unused", types=unused, resources={})])


def assumed(type_: str) -> list[str]:
    """Return the meters of a type that have a default."""
    return [key for key, meter in known_meters(type_).items() if meter.quantities and key != HOURS_ON]


def priced(example: Example) -> Estimate:
    """Return the estimate of the example's stack."""
    stack = stack_of(example)
    return estimate(
        items_of(stack),
        project=stack.project,
        stack=stack.name,
        region=stack.region,
        usage=usage_of(example),
        today=TODAY,
    )


def cost_of(found: Estimate, name: str = "", lines: str = "") -> Range:
    """Return what the lines of one resource, or of all, come to a month; of those whose label fits *lines*."""
    return Range.total(
        charge.amounts
        for charge in found.charges
        if name in ("", charge.item.name) and re.search(lines, charge.line.label)
    )


def worked_out(expression: str) -> Decimal:
    """Return what an arithmetic expression of numbers, `+ - * /`, `min` and `max` comes to, exactly."""
    return _value(ast.parse(str(expression), mode="eval").body, str(expression))


def numbers_in(expression: str) -> set[Decimal]:
    """Return the numbers that are written in an arithmetic expression."""
    return {Decimal(number) for number in re.findall(r"\d+(?:\.\d+)?", expression)}


def _value(node: ast.expr, text: str) -> Decimal:
    match node:
        case ast.Constant(value=int() | float()):
            return Decimal(ast.get_source_segment(text, node) or "0")
        case ast.BinOp():
            return _OPERATORS[type(node.op)](_value(node.left, text), _value(node.right, text))
        case ast.Call(func=ast.Name(id="min" | "max" as name)):
            values = [_value(argument, text) for argument in node.args]
            return min(values) if name == "min" else max(values)
    raise ValueError(f"not arithmetic: {text}")


def _meters(given: Mapping[str, Any]) -> Meters:
    several = {key: value.values() if isinstance(value, dict) else [value] for key, value in given.items()}
    return {key: Range.of(*map(str, values)) for key, values in several.items()}


def _resource(entry: Mapping[str, Any]) -> Resource:
    type_, name = entry["type"], entry["name"]
    return Resource(
        urn=make_urn("example", "prod", "", type_, name),
        type=type_,
        name=name,
        id=f"{name}-id",
        inputs=dict(entry.get("properties", {})),
    )


def _references(value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield from _REFERENCE.findall(value)
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _references(part)


def _resolved(value: Any, made: Mapping[str, Resource]) -> Any:
    """Return *value* with every reference replaced by the property it names, or by something of its own."""
    if isinstance(value, str):
        return _REFERENCE.sub(lambda match: _output(made[match[1]], match[2]), value)
    if isinstance(value, dict):
        return {key: _resolved(part, made) for key, part in value.items()}
    return [_resolved(part, made) for part in value] if isinstance(value, list) else value


def _output(resource: Resource, attribute: str) -> str:
    if attribute == "id":
        return resource.id
    value = str(resource.inputs.get(attribute, f"{resource.name}-{attribute}"))
    resource.outputs[attribute] = value
    return value
