"""CloudFront lets a web application firewall look at requests first."""

from __future__ import annotations

import re

from ...authoring import Controls, Item, Level, Rule, Severity, Verdicts
from ...cloudfront import DISTRIBUTION
from ...shapes import must_look_like

_WEB_ACL = re.compile(r"arn:[\w-]+:wafv2:[\w-]+:\d{12}:.+")


def _check(distribution: Item) -> Verdicts:
    """Yield what is wrong; nothing of distributions with tenants, which may have a web ACL each."""
    yield from must_look_like(distribution["webAclId"], _WEB_ACL, "the ARN of a web ACL of WAFv2")


cloudfront_waf = Rule(
    id="cloudfront-waf",
    promise="Every distribution of CloudFront has a web ACL.",
    fix="Set web_acl_id to the arn of an aws.wafv2.WebAcl with scope CLOUDFRONT, made in us-east-1.",
    severity=Severity.MEDIUM,
    level=Level.ADVISORY,
    levels={"development": Level.DISABLED, "ephemeral": Level.DISABLED},
    controls=Controls(fsbp=("CloudFront.6",), checkov=("CKV_AWS_68",)),
    looks_at=frozenset({DISTRIBUTION}),
    check=_check,
)
