"""What may be off outside working hours says how large it is while it is on."""

from __future__ import annotations

import pytest

from components.off_hours import MachineGroup


def group(**sizes):
    return MachineGroup(name="nodes", arn="arn:nodes", **sizes)


def test_machines_start_the_day_within_their_limits():
    assert group(min=0, max=3, desired=3).desired == 3


@pytest.mark.parametrize("sizes", [(2, 3, 1), (1, 2, 3), (-1, 2, 1), (0, 0, 0)])
def test_machines_are_refused_other_sizes(sizes):
    least, most, desired = sizes
    with pytest.raises(ValueError) as refused:  # noqa: PT011 - the whole message is compared
        group(min=least, max=most, desired=desired)
    assert str(refused.value) == (
        "a group needs 0 <= min <= desired <= max and max of at least 1, "
        f"got min {least}, desired {desired} and max {most}"
    )
