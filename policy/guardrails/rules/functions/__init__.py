"""Rules about AWS Lambda."""

from __future__ import annotations

from ...authoring import Rule, StackRule
from .not_public import lambda_not_public

RULES: tuple[Rule | StackRule, ...] = (lambda_not_public,)
