"""Rules about AWS Secrets Manager."""

from __future__ import annotations

from ...authoring import Rule, StackRule
from .policy_not_public import secret_policy_not_public

RULES: tuple[Rule | StackRule, ...] = (secret_policy_not_public,)
