"""Rules about Amazon GuardDuty."""

from __future__ import annotations

from ...authoring import Rule, StackRule
from .enabled import guardduty_enabled

RULES: tuple[Rule | StackRule, ...] = (guardduty_enabled,)
