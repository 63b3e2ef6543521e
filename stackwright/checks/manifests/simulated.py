"""Tells what the simulator made up: it is other where the same program runs in another simulated cloud."""

from __future__ import annotations

from dataclasses import replace

from .objects import Manifest, Objects
from .values import Path, differences


def marked(found: Objects, elsewhere: Objects) -> Objects:
    """Return *found* with the places in each manifest that differ from the same stack *elsewhere*.

    Whatever was made from an id, an ARN or an address differs with it: a digest, a part, an encoded text. What differs
    from run to run is marked as well.
    """
    theirs = _by_resource(elsewhere)
    manifests = []
    for key, manifest in _by_resource(found).items():
        other = theirs.get(key)
        paths: tuple[Path, ...] = tuple(differences(manifest.body, other.body)) if other else ((),)
        manifests.append(replace(manifest, simulated=paths))
    return replace(found, manifests=tuple(manifests))


def _by_resource(found: Objects) -> dict[tuple[str, int], Manifest]:
    """Return manifests in their order by URN and, as a list of objects has several, by their number there."""
    numbered: dict[tuple[str, int], Manifest] = {}
    counted: dict[str, int] = {}
    for manifest in found.manifests:
        index = counted[manifest.urn] = counted.get(manifest.urn, -1) + 1
        numbered[manifest.urn, index] = manifest
    return numbered
