"""Rules about Amazon SQS."""

from __future__ import annotations

from ...authoring import Rule, StackRule
from .dlq import sqs_dlq
from .encrypted import sqs_encrypted
from .policy_not_public import sqs_policy_not_public

RULES: tuple[Rule | StackRule, ...] = (sqs_dlq, sqs_encrypted, sqs_policy_not_public)
