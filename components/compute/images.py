"""Which image repository a service runs from."""

from __future__ import annotations

from collections.abc import Mapping

from ..ecr_repository import EcrRepository
from .spec import ServiceSpec


def repository_of(name: str, spec: ServiceSpec, images: Mapping[str, EcrRepository]) -> EcrRepository:
    """Return the repository of the service *name*. Raises ValueError where it is not among *images*."""
    found = images.get(spec.image.repository)
    if found is None:
        known = ", ".join(sorted(images)) or "none"
        raise ValueError(f"service {name!r}: no image repository {spec.image.repository!r}; there are: {known}")
    return found
