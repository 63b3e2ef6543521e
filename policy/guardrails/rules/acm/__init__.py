"""Rules about AWS Certificate Manager."""

from __future__ import annotations

from ...authoring import Rule, StackRule
from .key_and_validation import acm_key_and_validation

RULES: tuple[Rule | StackRule, ...] = (acm_key_and_validation,)
