"""Rules about Amazon EC2 and VPC."""

from __future__ import annotations

from ...authoring import Rule, StackRule

RULES: tuple[Rule | StackRule, ...] = ()
