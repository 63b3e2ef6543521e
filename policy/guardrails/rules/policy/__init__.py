"""Rules about the pack's own exceptions; they come last, when every other rule has said which it needed."""

from __future__ import annotations

from ...authoring import StackRule
from .exceptions_used import policy_exceptions_used
from .exceptions_valid import policy_exceptions_valid
from .settings_understood import policy_settings

RULES: tuple[StackRule, ...] = (policy_settings, policy_exceptions_valid, policy_exceptions_used)
