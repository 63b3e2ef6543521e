"""All that is said of a stack's cost: the estimate, how it changes, whether that is allowed, what would be cheaper."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .difference import Difference
from .estimate import Estimate
from .gates import Gate
from .money import Range

if TYPE_CHECKING:
    from .advice.model import Advice


@dataclass(frozen=True, kw_only=True)
class CostReport:
    """What is said of one stack's cost."""

    estimate: Estimate
    change: Difference | None = None
    """None where there is nothing to compare with: then *missing* says what there is not."""

    missing: str = ""
    scheduled: Range | None = None
    """What the stack's schedules save a month, in the currency of the estimate; None where it has none."""

    gates: tuple[Gate, ...] = ()
    advice: tuple[Advice, ...] = ()

    @property
    def fails(self) -> bool:
        """Whether a gate says no."""
        return any(gate.status == "fail" for gate in self.gates)
