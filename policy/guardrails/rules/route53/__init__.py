"""Rules about Amazon Route 53."""

from __future__ import annotations

from ...authoring import Rule, StackRule
from .dnssec import route53_dnssec
from .query_logging import route53_query_logging

RULES: tuple[Rule | StackRule, ...] = (route53_dnssec, route53_query_logging)
