"""Rules about Amazon SNS."""

from __future__ import annotations

from ...authoring import Rule, StackRule
from .policy_not_public import sns_policy_not_public

RULES: tuple[Rule | StackRule, ...] = (sns_policy_not_public,)
