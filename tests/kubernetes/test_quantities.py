"""A quantity..."""

from __future__ import annotations

from decimal import Decimal

import pytest

from .quantities import exceeds, quantity


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("250m", "0.25"),
        ("1Gi", "1073741824"),
        ("1G", "1000000000"),
        ("5u", "0.000005"),
        ("7n", "0.000000007"),
        ("2e3", "2000"),
        (".5", "0.5"),
        (3, "3"),
        ("2k", "2000"),
    ],
)
def test_is_read_as_kubernetes_reads_it(text, amount):
    assert quantity(text) == Decimal(amount)


@pytest.mark.parametrize("text", ["", "much", "1 Gi", "1gi", "1Kb"])
def test_is_none_in_other_words(text):
    assert quantity(text) is None


def test_is_compared_by_its_amount():
    assert exceeds("1Gi", "1000Mi")
    assert not exceeds("1000m", "1")
    assert not exceeds("much", "1")
