"""The map of where the money goes"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stackwright.reports.cost.picture import Box, squares

WHOLE = Box(0, 0, 960, 420)
AMOUNTS = st.lists(st.floats(min_value=0.01, max_value=10**6), min_size=1, max_size=40).map(
    lambda amounts: sorted(amounts, reverse=True)
)


@given(AMOUNTS)
def test_gives_each_amount_its_share_of_the_area(amounts):
    area = WHOLE.width * WHOLE.height
    for amount, box in zip(amounts, squares(amounts, WHOLE), strict=True):
        assert box.width * box.height == pytest.approx(amount / sum(amounts) * area, rel=1e-6, abs=1e-6)


@given(AMOUNTS)
def test_fills_the_whole_without_overlaps(amounts):
    boxes = squares(amounts, WHOLE)
    slack = 1e-6
    for place, one in enumerate(boxes):
        assert -slack <= one.x
        assert one.x + one.width <= WHOLE.width + slack
        assert -slack <= one.y
        assert one.y + one.height <= WHOLE.height + slack
        for other in boxes[:place]:
            apart = (
                one.x + one.width <= other.x + slack
                or other.x + other.width <= one.x + slack
                or one.y + one.height <= other.y + slack
                or other.y + other.height <= one.y + slack
            )
            assert apart


def test_is_of_boxes_as_near_to_squares_as_they_come():
    # The example of the paper: 6 x 4, areas 6 6 4 3 2 2 1; its first two stand one above the other, 3 wide and 2 high.
    first, second, third, *_ = squares([6, 6, 4, 3, 2, 2, 1], Box(0, 0, 6, 4))
    assert (first, second) == (Box(0, 0, 3, 2), Box(0, 2, 3, 2))
    assert (third.width, third.height) == (pytest.approx(12 / 7), pytest.approx(7 / 3))


def test_of_nothing_is_empty():
    assert squares([], WHOLE) == []
