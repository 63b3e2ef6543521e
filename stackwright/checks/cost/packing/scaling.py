"""How many pods a workload has: as its autoscaler says, by the clock or by demand, or else as it states itself."""

from __future__ import annotations

import math
from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from ..item import Item
from ..values import Section
from ..world import World
from .formula import worked_out
from .objects import scaler

HPA = tuple(
    f"kubernetes:autoscaling/{version}:HorizontalPodAutoscaler" for version in ("v2", "v1", "v2beta2", "v2beta1")
)
SCALED_OBJECT = ("kubernetes:keda.sh/v1alpha1:ScaledObject",)

# Sources: https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/horizontal-pod-autoscaler-v2/ and
# https://keda.sh/docs/latest/reference/scaledobject-spec/.
_HPA_LEAST, _KEDA_LEAST, _KEDA_MOST = 1, 0, 100
# What only pods that run can measure: it wakes none.
_OF_PODS = ("cpu", "memory")
_CRON = "cron"
# More than any limit: what a source asks for at the most.
_ENDLESS = 10.0**9


class Window(NamedTuple):
    """Times between two cron expressions."""

    start: str
    end: str
    timezone: str


class Counts(NamedTuple):
    """Least, expected and most pods at a time."""

    low: int
    expected: int
    high: int

    @property
    def asleep(self) -> bool:
        """Whether none has to run, but some may."""
        return not self.expected and bool(self.high)


class Scale(NamedTuple):
    """How many pods run when. Without triggers: between the least and the most, at any time."""

    least: int
    most: int
    wanted: int
    """Expected, within both."""

    windows: Mapping[str, tuple[Window, int]] = MappingProxyType({})
    """Trigger -> when it asks for pods, and for how many."""

    sources: tuple[str, ...] = ()
    """Triggers that look at something outside the cluster."""

    formula: str = ""
    """What makes one number of windows and sources; empty for the largest."""

    elastic: bool = True
    """Whether anything but the clock asks for more."""

    def at(self, open_: frozenset[Window]) -> Counts:
        """Return how many run while these windows are open. Raises ValueError for a formula that cannot be read."""
        asked = {name: pods if window in open_ else 0 for name, (window, pods) in self.windows.items()}
        least, most = self._asked(asked, 0.0), self._asked(asked, _ENDLESS)
        expected = min(self.most, max(self.wanted, math.ceil(least)))
        if not expected and most <= 0:
            return Counts(0, 0, 0)
        low = min(self.most, max(self.least, math.ceil(least)))
        return Counts(low, expected, self.most if self.elastic else expected)

    def _asked(self, asked: Mapping[str, int], sources: float) -> float:
        outside = dict.fromkeys(self.sources, sources)
        if self.formula:
            return worked_out(self.formula, {**asked, **outside})
        return max([0.0, *asked.values(), *outside.values()])


def fixed(count: int) -> Scale:
    """Return a scale of one number."""
    return Scale(least=count, most=count, wanted=count, elastic=False)


def scale_of(item: Item, world: World) -> Scale:
    """Return how many pods of a workload run. Raises Undecided."""
    stated = item.has("spec.replicas")
    wanted = int(item.number("spec.replicas", 1))
    found = scaler(world, SCALED_OBJECT, item)
    if found:
        return _keda(found)
    found = scaler(world, HPA, item)
    # An autoscaler does nothing for a workload that is scaled to nothing.
    if found is None or (stated and not wanted):
        return fixed(wanted)
    least = int(found.number("spec.minReplicas", _HPA_LEAST))
    most = max(least, int(found.number("spec.maxReplicas", least)))
    return Scale(least=least, most=most, wanted=max(least, min(wanted, most)) if stated else least)


def _keda(item: Item) -> Scale:
    least = int(item.number("spec.minReplicaCount", _KEDA_LEAST))
    most = max(least, int(item.number("spec.maxReplicaCount", _KEDA_MOST)))
    paused = item.mapping("metadata.annotations").get("autoscaling.keda.sh/paused-replicas")
    if paused is not None and str(paused).isdigit():
        return fixed(int(paused))
    triggers = {one.text("name", f"#{place}"): one for place, one in enumerate(item.items("spec.triggers"))}
    kinds = {name: one.text("type") for name, one in triggers.items()}
    return Scale(
        least=least,
        most=most,
        wanted=least,
        windows={name: _window(one) for name, one in triggers.items() if kinds[name] == _CRON},
        sources=tuple(name for name, kind in kinds.items() if kind not in (_CRON, *_OF_PODS)),
        formula=item.text("spec.advanced.scalingModifiers.formula"),
        elastic=any(kind != _CRON for kind in kinds.values()),
    )


def _window(trigger: Section) -> tuple[Window, int]:
    said = trigger.section("metadata")
    window = Window(said.text("start"), said.text("end"), said.text("timezone", "UTC"))
    return window, int(said.number("desiredReplicas", 1))
