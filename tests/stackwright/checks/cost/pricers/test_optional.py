"""A use that nothing declares..."""

from __future__ import annotations

import pytest

from tests.stackwright.checks.cost.pricers.pricing import line, lines, made

TABLE = made("aws:dynamodb/table:Table", "orders", billingMode="PAY_PER_REQUEST")


def test_is_priced_where_a_usage_file_tells_of_it():
    found = line(TABLE, "dynamodb.restore", usage={"gbRestored": (0, 0, 5)})
    assert (found.label, found.quantity.high, found.assumption) == ("restored", 5, "gbRestored 0 - 5, usage.yaml")


@pytest.mark.parametrize("usage", [None, {"gbStored": 5}, {"gbRestored": 0}])
def test_is_no_line_where_nothing_is_used(usage):
    assert "dynamodb.restore" not in [key for _, key, _ in lines(TABLE, usage=usage)]
