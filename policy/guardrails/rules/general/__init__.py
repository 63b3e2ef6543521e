"""Rules about tags, providers and what no policy sees."""

from __future__ import annotations

from ...authoring import Rule, StackRule

RULES: tuple[Rule | StackRule, ...] = ()
