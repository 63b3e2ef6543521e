"""Cases of fixtures as the tool records a stack."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from policy.guardrails.item import Item
from policy.guardrails.kit.fixtures import Case
from policy.guardrails.kit.render import inventory
from policy.guardrails.marks import UNKNOWN, Secret
from stackwright import model

DEFAULT_PROVIDER = "urn:pulumi:test::fixtures::pulumi:providers:aws::default"


def recorded(items: Iterable[Item]) -> list[model.Resource]:
    """Return *items* as the resources that they would have been made of."""
    return [
        model.Resource(
            urn=item.urn,
            type=item.type,
            name=item.name,
            parent=item.parent,
            inputs=_back(dict(item.inputs)),
            outputs=_back(dict(item.outputs)),
            id=item.id,
            provider=f"{item.provider.urn if item.provider else DEFAULT_PROVIDER}::id" if item.custom else "",
            property_dependencies=item.property_dependencies,
            options=model.Options(protect=item.protect, retain_on_delete=item.retain_on_delete),
            custom=item.custom,
            read=item.read,
            opaque=item.opaque,
        )
        for item in items
    ]


def together(cases: Iterable[Case], *, known: bool) -> list[Item]:
    """Return the resources of all *cases* in one stack: each with the case's number in its name and URN."""
    found: dict[str, Item] = {}
    for number, case in enumerate(cases):
        for item in inventory(case, known=known):
            if item.type != "pulumi:pulumi:Stack":
                _number(item, number)
            found[item.urn] = item
    return list(found.values())


def _number(item: Item, number: int) -> None:
    item.urn = f"{item.urn}-{number}"
    item.name = f"{item.name}-{number}"
    item.parent = item.parent and f"{item.parent}-{number}"
    item.property_dependencies = {
        key: tuple(f"{urn}-{number}" for urn in urns) for key, urns in item.property_dependencies.items()
    }


def _back(value: Any) -> Any:
    if value is UNKNOWN:
        return model.UNKNOWN
    if isinstance(value, Secret):
        return model.Secret(_back(value.content))
    if isinstance(value, dict):
        return {key: _back(inner) for key, inner in value.items()}
    return [_back(inner) for inner in value] if isinstance(value, list) else value
