"""Rules about Amazon SQS."""

from __future__ import annotations

from ...authoring import Rule, StackRule
from .policy_not_public import sqs_policy_not_public

RULES: tuple[Rule | StackRule, ...] = (sqs_policy_not_public,)
