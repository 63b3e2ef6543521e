"""The formula of a scaler..."""

from __future__ import annotations

import pytest

from stackwright.checks.cost.packing.formula import worked_out

NAMES = {"day": 2.0, "night": 0.0, "queue": 25.0}


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("day", 2),
        ("1 + 2 * 3 - 4 / 2", 5),
        ("10 % 4", 2),
        ("-day + 5", 3),
        ("(1 + 2) * 3", 9),
        ("day > 0 ? day : 0", 2),
        ("night > 0 ? 9 : day == 2 ? 7 : 8", 7),
        ("day >= 2 && night <= 0 ? 1 : 0", 1),
        ("day < 2 || night != 0 ? 1 : 0", 0),
        ("day > 0 and not (night > 0) or false ? 1 : 0", 1),
        ("!(day > 0) ? 1 : 0", 0),
        ("true ? 3 : 4", 3),
        ("max(day, ceil((queue ?? 10) / 10))", 3),
        ("min(floor(2.9), round(1.6), abs(-3))", 2),
        ("sum(1, 2, int(3.7)) + float(1)", 7),
    ],
)
def test_comes_to_what_it_says(formula, value):
    assert worked_out(formula, NAMES) == value


@pytest.mark.parametrize(
    ("formula", "reason"),
    [
        ("day $ 2", "'$' is not known"),
        ("day night", "'night' is not expected there"),
        ("week > 0 ? 1 : 0", "'week' is no trigger"),
        ("day > 0 ? 1", "':' is missing"),
        ("max(day", "')' is missing"),
        ("day / night", "division by zero"),
        ("day +", "cannot be worked out"),
        ("", "cannot be worked out"),
        ("(" * 9999, "cannot be worked out"),
    ],
)
def test_is_refused_where_it_cannot_be_read(formula, reason):
    with pytest.raises(ValueError) as refused:  # noqa: PT011, the reason is looked at below
        worked_out(formula, NAMES)
    assert reason in str(refused.value)
