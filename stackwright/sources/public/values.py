"""Turns property values between what Pulumi's mocks are given and plain JSON with `Secret` and `UNKNOWN` marks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pulumi

from ...model import Secret, Unknown

# The marks of Pulumi's wire format; source: `sdk/go/common/resource/sig` in Pulumi's repository.
_SIGNATURE = "4dabf18193072939515e22adb298388d"
_SECRET = "1b47061264138c4ac30d75fd1eb44270"  # noqa: S105 - the mark, not a secret
_ASSET = "c44067f5952c0a294b673a41bacd8c17"
_REFERENCE = "5cf8f73096256a8f31e491e813e4eb8e"
_ARCHIVE = "0def7320c3a5731c473e5ecbe6d01bc7"


def is_asset(table: Mapping[str, Any]) -> bool:
    """Say whether a table of plain values stands for an asset or an archive."""
    return table.get(_SIGNATURE) in (_ASSET, _ARCHIVE)


def decode(value: Any) -> Any:
    """Return what mocks are given as plain values, secrets marked; a resource becomes nothing but its presence."""
    if isinstance(value, Mapping):
        if value.get(_SIGNATURE) == _SECRET:
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
    signature = _ASSET if isinstance(value, pulumi.Asset) else _ARCHIVE
    if isinstance(value, pulumi.AssetArchive):
        return {_SIGNATURE: signature, "assets": {name: decode(one) for name, one in sorted(value.assets.items())}}
    named = ((name, getattr(value, name, None)) for name in ("path", "text", "uri"))
    return {_SIGNATURE: signature, **{name: str(found) for name, found in named if found is not None}}


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
        if value.get(_SIGNATURE) == _REFERENCE:
            return None
        return {key: encode(item) for key, item in value.items() if not isinstance(item, Unknown)}
    return [encode(item) for item in value] if isinstance(value, (list, tuple)) else value
