"""Everything is built in Regions that the organisation has chosen, by its provider or by its own `region`.

Which they are is the parameter `regions`; without any, every Region will do.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...authoring import Controls, Item, Level, Parameter, Rule, Severity, Verdicts, must_be_one_of, takes_region

_PROVIDERS = ("pulumi:providers:aws", "pulumi:providers:aws-native")


def _looks_at(item: Item) -> bool:
    return item.type in _PROVIDERS or (not item.read and takes_region(item.type))


def _check(item: Item, parameters: Mapping[str, Any]) -> Verdicts:
    if parameters["regions"] and not item["region"].absent:
        yield from must_be_one_of(item["region"], parameters["regions"])


provider_region_allowed = Rule(
    id="provider-region-allowed",
    promise="Resources are built in the Regions that the organisation has chosen, where it has.",
    fix="Set the provider's region (aws:region), or the resource's own, to one of the rule's parameter `regions`.",
    severity=Severity.MEDIUM,
    level=Level.ADVISORY,
    controls=Controls(),
    parameters={
        "regions": Parameter(
            says="Regions that may be used; none means all.",
            default=[],
            schema={"type": "array", "items": {"type": "string", "pattern": "^[a-z]{2,4}(-[a-z]+)+-[0-9]$"}},
        )
    },
    looks_at=_looks_at,
    check=_check,
)
