"""Rules about Amazon DynamoDB."""

from __future__ import annotations

from ...authoring import Rule, StackRule

RULES: tuple[Rule | StackRule, ...] = ()
