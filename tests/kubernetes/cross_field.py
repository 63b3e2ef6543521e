"""Rules across the fields of an object, which no schema tells: the server, or the controller's webhook, refuses it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from .manifests import Manifest
from .rules import (
    autoscaling,
    built_in,
    external_secrets,
    karpenter,
    keda,
    load_balancer,
    monitoring,
    storage,
    workloads,
)

_RULES: Mapping[str, tuple[Callable[[Manifest], Iterator[str]], ...]] = {
    **autoscaling.RULES,
    **built_in.RULES,
    **external_secrets.RULES,
    **karpenter.RULES,
    **keda.RULES,
    **load_balancer.RULES,
    **monitoring.RULES,
    **storage.RULES,
    **workloads.RULES,
}


def broken(manifest: Manifest) -> list[str]:
    """Return the sentences of the rules that *manifest* breaks; its schema must have been found to hold."""
    return [sentence for rule in _RULES.get(manifest["kind"], ()) for sentence in rule(manifest)]
