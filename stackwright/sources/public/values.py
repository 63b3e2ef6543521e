"""Turns property values between what Pulumi's mocks are given and plain JSON with `Secret` and `UNKNOWN` marks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pulumi

from ...marks import ARCHIVE, ASSET, RESOURCE, SECRET, SIGNATURE
from ...model import Secret, Unknown


def is_asset(table: Mapping[str, Any]) -> bool:
    """Say whether a table of plain values stands for an asset or an archive."""
    return table.get(SIGNATURE) in (ASSET, ARCHIVE)


def decode(value: Any) -> Any:
    """Return what mocks are given as plain values, secrets marked; a resource becomes nothing but its presence."""
    if isinstance(value, Mapping):
        if value.get(SIGNATURE) == SECRET:
            return Secret(decode(value.get("value")))
        return {key: decode(item) for key, item in sorted(value.items())}
    if isinstance(value, (list, tuple)):
        return [decode(item) for item in value]
    if isinstance(value, (pulumi.Asset, pulumi.Archive)):
        return _table(value)
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value if value is None or isinstance(value, (str, bool, int, float)) else None


def _table(value: pulumi.Asset | pulumi.Archive) -> dict[str, Any]:
    """Return an asset or archive as the table that stands for it on the wire."""
    signature = ASSET if isinstance(value, pulumi.Asset) else ARCHIVE
    if isinstance(value, pulumi.AssetArchive):
        return {SIGNATURE: signature, "assets": {name: decode(one) for name, one in sorted(value.assets.items())}}
    named = ((name, getattr(value, name, None)) for name in ("path", "text", "uri"))
    return {SIGNATURE: signature, **{name: str(found) for name, found in named if found is not None}}


def encode(value: Any) -> Any:
    """Return plain values as mocks answer them.

    What is unknown is left out, and so stays unknown in a preview. So is a reference to a resource inside a component:
    mocks can only find those that the program itself makes.
    """
    if isinstance(value, Secret):
        return pulumi.Output.secret(encode(value.value))
    if isinstance(value, Unknown):
        return None
    if isinstance(value, Mapping):
        if value.get(SIGNATURE) == RESOURCE:
            return None
        return {key: encode(item) for key, item in value.items() if not isinstance(item, Unknown)}
    return [encode(item) for item in value] if isinstance(value, (list, tuple)) else value
