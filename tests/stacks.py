"""Runs this project's stacks as `stackwright preview` does, their configuration changed first where a test asks."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from stackwright.model import Resource, Stack
from stackwright.sources.program import run_project
from stackwright.sources.project import StackConfig, find_project, load_config, stack_names

ROOT = Path(__file__).resolve().parent.parent
PROJECT = find_project(ROOT)
STACKS = stack_names(PROJECT)

Change = Callable[[dict[str, Any]], None]


def run(stack: str, change: Change | None = None) -> Stack:
    """Preview *stack* of this project, its configuration changed first."""
    config = load_config(PROJECT, stack)
    values = {key: parsed(value) for key, value in config.values.items()}
    if change is not None:
        change(values)
    text = {key: value if isinstance(value, str) else json.dumps(value) for key, value in values.items()}
    return run_project(PROJECT, stack, StackConfig(values=text, secret_keys=config.secret_keys))


def parsed(value: str) -> Any:
    """Return a value of the stack file as a structure, where it is one."""
    return json.loads(value) if value[:1] in "{[" else value


@cache
def unchanged(stack: str) -> Stack:
    """Return *stack* as its file says."""
    return run(stack)


@cache
def on_eks(stack: str) -> Stack:
    """Return *stack* with the one line changed that says what services run on."""
    return run(stack, lambda values: values.update({"stackwright:compute": "eks"}))


def of(stack: Stack, type_: str) -> list[Resource]:
    """Return the resources of a type, by the whole token or what it ends in."""
    return [resource for resource in stack.managed() if resource.type == type_ or resource.type.endswith(f":{type_}")]


def named(stack: Stack, name: str, type_: str = "") -> Resource:
    """Return the one resource of a logical name, and of a type where several have the name."""
    (found,) = [one for one in (of(stack, type_) if type_ else stack.managed()) if one.name == name]
    return found


def difference(before: Stack, after: Stack) -> tuple[set[str], set[tuple[str, str]]]:
    """Return the URNs that went, and (type, input) of every input that changed on those that stayed."""
    old, new = ({r.urn: r for r in stack.managed()} for stack in (before, after))
    changed = {
        (old[urn].type, key)
        for urn in old.keys() & new.keys()
        for key in old[urn].inputs.keys() | new[urn].inputs.keys()
        if old[urn].inputs.get(key) != new[urn].inputs.get(key)
    }
    return old.keys() - new.keys(), changed


class Order:
    """What of a stack comes before what, as the engine has it: by dependencies, parents and providers."""

    def __init__(self, stack: Stack) -> None:
        self._resources = {resource.urn: resource for resource in stack.resources}
        self._known: dict[str, frozenset[str]] = {}

    def before(self, resource: Resource) -> frozenset[str]:
        """Return the URNs of all that stands before *resource* does; it is taken away before any of them is."""
        if resource.urn not in self._known:
            self._known[resource.urn] = frozenset()
            direct = [self._resources[urn] for urn in self._direct(resource) if urn in self._resources]
            found = {one.urn for one in direct}.union(*(self.before(one) for one in direct))
            self._known[resource.urn] = frozenset(found)
        return self._known[resource.urn]

    def has(self, first: Resource, then: Resource) -> bool:
        """Tell whether *first* stands before *then*."""
        return first.urn in self.before(then)

    def _direct(self, resource: Resource) -> Iterator[str]:
        yield from resource.dependencies
        yield resource.provider.rpartition("::")[0]
        # The inside of a component waits for nothing of the component but what the component itself waits for.
        yield resource.parent
