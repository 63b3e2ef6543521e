"""The kinds of advice"""

from __future__ import annotations

import importlib
import pkgutil

from stackwright.checks.cost import advice
from stackwright.checks.cost.advice.advise import advise
from stackwright.checks.cost.advice.advisers import ADVISERS
from tests.stackwright.checks.cost.advice.advising import make, proposed, situation
from tests.stackwright.checks.cost.advice.test_nat import network

MACHINE = make("aws:ec2/instance:Instance", "m", {"instanceType": "m5.large", "rootBlockDevice": {"volumeType": "gp2"}})


def test_are_all_that_there_are():
    modules = [
        importlib.import_module(f"{advice.__name__}.{one.name}") for one in pkgutil.iter_modules(advice.__path__)
    ]
    theirs = [
        adviser
        for module in modules
        if module.__name__ != f"{advice.__name__}.advisers"
        for adviser in getattr(module, "ADVISERS", ())
    ]
    assert set(theirs) == set(ADVISERS)
    assert len(theirs) == len(ADVISERS)


def test_say_nothing_of_nothing():
    assert advise(situation(), ADVISERS) == []


def test_never_weaken_production():
    found = {one.id for one in proposed(ADVISERS, MACHINE, *network("abc"), profile="production")}
    assert found.isdisjoint({"single-nat", "nat-instance", "off-hours"})
    assert {one.id for one in proposed(ADVISERS, MACHINE, *network("abc"))} >= {
        "single-nat",
        "nat-instance",
        "off-hours",
    }


def test_name_what_is_at_risk():
    assert all(one.risk and one.what for one in proposed(ADVISERS, MACHINE, *network("abc")))
