"""A report on cost"""

from __future__ import annotations

from stackwright.checks.cost.gates import Gate
from stackwright.checks.cost.report import CostReport
from tests.stackwright.checks.cost.making import estimate_of

PASS = Gate(name="budget", status="pass", message="fine")
FAIL = Gate(name="approval", status="fail", message="too much")


def test_fails_where_one_gate_does():
    assert not CostReport(estimate=estimate_of()).fails
    assert not CostReport(estimate=estimate_of(), gates=(PASS,)).fails
    assert CostReport(estimate=estimate_of(), gates=(PASS, FAIL)).fails
