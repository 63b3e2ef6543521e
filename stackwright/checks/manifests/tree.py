"""One Kustomize base of what all stacks have in common, and for each stack an overlay that makes it its own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any

from ...errors import UserError
from .names import file_names, folder_name
from .objects import Identity, Manifest, Objects
from .patches import Operation, operations
from .values import written

_KIND = {"apiVersion": "kustomize.config.k8s.io/v1beta1", "kind": "Kustomization"}

# Namespaces and definitions first, webhooks last: the order in which a cluster takes them.
_ORDER = {"sortOptions": {"order": "legacy"}}

# What kustomize takes an object without a namespace to be in. Source: `EffectiveNamespace` in kyaml/resid.
_NO_NAMESPACE = "(default|_non_namespaceable_)"
_SPECIAL = re.compile(r"[][\\.+*?(){}^$|]")


@dataclass(frozen=True, kw_only=True)
class File:
    """One file of YAML."""

    path: str
    """Path below the folder that all is written to, with `/`."""

    document: Any
    comments: tuple[str, ...] = ()
    """Lines to stand at its top."""


@dataclass(frozen=True, kw_only=True)
class Overlay:
    """What one stack, or one cluster of it, is made of."""

    stack: str
    path: str
    objects: int
    in_base: int
    patched: int
    """Of those in the base, how many are changed."""

    simulated: int
    """How many hold what the simulator made up."""


@dataclass(frozen=True, kw_only=True)
class Tree:
    """All files, in order of their paths, and the overlays, in order of the stacks."""

    files: tuple[File, ...]
    overlays: tuple[Overlay, ...]


@dataclass(frozen=True)
class _Part:
    """The objects of one stack in one cluster."""

    stack: Objects
    path: str
    manifests: Mapping[Identity, Manifest]


def tree(stacks: Sequence[Objects]) -> Tree:
    """Return the base and the overlays of *stacks*; one that has no objects has no overlay.

    In the base an object is as the first stack has it. Where a stack has objects in several clusters, base and
    overlays are made for each cluster, by name. Raises UserError where a stack has the same object twice.
    """
    several = any(len({manifest.cluster for manifest in stack.manifests}) > 1 for stack in stacks)
    parts: dict[str, list[_Part]] = {}
    for stack in stacks:
        for cluster, manifests in _by_cluster(stack, several=several).items():
            path = "/".join(filter(None, ["overlays", folder_name(stack.stack), cluster]))
            parts.setdefault(cluster, []).append(_Part(stack, path, manifests))
    made = [_of_cluster(cluster, parts[cluster]) for cluster in sorted(parts)]
    files = [file for found, _ in made for file in found]
    overlays = [overlay for _, found in made for overlay in found]
    order = [stack.stack for stack in stacks]
    return Tree(
        files=tuple(sorted(files, key=lambda file: file.path)),
        overlays=tuple(sorted(overlays, key=lambda overlay: (order.index(overlay.stack), overlay.path))),
    )


def _by_cluster(stack: Objects, *, several: bool) -> dict[str, dict[Identity, Manifest]]:
    """Return folder of a cluster -> its objects; of the one cluster there is, the folder has no name."""
    found: dict[str, dict[Identity, Manifest]] = {}
    for manifest in stack.manifests:
        there = found.setdefault(folder_name(manifest.cluster) if several else "", {})
        twin = there.setdefault(manifest.identity, manifest)
        if twin is not manifest:
            names = " and ".join(one.urn.rpartition("::")[2] for one in (twin, manifest))
            raise UserError(
                f"{stack.stack}: {names} are both {manifest.identity}, and a cluster has one of that name; give one"
                " another name"
            )
    return found


def _of_cluster(cluster: str, parts: Sequence[_Part]) -> tuple[list[File], list[Overlay]]:
    """Return the files and the overlays of the stacks that have objects in a cluster."""
    names = file_names({identity for part in parts for identity in part.manifests})
    common = sorted(set.intersection(*(set(part.manifests) for part in parts)))
    folder = "/".join(filter(None, ["base", cluster]))
    files = list(_base(folder, parts, common, names))
    overlays = []
    for part in parts:
        changes = {
            identity: operations(parts[0].manifests[identity].body, part.manifests[identity].body)
            for identity in common
        }
        patches = {identity: change for identity, change in changes.items() if change}
        up = "../" * (part.path.count("/") + 1)
        files += _overlay(part, [f"{up}{folder}"] if common else [], set(common), patches, names)
        overlays.append(_described(part, len(common), len(patches)))
    return files, overlays


def _base(
    folder: str, parts: Sequence[_Part], common: Sequence[Identity], names: Mapping[Identity, str]
) -> Iterator[File]:
    """Yield the files of a base: none where nothing is in common, as kustomize refuses an empty one."""
    for identity in common:
        body = parts[0].manifests[identity].body
        yield File(path=f"{folder}/{names[identity]}", document=body, comments=_comments(parts, identity))
    if common:
        document = {**_KIND, "resources": [names[identity] for identity in common]}
        yield File(path=f"{folder}/kustomization.yaml", document=document)


def _overlay(
    part: _Part,
    bases: Sequence[str],
    common: Set[Identity],
    patches: Mapping[Identity, Sequence[Operation]],
    names: Mapping[Identity, str],
) -> Iterator[File]:
    """Yield the files of an overlay: the objects that are not *common*, and the *patches* of those that are."""
    own = sorted(part.manifests.keys() - common)
    for identity in own:
        body = part.manifests[identity].body
        yield File(path=f"{part.path}/{names[identity]}", document=body, comments=_comments([part], identity))
    for identity, changes in patches.items():
        path = f"{part.path}/patches/{names[identity]}"
        yield File(path=path, document=changes, comments=_comments([part], identity))
    document: dict[str, Any] = {**_KIND, **_ORDER, "resources": [*bases, *(names[identity] for identity in own)]}
    if patches:
        document["patches"] = [
            {"path": f"patches/{names[identity]}", "target": _target(identity)} for identity in patches
        ]
    yield File(path=f"{part.path}/kustomization.yaml", document=document)


def _described(part: _Part, in_base: int, patched: int) -> Overlay:
    return Overlay(
        stack=part.stack.stack,
        path=part.path,
        objects=len(part.manifests),
        in_base=in_base,
        patched=patched,
        simulated=sum(1 for manifest in part.manifests.values() if manifest.simulated),
    )


def _comments(parts: Sequence[_Part], identity: Identity) -> tuple[str, ...]:
    """Return what must be known before a file of these stacks is applied: what in it is not real."""
    paths = dict.fromkeys(path for part in parts for path in part.manifests[identity].simulated)
    keys = dict.fromkeys(key for part in parts for key in part.stack.made_up)
    lines = []
    if paths:
        lines.append(f"Simulated, not what is deployed: {', '.join(written(path) or 'all of it' for path in paths)}")
    if keys:
        lines.append(f"Made with simulated configuration: {', '.join(keys)}")
    return tuple(lines)


def _target(identity: Identity) -> dict[str, str]:
    """Return what selects one object and no other: kustomize reads each part as a regular expression."""
    group, _, version = identity.api_version.rpartition("/")
    return {
        "group": _exactly(group) or "^$",
        "version": _exactly(version),
        "kind": _exactly(identity.kind),
        "namespace": _NO_NAMESPACE if identity.namespace == "default" else _exactly(identity.namespace),
        "name": _exactly(identity.name),
    }


def _exactly(text: str) -> str:
    return _SPECIAL.sub(r"\\\g<0>", text)
