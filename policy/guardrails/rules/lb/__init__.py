"""Rules about Elastic Load Balancing."""

from __future__ import annotations

from ...authoring import Rule, StackRule
from .access_logs import lb_access_logs
from .deletion_protection import lb_deletion_protection
from .desync_mitigation import alb_desync_mitigation
from .drop_invalid_headers import alb_drop_invalid_headers
from .http_redirects import alb_http_redirects
from .listener_tls import lb_listener_tls
from .listener_tls_policy import lb_listener_tls_policy
from .multi_az import lb_multi_az
from .public_approved import lb_public_approved
from .public_has_waf import alb_public_has_waf
from .target_group_health_check import target_group_health_check
from .target_group_tls import target_group_tls

RULES: tuple[Rule | StackRule, ...] = (
    lb_access_logs,
    lb_deletion_protection,
    alb_desync_mitigation,
    alb_drop_invalid_headers,
    alb_http_redirects,
    lb_listener_tls,
    lb_listener_tls_policy,
    lb_multi_az,
    lb_public_approved,
    alb_public_has_waf,
    target_group_health_check,
    target_group_tls,
)
