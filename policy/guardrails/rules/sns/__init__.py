"""Rules about Amazon SNS."""

from __future__ import annotations

from ...authoring import Rule, StackRule
from .encrypted import sns_encrypted
from .policy_not_public import sns_policy_not_public

RULES: tuple[Rule | StackRule, ...] = (sns_encrypted, sns_policy_not_public)
