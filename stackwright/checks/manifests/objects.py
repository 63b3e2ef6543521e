"""The Kubernetes objects that a stack manages as manifests, and those that cannot be one, each with the reason."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ...model import Resource, Secret, Stack, Unknown
from .clusters import clusters
from .values import Path, hidden, without_nulls, written

_KUBERNETES = "kubernetes:"

# Component -> the look-up that would make its children, which only the tools it stands for could answer.
_UNRENDERED = {
    "kubernetes:helm.sh/v3:Chart": "kubernetes:helm:template",
    "kubernetes:kustomize:Directory": "kubernetes:kustomize:directory",
}

# Annotations that kustomize takes away, or does something else for. Source: kubectl 1.32 (kustomize 5.5), with each.
_LOCAL = "config.kubernetes.io/local-config"
_OF_KUSTOMIZE = frozenset(
    {
        _LOCAL,
        "alpha.config.kubernetes.io/transformations",
        "config.k8s.io/id",
        "config.kubernetes.io/index",
        "config.kubernetes.io/origin",
        "config.kubernetes.io/path",
    }
)
_INSIDE_KUSTOMIZE = "internal.config.kubernetes.io/"


@dataclass(frozen=True, order=True)
class Identity:
    """What tells an object from every other of its cluster."""

    api_version: str
    kind: str
    namespace: str
    """Namespace; `default` where it names none, as for objects that are in none."""

    name: str

    def __str__(self) -> str:
        place = "" if self.namespace == "default" else f"{self.namespace}/"
        return f"{self.kind} {place}{self.name}"


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """One object, as `kubectl apply` takes it."""

    urn: str
    body: dict[str, Any]
    cluster: str
    """Name of the cluster it is in, which tells it from the others of the stack."""

    simulated: tuple[Path, ...] = ()
    """Where it holds what the simulator made up."""

    @property
    def identity(self) -> Identity:
        """What tells it from other objects."""
        metadata = self.body["metadata"]
        namespace = metadata.get("namespace") or "default"
        return Identity(self.body["apiVersion"], self.body["kind"], str(namespace), str(metadata["name"]))


@dataclass(frozen=True, kw_only=True, order=True)
class LeftOut:
    """What has no manifest."""

    what: str
    """Kind and name."""

    reason: str
    urn: str


@dataclass(frozen=True, kw_only=True)
class Objects:
    """The objects of one stack."""

    stack: str
    manifests: tuple[Manifest, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    made_up: tuple[str, ...] = ()
    """Keys of the configuration that was made up for the program."""


def objects(stack: Stack) -> Objects:
    """Return the objects of *stack* in order of registration, and what is left out in order of what it is."""
    own = [each for each in stack.managed() if each.type.startswith(_KUBERNETES)]
    cluster = clusters(stack, (each.provider for each in own))
    manifests: list[Manifest] = []
    left_out = list(_unseen(stack))
    for resource in own:
        reasons = [resource.opaque or _unfit(resource)]
        for body in [] if reasons[0] else _bodies(resource, deployed=stack.deployed):
            reasons.append(_unfit_body(body))
            if not reasons[-1]:
                manifests.append(Manifest(urn=resource.urn, body=body, cluster=cluster[resource.provider]))
        for reason in filter(None, dict.fromkeys(reasons)):
            left_out.append(LeftOut(what=_called(resource), reason=reason, urn=resource.urn))
    return Objects(
        stack=stack.name,
        manifests=tuple(manifests),
        left_out=tuple(sorted(left_out)),
        made_up=tuple(sorted(stack.simulated_config)),
    )


def _unseen(stack: Stack) -> Iterator[LeftOut]:
    """Yield the components whose objects another process, or a tool that is not run here, would make."""
    reasons = {look_up.token: look_up.opaque for look_up in stack.look_ups}
    for each in stack.resources:
        reason = each.opaque if each.remote else reasons.get(_UNRENDERED.get(each.type, ""), "")
        if reason:
            yield LeftOut(what=_called(each), reason=reason, urn=each.urn)


def _unfit(resource: Resource) -> str:
    """Return why *resource* cannot be written as it is; nothing where it can."""
    kind = resource.inputs.get("kind")
    if resource.type.endswith(f":{kind}Patch"):
        return "a patch of an object that others made"
    secret = [written(path) for path in hidden(resource.inputs, Secret)]
    if secret:
        return f"{_listed(secret)} {'is' if len(secret) == 1 else 'are'} secret"
    unknown = [written(path) for path in hidden(resource.inputs, Unknown)]
    if unknown:
        return (
            f"{_listed(unknown)} {'is' if len(unknown) == 1 else 'are'} unknown before a deployment; give outputs of"
            " other stacks with --stack-output or --stack-state"
        )
    return ""


def _unfit_body(body: dict[str, Any]) -> str:
    """Return why an object shall not be written, or could not be read again; nothing where neither is so."""
    if (body["apiVersion"], body["kind"]) == ("v1", "Secret") and (body.get("data") or body.get("stringData")):
        return "its values are secret"
    if not body["metadata"].get("name"):
        return "it has no name before it is deployed"
    for key, value in sorted(_table(body["metadata"].get("annotations")).items()):
        if (key in _OF_KUSTOMIZE or key.startswith(_INSIDE_KUSTOMIZE)) and (key, value) != (_LOCAL, "false"):
            return f"kustomize keeps the annotation {key} for itself"
    return ""


def _listed(texts: list[str], most: int = 3) -> str:
    more = [f"{len(texts) - most} more"] if len(texts) > most else []
    return " and ".join(filter(None, [", ".join(texts[:most]), *more]))


def _bodies(resource: Resource, *, deployed: bool) -> Iterator[dict[str, Any]]:
    """Yield the object of *resource*; of a list of objects, each of its items."""
    _, module, type_kind = resource.type.split(":", 2)
    body = {"apiVersion": module.removeprefix("core/"), "kind": type_kind, **without_nulls(resource.inputs)}
    kind, items = body["kind"], body.get("items")
    if kind.endswith("List") and isinstance(items, list):
        of = {"apiVersion": body["apiVersion"], "kind": kind.removesuffix("List")}
        for item in items:
            yield {**of, **_table(item), "metadata": _tidy(_table(_table(item).get("metadata")))}
        return
    yield {**body, "metadata": _metadata(resource, _table(body.get("metadata")), deployed=deployed)}


def _metadata(resource: Resource, given: dict[str, Any], *, deployed: bool) -> dict[str, Any]:
    """Return the metadata that is given, with the name and namespace that the provider gives where there is none.

    The namespace of whoever runs the program is not written: `kubectl` takes the same one from the same kubeconfig.
    """
    made = _table(resource.outputs.get("metadata"))
    name, namespace = (made.get(key) if isinstance(made.get(key), str) else "" for key in ("name", "namespace"))
    metadata = dict(given)
    if not metadata.get("name") and name:
        metadata.pop("generateName", None)
        metadata["name"] = name
    if not metadata.get("namespace") and namespace and (deployed or namespace != "default"):
        metadata["namespace"] = namespace
    return _tidy(metadata)


def _tidy(metadata: dict[str, Any]) -> dict[str, Any]:
    """Return *metadata* without empty annotations, which neither kustomize nor an API server keeps."""
    return {key: value for key, value in metadata.items() if key != "annotations" or value}


def _called(resource: Resource) -> str:
    """Return kind and name, as `kubectl` has them where that is known, else as the program has."""
    given = _table(resource.inputs.get("metadata"))
    place, name = (given.get(key) for key in ("namespace", "name"))
    known = "/".join(text for text in (place, name) if isinstance(text, str)) if isinstance(name, str) else ""
    return f"{resource.type.rpartition(':')[2]} {known or resource.name}"


def _table(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
