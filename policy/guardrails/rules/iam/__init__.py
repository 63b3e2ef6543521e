"""Rules about AWS Identity and Access Management."""

from __future__ import annotations

from ...authoring import Rule, StackRule

RULES: tuple[Rule | StackRule, ...] = ()
