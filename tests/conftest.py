"""Runs a component as a Pulumi program and hands back what it registered."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pulumi
import pytest
from hypothesis import settings

from components.scope import Scope
from stackwright.model import Resource, Stack
from stackwright.simulator import Simulator
from stackwright.sources.runtime import run_program

# The same examples in every run, however slow the machine: a red build is a change's doing.
settings.register_profile("steady", deadline=None, derandomize=True)
settings.load_profile("steady")


class Closed(Simulator):
    """A simulator that fails on any look-up: the library's components make none."""

    def invoke(self, token: str, args: Any) -> dict[str, Any]:
        raise AssertionError(f"a component must not look anything up, but called {token}")


@dataclass
class Made:
    """What a program registered, and what it returned."""

    stack: Stack
    result: Any

    def named(self, under: str = "") -> dict[str, str]:
        """Return logical name -> type of the custom resources whose URN holds *under*; two of one name fail."""
        found: dict[str, str] = {}
        for resource in self.stack.resources:
            if resource.custom and under in resource.urn:
                assert resource.name not in found, f"two children are called {resource.name}"
                found[resource.name] = resource.type
        return found

    def __getitem__(self, key: str | tuple[str, str]) -> Resource:
        """Return the one resource of a logical name, or of a (name, type)."""
        name, type_ = key if isinstance(key, tuple) else (key, None)
        found = [r for r in self.stack.resources if r.name == name and type_ in (None, r.type)]
        if type_ is None and len(found) > 1:
            found = [r for r in found if r.custom]
        assert len(found) == 1, f"{len(found)} resources are called {key}: {[r.urn for r in found]}"
        return found[0]

    def before(self, key: str | tuple[str, str]) -> set[str]:
        """Return the URNs of what a resource waits for, and of what that waits for."""
        by_urn = {resource.urn: resource for resource in self.stack.resources}
        found: set[str] = set()
        waiting = list(self[key].dependencies)
        while waiting:
            urn = waiting.pop()
            if urn not in found and urn in by_urn:
                found.add(urn)
                waiting += by_urn[urn].dependencies
        return found

    def json(self, name: str, prop: str) -> Any:
        """Return an input that holds JSON, parsed."""
        return json.loads(self[name].inputs[prop])

    def value(self, output: pulumi.Output[Any]) -> Any:
        """Return what an output came to."""
        loop = asyncio.new_event_loop()
        try:
            return loop.run_until_complete(output.future())
        finally:
            loop.close()


@pytest.fixture(autouse=True)
def _clean_globals() -> Any:
    """Mock state and config are global to the process: give every test its own."""
    from pulumi.runtime import settings

    pulumi.runtime.set_all_config({}, [])
    settings.ROOT.set(None)
    yield
    pulumi.runtime.set_all_config({}, [])
    settings.ROOT.set(None)


@pytest.fixture
def deploy() -> Callable[[Callable[[], Any]], Made]:
    """Run a program to its end, then hand back what it registered."""

    def run(program: Callable[[], Any]) -> Made:
        kept: list[Any] = []
        stack = run_program(
            lambda: kept.append(program()),
            project="house",
            stack="test",
            config={"aws:region": "eu-west-1"},
            simulator=Closed(region="eu-west-1", account_id="123456789012"),
        )
        return Made(stack, kept[0])

    return run


@pytest.fixture
def scope() -> Scope:
    return Scope(
        organization="acme",
        environment="test",
        region="eu-west-1",
        account_id="123456789012",
        owner="platform@acme.example",
        cost_center="1042",
        repository="https://github.com/acme/platform",
    )
