"""Rules about what a stack costs."""

from __future__ import annotations

from ...authoring import Rule, StackRule

RULES: tuple[Rule | StackRule, ...] = ()
