"""Rules about Amazon API Gateway."""

from __future__ import annotations

from ...authoring import Rule, StackRule
from .access_logs import apigwv2_access_logs
from .cors_not_wildcard import apigwv2_cors_not_wildcard
from .domain_tls12 import apigwv2_domain_tls12
from .route_auth import apigwv2_route_auth
from .throttling import apigwv2_throttling

RULES: tuple[Rule | StackRule, ...] = (
    apigwv2_access_logs,
    apigwv2_cors_not_wildcard,
    apigwv2_domain_tls12,
    apigwv2_route_auth,
    apigwv2_throttling,
)
