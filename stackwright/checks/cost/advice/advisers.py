"""All kinds of advice there are."""

from __future__ import annotations

from . import (
    commitments,
    endpoints,
    extended_support,
    gp3,
    graviton,
    idle,
    nat,
    off_hours,
    retention,
    right_size,
    spot,
)
from .situation import Adviser

ADVISERS: tuple[Adviser, ...] = (
    *graviton.ADVISERS,
    *gp3.ADVISERS,
    *spot.ADVISERS,
    *nat.ADVISERS,
    *endpoints.ADVISERS,
    *off_hours.ADVISERS,
    *right_size.ADVISERS,
    *retention.ADVISERS,
    *extended_support.ADVISERS,
    *commitments.ADVISERS,
    *idle.ADVISERS,
)
