"""Rules about Amazon CloudWatch."""

from __future__ import annotations

from ...authoring import Rule, StackRule
from .alarm_has_action import alarm_has_action
from .log_group_cmk import log_group_cmk
from .log_group_retention import log_group_retention

RULES: tuple[Rule | StackRule, ...] = (alarm_has_action, log_group_cmk, log_group_retention)
