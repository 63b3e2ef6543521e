"""Rules about AWS Secrets Manager."""

from __future__ import annotations

from ...authoring import Rule, StackRule
from .cmk import secret_cmk
from .policy_not_public import secret_policy_not_public
from .recovery_window import secret_recovery_window
from .rotation import secret_rotation

RULES: tuple[Rule | StackRule, ...] = (secret_cmk, secret_policy_not_public, secret_recovery_window, secret_rotation)
