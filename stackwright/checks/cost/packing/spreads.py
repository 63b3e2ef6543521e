"""How the pods of one workload are kept apart: over zones, and how many may be on one node."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from ..item import Item
from ..values import Section, Undecided
from ..world import World
from .labels import selects

HOST, ZONE = "kubernetes.io/hostname", "topology.kubernetes.io/zone"
_ANTI = "affinity.podAntiAffinity"
_REQUIRED, _PREFERRED = (f"{how}DuringSchedulingIgnoredDuringExecution" for how in ("required", "preferred"))
_RELEASE = "kubernetes:helm.sh/v3:Release"
_CHART = "karpenter"


class Spread(NamedTuple):
    """How pods are kept apart."""

    zonal: bool = False
    """Whether they are spread evenly over zones."""

    together: int = 0
    """Most on one node; 0 for any number."""


def spread_of(spec: Section, labels: Mapping[str, str], world: World) -> Spread:
    """Return how the pods of *spec*, which have *labels*, are kept apart from each other. Raises Undecided.

    What they merely prefer counts as required, for so Karpenter takes it when it starts nodes and when it takes them
    away, unless it is told to ignore preferences; it may always start one more node, so that the skew between nodes is
    the most on one. Source: https://karpenter.sh/docs/concepts/scheduling/#preferences
    """
    respected = _respected(world)
    limits = [*_constraints(spec, labels, respected), *_anti_affinity(spec, labels, respected)]
    hosts = [most for key, most in limits if key == HOST]
    return Spread(zonal=any(key == ZONE for key, _ in limits), together=min(hosts, default=0))


def _constraints(spec: Section, labels: Mapping[str, str], respected: bool) -> Iterator[tuple[str, int]]:
    for one in spec.items("topologySpreadConstraints"):
        binding = respected or one.text("whenUnsatisfiable", "DoNotSchedule") == "DoNotSchedule"
        if binding and selects(one.section("labelSelector"), labels):
            yield one.text("topologyKey"), int(one.number("maxSkew", 1))


def _anti_affinity(spec: Section, labels: Mapping[str, str], respected: bool) -> Iterator[tuple[str, int]]:
    """A workload's pods are apart from each other where they are from pods with labels that they have themselves."""
    terms = spec.items(f"{_ANTI}.{_REQUIRED}")
    if respected:
        terms += [one.section("podAffinityTerm") for one in spec.items(f"{_ANTI}.{_PREFERRED}")]
    for term in terms:
        if selects(term.section("labelSelector"), labels):
            yield term.text("topologyKey"), 1


def _respected(world: World) -> bool:
    """Return whether Karpenter takes preferences for requirements: unless its release in this stack says otherwise."""
    return all(_policy(one) != "Ignore" for one in world.of(_RELEASE))


def _policy(release: Item) -> str:
    try:
        is_karpenter = release.text("chart").rpartition("/")[2] == _CHART
        return release.text("values.settings.preferencePolicy") if is_karpenter else ""
    except Undecided:
        return ""
