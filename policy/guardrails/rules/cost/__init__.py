"""Rules about what a stack costs."""

from __future__ import annotations

from ...authoring import Rule, StackRule
from .budget_present import budget_present
from .ebs_gp3 import cost_ebs_gp3
from .estimate_under_budget import cost_estimate_under_budget
from .instance_allowlist import cost_instance_allowlist
from .nat_gateways import cost_nat_gateways

RULES: tuple[Rule | StackRule, ...] = (
    budget_present,
    cost_ebs_gp3,
    cost_estimate_under_budget,
    cost_instance_allowlist,
    cost_nat_gateways,
)
