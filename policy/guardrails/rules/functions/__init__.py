"""Rules about AWS Lambda."""

from __future__ import annotations

from ...authoring import Rule, StackRule
from .bounded import lambda_bounded
from .env_no_secrets import lambda_env_no_secrets
from .not_public import lambda_not_public
from .supported_runtime import lambda_supported_runtime

RULES: tuple[Rule | StackRule, ...] = (
    lambda_bounded,
    lambda_env_no_secrets,
    lambda_not_public,
    lambda_supported_runtime,
)
