"""Rules about AWS WAF."""

from __future__ import annotations

from ...authoring import Rule, StackRule
from .has_rules import waf_has_rules
from .logging import waf_logging
from .metrics import waf_metrics

RULES: tuple[Rule | StackRule, ...] = (waf_has_rules, waf_logging, waf_metrics)
