"""Rules about Amazon RDS."""

from __future__ import annotations

from ...authoring import Rule, StackRule
from .encrypted import rds_encrypted

RULES: tuple[Rule | StackRule, ...] = (rds_encrypted,)
