"""Finds the URNs a resource waits for: components stand for what is below them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pulumi
from pulumi.runtime import resource_cycle_breaker as cycles
from pulumi.runtime import rpc
from pulumi.runtime._depends_on import _resolve_depends_on

from .properties import URN, Property


async def explicit(options: pulumi.ResourceOptions) -> Iterable[pulumi.Resource]:
    """Return the resources that `depends_on` names, directly or through outputs."""
    named: Any = options.depends_on
    if not named:
        return ()
    if isinstance(named, pulumi.Resource):
        return (named,)
    if isinstance(named, list) and all(isinstance(each, pulumi.Resource) for each in named):
        return named
    found: Iterable[pulumi.Resource] = await _resolve_depends_on(options._depends_on_list())
    return found


async def urn(resource: pulumi.Resource) -> str:
    """Return the URN of *resource* once it is registered."""
    return _known_urn(resource) or str(await resource.urn.future())


class Complete:
    """What components stand for, for as long as no further resource is constructed."""

    def __init__(self) -> None:
        self.constructed = 0
        """Resources constructed so far."""

        self._known: dict[pulumi.Resource, tuple[int, frozenset[str]]] = {}

    def find(self, component: pulumi.Resource) -> frozenset[str] | None:
        """Return the URNs *component* stands for, where all were known and nothing was constructed since."""
        at, urns = self._known.get(component, (-1, frozenset()))
        return urns if at == self.constructed else None

    def keep(self, component: pulumi.Resource, urns: frozenset[str]) -> None:
        """Remember the URNs *component* stands for now."""
        self._known[component] = (self.constructed, urns)


class Expansion:
    """What the resources that one resource depends on stand for."""

    def __init__(self, dependant: pulumi.Resource, complete: Complete) -> None:
        self._dependant = dependant
        self._complete = complete
        self._found: dict[pulumi.Resource, frozenset[str]] = {}

    async def urns(self, resources: Iterable[pulumi.Resource]) -> set[str]:
        """Return the URNs that *resources* stand for, once all are registered.

        Raises the SDK's error where one of them waits for the dependant itself.
        """
        urns: set[str] = set()
        for resource in resources:
            if resource not in self._found:
                self._found[resource] = await self._expand(resource)
            urns |= self._found[resource]
        return urns

    async def _expand(self, resource: pulumi.Resource) -> frozenset[str]:
        if not isinstance(resource, pulumi.Resource):
            return frozenset(await self._by_the_sdk(resource))
        if isinstance(resource, pulumi.ComponentResource):
            known = self._complete.find(resource)
            if known is None:
                constructed = self._complete.constructed
                known = await self._below(resource)
                if constructed == self._complete.constructed:
                    self._complete.keep(resource, known)
            return known
        urn = _known_urn(resource)
        return await self._below(resource) if urn is None else frozenset((urn,))

    async def _below(self, resource: pulumi.Resource) -> frozenset[str]:
        urns: set[str] = set()
        pending, components = _collect(resource, urns)
        if not pending:
            return frozenset(urns)
        before = cycles._deps(self._dependant)
        if _waits_for(pending | components, self._dependant):
            return frozenset(await self._by_the_sdk(resource))
        setattr(self._dependant, cycles._DEPENDENCIES_PROPERTY, before | pending | components)
        for each in pending:
            urns.add((await each.urn._data).value)
        setattr(self._dependant, cycles._DEPENDENCIES_PROPERTY, before)
        return frozenset(urns)

    async def _by_the_sdk(self, resource: pulumi.Resource) -> Iterable[str]:
        """Leave to the SDK what it refuses, and says why."""
        return await rpc._expand_dependencies([resource], self._dependant)


def _collect(resource: pulumi.Resource, urns: set[str]) -> tuple[set[pulumi.Resource], set[pulumi.Resource]]:
    """Add the URNs *resource* stands for to *urns*; return what is not registered yet, and the components over it."""
    pending: set[pulumi.Resource] = set()
    components: set[pulumi.Resource] = set()
    below = [resource]
    while below:
        each = below.pop()
        if isinstance(each, pulumi.ComponentResource) and not each._remote:
            below += each._childResources
            if _known_urn(each) is None:
                components.add(each)
            continue
        found = _known_urn(each)
        if found is None:
            pending.add(each)
        else:
            urns.add(found)
    return pending, components


def _waits_for(resources: Iterable[pulumi.Resource], dependant: pulumi.Resource) -> bool:
    """Say whether any of *resources* is *dependant*, or waits for it through others."""
    waiting = set(resources)
    seen = set(waiting)
    while waiting:
        each = waiting.pop()
        if each is dependant:
            return True
        further = cycles._deps(each) - seen
        seen |= further
        waiting |= further
    return False


def _known_urn(resource: pulumi.Resource) -> str | None:
    output = resource.__dict__["urn"]
    if output.__class__ is Property:
        return output._outputs.scalar(URN) or None
    future = output._data
    return str(future.result().value) if future.done() and future.exception() is None else None
