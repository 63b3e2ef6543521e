"""CloudFront speaks TLS 1.2 or later, with a certificate for the site's own name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from ...authoring import Controls, Item, Level, Rule, Severity, Verdicts, must_be, must_be_one_of
from ...cloudfront import DISTRIBUTION
from ...shapes import must_look_like
from ...tls_policies import policies_of

_CERTIFICATE = re.compile(r"arn:[\w-]+:acm:[\w-]+:\d{12}:certificate/.+")


def _check(distribution: Item, parameters: Mapping[str, Any]) -> Verdicts:
    """Yield what is wrong; nothing of distributions with tenants, whose certificates are the tenants'."""
    certificate = distribution["viewerCertificate"]
    own = certificate["acmCertificateArn"]
    if certificate["iamCertificateId"].absent and own.absent:
        yield certificate.says(
            "viewerCertificate names no certificate of your own; with that of CloudFront, viewers may use TLS 1.0"
        )
        return
    if not own.absent:
        yield from must_look_like(own, _CERTIFICATE, "the ARN of a certificate")
    yield from must_be_one_of(certificate["minimumProtocolVersion"], parameters["policies"])
    yield from must_be(certificate["sslSupportMethod"], "sni-only")


cloudfront_min_tls = Rule(
    id="cloudfront-min-tls",
    promise="CloudFront speaks TLS 1.2 or later with a certificate of your own, by name and not by address (SNI).",
    fix="Set viewer_certificate with acm_certificate_arn (of us-east-1), minimum_protocol_version TLSv1.2_2021 and"
    " ssl_support_method sni-only, and give the names in aliases.",
    severity=Severity.MEDIUM,
    level=Level.ADVISORY,
    controls=Controls(fsbp=("CloudFront.7", "CloudFront.8", "CloudFront.15"), checkov=("CKV2_AWS_42", "CKV_AWS_174")),
    parameters={"policies": policies_of("cloudfront", "Security policies that viewers may be held to.")},
    looks_at=frozenset({DISTRIBUTION}),
    check=_check,
)
