"""Rules about Amazon CloudFront."""

from __future__ import annotations

from ...authoring import Rule, StackRule
from .default_root import cloudfront_default_root
from .logging import cloudfront_logging
from .min_tls import cloudfront_min_tls
from .origin_https import cloudfront_origin_https
from .s3_oac import cloudfront_s3_oac
from .security_headers import cloudfront_security_headers
from .viewer_https import cloudfront_viewer_https
from .waf import cloudfront_waf

RULES: tuple[Rule | StackRule, ...] = (
    cloudfront_default_root,
    cloudfront_logging,
    cloudfront_min_tls,
    cloudfront_origin_https,
    cloudfront_s3_oac,
    cloudfront_security_headers,
    cloudfront_viewer_https,
    cloudfront_waf,
)
