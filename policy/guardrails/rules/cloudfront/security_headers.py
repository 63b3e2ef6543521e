"""CloudFront sends the headers that make browsers careful."""

from __future__ import annotations

from ...authoring import Controls, Item, Level, Rule, Severity, Verdicts, must_be_set
from ...cloudfront import DISTRIBUTIONS, changes_responses


def _check(distribution: Item) -> Verdicts:
    behavior = distribution["defaultCacheBehavior"]
    verdicts = list(must_be_set(behavior["responseHeadersPolicyId"]))
    if verdicts and not changes_responses(behavior):
        yield from verdicts


cloudfront_security_headers = Rule(
    id="cloudfront-security-headers",
    promise="Every distribution adds headers to its responses by a policy or a function.",
    fix="Set response_headers_policy_id in default_cache_behavior: an aws.cloudfront.ResponseHeadersPolicy of your own,"
    " or AWS's SecurityHeadersPolicy, 67f7725c-6f97-4210-82d7-5512b31e9d03.",
    severity=Severity.LOW,
    level=Level.DISABLED,
    controls=Controls(checkov=("CKV2_AWS_32",)),
    looks_at=DISTRIBUTIONS,
    check=_check,
)
