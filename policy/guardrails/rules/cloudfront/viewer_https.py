"""CloudFront serves viewers over HTTPS only."""

from __future__ import annotations

from ...authoring import Controls, Item, Level, Rule, Severity, Verdicts, each, must_be_one_of
from ...cloudfront import DISTRIBUTIONS, behaviors

_ENCRYPTED = frozenset({"https-only", "redirect-to-https"})


def _check(distribution: Item) -> Verdicts:
    yield from each(behaviors(distribution), lambda one: must_be_one_of(one["viewerProtocolPolicy"], _ENCRYPTED))


cloudfront_viewer_https = Rule(
    id="cloudfront-viewer-https",
    promise="CloudFront sends and takes nothing over plain HTTP but the redirection to HTTPS.",
    fix='Set viewer_protocol_policy to "redirect-to-https", or to "https-only" for an API, in every cache behavior.',
    severity=Severity.HIGH,
    level=Level.MANDATORY,
    controls=Controls(fsbp=("CloudFront.3",), checkov=("CKV_AWS_34",)),
    looks_at=DISTRIBUTIONS,
    check=_check,
)
