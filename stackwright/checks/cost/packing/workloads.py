"""The workloads of a stack: what their pods ask for, how many there are, and where they may and want to run."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ..item import Item
from ..values import Section, Undecided
from ..world import World
from .constraints import Wishes, wishes_of
from .labels import selects
from .objects import labels_of, name_of, named, namespace_of
from .packing import Pod
from .requests import asks, defaults, foreign
from .scaling import Scale, fixed, scale_of
from .spreads import Spread, spread_of

JOB, CRON_JOB = "kubernetes:batch/v1:Job", "kubernetes:batch/v1:CronJob"
_POD = "kubernetes:core/v1:Pod"
_SCALED = (
    "kubernetes:apps/v1:Deployment",
    "kubernetes:apps/v1:StatefulSet",
    "kubernetes:apps/v1:ReplicaSet",
    "kubernetes:core/v1:ReplicationController",
)
TYPES = (*_SCALED, JOB, CRON_JOB, _POD)
"""Types whose pods need nodes; those of daemon sets are on every node there is."""

_POLICY = "kubernetes:vpcresources.k8s.aws/v1beta1:SecurityGroupPolicy"
_ACCOUNT = ("kubernetes:core/v1:ServiceAccount",)
MOST = 5000
"""Most pods that are packed."""


class Workload(NamedTuple):
    """One workload."""

    item: Item
    pod: Pod
    scale: Scale
    wishes: Wishes
    spread: Spread
    unknown: tuple[str, ...] = ()
    """What its pods ask for that no instance type is known to have."""

    @property
    def runs(self) -> bool:
        """Whether its pods run for a while only, and then are done."""
        return self.item.type in (JOB, CRON_JOB)

    @property
    def vague(self) -> bool:
        """Whether its pods ask for neither CPU nor memory, so that any number fits on a node."""
        return not self.pod.asks.cpu and not self.pod.asks.memory and not self.pod.asks.gpus


def workloads(world: World) -> tuple[Workload, ...]:
    """Return the workloads of a stack, in order of registration. Raises Undecided."""
    return tuple(_workload(item, world) for item in world.of(*TYPES))


def template_of(item: Item) -> Section:
    """Return the template of a workload's pods; a pod is its own. Raises Undecided."""
    if item.type == _POD:
        return item
    return item.section("spec.jobTemplate.spec.template" if item.type == CRON_JOB else "spec.template")


def _workload(item: Item, world: World) -> Workload:
    template = template_of(item)
    spec = template.section("spec")
    asked = asks(spec, defaults(world, namespace_of(item)))
    spread = spread_of(spec, labels_of(template), world)
    interfaces = 0 if spec.flag("hostNetwork") else int(_has_groups(item, template, world))
    name = f"{namespace_of(item)}/{name_of(item)}"
    return Workload(
        item=item,
        pod=Pod(name, asked._replace(interfaces=interfaces), spread.together),
        scale=_scale(item, world),
        wishes=wishes_of(spec),
        spread=spread,
        unknown=tuple(sorted(foreign(spec))),
    )


def _scale(item: Item, world: World) -> Scale:
    if item.type in _SCALED:
        found = scale_of(item, world)
        if found.most > MOST:
            raise Undecided("the number of pods", f"above {MOST:,}, the most that are packed here")
        return found
    path = "spec.jobTemplate.spec" if item.type == CRON_JOB else "spec"
    count = int(item.number(f"{path}.parallelism", 1))
    return fixed(0 if item.flag("spec.suspend") else min(count, MOST))


def _has_groups(item: Item, template: Section, world: World) -> bool:
    """Return whether a policy gives its pods security groups of their own, and with them a network interface.

    Source: https://docs.aws.amazon.com/eks/latest/userguide/security-groups-for-pods.html
    """
    namespace = namespace_of(item)
    account = named(world, _ACCOUNT, template.text("spec.serviceAccountName", "default"), namespace)
    for policy in _policies(world, namespace):
        by_account = policy.has("spec.serviceAccountSelector")
        owner = account if by_account else template
        selector = policy.section("spec.serviceAccountSelector" if by_account else "spec.podSelector")
        if owner is not None and selects(selector, labels_of(owner)):
            return True
    return False


def _policies(world: World, namespace: str) -> Iterator[Item]:
    return (one for one in world.of(_POLICY) if namespace_of(one) == namespace)
