"""Outputs that no pattern gives: what AWS, Kubernetes and the random provider make out of a resource's inputs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from ..model import Secret, redact
from . import aws, components, eks, kubernetes, random, tags, tls
from .fields import Fields

if TYPE_CHECKING:
    from .simulator import Simulator

_Maker = Callable[[Mapping[str, Any], Fields], dict[str, Any]]

_MAKERS: Mapping[str, _Maker] = {**aws.MAKERS, **eks.MAKERS, **random.MAKERS, **tls.MAKERS}


def outputs(
    type_: str, inputs: Mapping[str, Any], fields: Fields, made: Mapping[str, Any], simulator: Simulator
) -> dict[str, Any]:
    """Return the outputs of a resource of *type_* that depend on its inputs' content; none for most types.

    *made* is what it has already; an `id` among the outputs takes the place of the type's own.
    """
    package = type_.partition(":")[0]
    if package == "kubernetes":
        return kubernetes.outputs(type_, inputs, fields, made, simulator.namespace)
    maker = _MAKERS.get(type_)
    found = maker(public(inputs), fields) if maker else {}
    if package == "aws" and ("tagsAll" in made or "tags" in inputs):
        found["tagsAll"] = tags.merged(simulator.default_tags, inputs.get("tags"))
    if package != "aws":
        found.update(components.outputs(type_, public(inputs), fields, made, simulator))
    return found


def public(inputs: Mapping[str, Any]) -> dict[str, Any]:
    """Return the inputs that may show in an id or a name: a secret must not reappear in one."""
    plain: dict[str, Any] = redact({key: value for key, value in inputs.items() if not isinstance(value, Secret)})
    return plain
