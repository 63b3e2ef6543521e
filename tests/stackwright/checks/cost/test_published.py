"""The estimate comes, within two percent, to what others published for the same resources, or shows where they err."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from tests.stackwright.checks.cost.examples import Example, cost_of, examples, priced, worked_out

EXAMPLES = examples("published")
WITHIN = Decimal("0.02")
SOURCE = re.compile(r"https://\S+( \([^)]+\))?|[\w.-]+/[\w.-]+ \S+( \([^)]+\))?")
AGREED = [example for example in EXAMPLES if not example.error]
ERRORS = [example for example in EXAMPLES if example.error]


def near(found: Decimal, wanted: Decimal) -> bool:
    return abs(found - wanted) <= max(abs(wanted) * WITHIN, Decimal("0.01"))


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_comes_to_what_is_published(example: Example) -> None:
    found = priced(example)
    share = worked_out(example.share)
    costs = {name: cost_of(found, name, example.lines).expected * share for name in example.wanted()}

    assert found.notes == ()
    assert {name: str(costs[name]) for name, usd in example.wanted().items() if not near(costs[name], usd)} == {}, (
        f"{example.wanted()}; not priced: {[f'{one.type} {one.what}: {one.why}' for one in found.unpriced]}"
    )


@pytest.mark.parametrize("example", ERRORS, ids=str)
def test_shows_an_error_that_makes_a_difference(example: Example) -> None:
    theirs = {name: Decimal(str(usd)) for name, usd in example.theirs.items()}

    assert theirs.keys() == example.wanted().keys()
    assert [name for name, usd in example.wanted().items() if near(theirs[name], usd)] == []


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_cites_its_source(example: Example) -> None:
    assert SOURCE.fullmatch(example.source)


def test_agrees_with_enough_of_them() -> None:
    resources = {(str(example), name) for example in AGREED for name in example.wanted()}
    types = {one["type"] for example in AGREED for one in example.resources}

    assert len(resources) >= 35
    assert len(types) >= 25


def test_takes_from_more_than_one_publisher() -> None:
    publishers = {"/".join(example.source.split("/")[:3]) for example in EXAMPLES}

    assert len(publishers) >= 4
