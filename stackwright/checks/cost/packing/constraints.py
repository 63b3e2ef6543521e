"""Where pods may and want to run: node selectors, node affinity, and the taints that they tolerate."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from ..values import Section
from .labels import Requirement, equal, requirements

_REQUIRED = "affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms"
_PREFERRED = "affinity.nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution"
# A node that only would rather not have a pod has it all the same.
_KEPT_AWAY = ("NoSchedule", "NoExecute")
# EKS's own names of effects.
_EFFECTS = {"NO_SCHEDULE": "NoSchedule", "NO_EXECUTE": "NoExecute", "PREFER_NO_SCHEDULE": "PreferNoSchedule"}

Requirements = tuple[Requirement, ...]


class Taint(NamedTuple):
    """What keeps pods away from a node that do not tolerate it."""

    key: str
    value: str
    effect: str


class Toleration(NamedTuple):
    """Taints that pods tolerate; an empty key or effect is any."""

    key: str
    operator: str
    value: str
    effect: str

    def covers(self, taint: Taint) -> bool:
        """Return whether *taint* is one of them."""
        if self.effect not in ("", taint.effect) or self.key not in ("", taint.key):
            return False
        return self.operator == "Exists" or (bool(self.key) and self.value == taint.value)


class Wishes(NamedTuple):
    """Where pods may and want to run."""

    terms: tuple[Requirements, ...] = ((),)
    """Requirements of which one set must be met."""

    preferred: tuple[Requirements, ...] = ()
    """Those that are wanted besides, the most important first."""

    tolerations: tuple[Toleration, ...] = ()

    def tolerate(self, taints: Iterable[Taint]) -> bool:
        """Return whether nodes with *taints* may have them."""
        kept = (taint for taint in taints if taint.effect in _KEPT_AWAY)
        return all(any(one.covers(taint) for one in self.tolerations) for taint in kept)


def wishes_of(spec: Section) -> Wishes:
    """Return what a pod's *spec* says. Raises Undecided."""
    selector = equal(spec.mapping("nodeSelector"))
    terms = tuple((*selector, *requirements(one.items("matchExpressions"))) for one in spec.items(_REQUIRED))
    wanted = sorted(spec.items(_PREFERRED), key=lambda one: -one.number("weight", 1))
    return Wishes(
        terms=terms or (selector,),
        preferred=tuple(requirements(one.items("preference.matchExpressions")) for one in wanted),
        tolerations=tuple(
            Toleration(one.text("key"), one.text("operator", "Equal"), one.text("value"), one.text("effect"))
            for one in spec.items("tolerations")
        ),
    )


def taints(sections: Iterable[Section]) -> tuple[Taint, ...]:
    """Return the taints of a list of them, as Kubernetes or as EKS writes them. Raises Undecided."""
    read = ((one.text("key"), one.text("value"), one.text("effect")) for one in sections)
    return tuple(Taint(key, value, _EFFECTS.get(effect, effect)) for key, value, effect in read)
