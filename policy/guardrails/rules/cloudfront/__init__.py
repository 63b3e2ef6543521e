"""Rules about Amazon CloudFront."""

from __future__ import annotations

from ...authoring import Rule, StackRule
from .min_tls import cloudfront_min_tls
from .viewer_https import cloudfront_viewer_https

RULES: tuple[Rule | StackRule, ...] = (cloudfront_min_tls, cloudfront_viewer_https)
