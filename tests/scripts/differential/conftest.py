"""Makes cases and checks in few words."""

from __future__ import annotations

import importlib

import pytest

from policy.guardrails.kit.fixtures import Case, FixtureResource


@pytest.fixture
def module(scripts):
    """Imports a module of the comparison by its name."""
    return lambda name: importlib.import_module(f"differential.{name}")


@pytest.fixture
def case():
    """Makes a case of resources, each a mapping."""

    def make(*resources, kind="good", name="a case", findings=()):
        made = [FixtureResource(**{"name": "one", **one}) for one in resources]
        return Case(rule="acme-rule", kind=kind, case=name, resources=made, findings=tuple(findings))

    return make
