"""What a stack costs, by the estimator of the tool: the same offline and in the engine's policy process."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from .inventory import Inventory
from .item import Item
from .marks import Secret, is_unknown

if TYPE_CHECKING:
    from stackwright.checks.cost.estimate import Estimate
    from stackwright.checks.cost.settings import CostSettings

    from .start import Start

BUDGET = "stackwright:budget"
"""Key of a stack's configuration: the object with `monthlyUsd`."""

_NOT_MANAGED = ("pulumi:providers:", "pulumi:pulumi:")


def estimate(stack: Inventory) -> Estimate:
    """Return what the stack costs a month.

    Raises UserError of the tool for a usage file or price file that says what cannot be, ModuleNotFoundError where the
    pack's environment has no tool.
    """
    from stackwright.checks.cost import usage_file
    from stackwright.checks.cost.estimate import estimate as estimated
    from stackwright.checks.cost.prices import OWN_FOLDER
    from stackwright.checks.cost.usage import Usage

    start = stack.start
    root = start.root if start else None
    region = (start.config if start else {}).get("aws:region", "us-east-1")
    return estimated(
        [_item(item, region) for item in stack if not item.read and not item.type.startswith(_NOT_MANAGED)],
        project=stack.project,
        stack=stack.stack,
        region=region,
        usage=Usage(_settings(start).profile, usage_file.find(root, stack.stack)),
        prices=root / OWN_FOLDER if root else None,
        today=start.today if start else None,
    )


def budget(stack: Inventory) -> Decimal | None:
    """Return the USD a month that the stack's configuration allows; None for any amount. Raises as `estimate`."""
    return _settings(stack.start).budget


def _settings(start: Start | None) -> CostSettings:
    from stackwright.checks.cost.settings import CostSettings

    return CostSettings.of(start.config, start.secret_keys) if start else CostSettings()


def _item(item: Item, region: str) -> Any:
    """Return the resource as the estimator sees it."""
    from stackwright.checks.cost import catalogue
    from stackwright.checks.cost import item as theirs

    inputs = _plain(item.inputs)
    provider = _plain(item.provider.inputs) if item.provider else {}
    return theirs.Item(
        urn=item.urn,
        type=item.type,
        name=item.name,
        inputs=inputs,
        outputs={key: value for key, value in _plain(item.outputs).items() if isinstance(value, str)},
        id=item.id,
        parent=item.parent,
        region=theirs.region_of(inputs, provider, region),
        dependencies=item.property_dependencies,
        tags=theirs.tags_of(inputs, provider),
        # The engine does not tell components from resources whose provider is not known.
        custom=item.custom or catalogue.parts(item.type) is not None,
        opaque=item.opaque,
    )


def _plain(value: Any) -> Any:
    """Return *value* with the estimator's mark for what is not known, and the content of secrets."""
    from stackwright.checks.cost.values import UNKNOWN

    if isinstance(value, Secret):
        return _plain(value.content)
    if is_unknown(value):
        return UNKNOWN
    if isinstance(value, Mapping):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    return value
