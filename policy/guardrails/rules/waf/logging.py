"""Web ACLs record what they see."""

from __future__ import annotations

import re

from ...authoring import Controls, Inventory, Item, Level, Severity, StackRule, Verdicts, each, must_be_covered
from ...shapes import must_look_like
from ...web_acls import WEB_ACL

_LOGGING = "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration"

# Source: https://docs.aws.amazon.com/waf/latest/developerguide/logging-destinations.html.
_DESTINATION = re.compile(r"arn:[\w-]+:(logs|s3|firehose):.*[:/]aws-waf-logs-.+")


def _check(stack: Inventory) -> Verdicts:
    sentence = "no WebAclLoggingConfiguration of this stack refers to this web ACL, so what it blocks is not recorded"
    yield from each(
        stack.of(WEB_ACL), lambda acl: must_be_covered(acl, stack.pointing_at(acl, _LOGGING, "resourceArn"), sentence)
    )
    yield from each(stack.of(_LOGGING), _judge)


def _judge(logging: Item) -> Verdicts:
    destinations = logging["logDestinationConfigs"]
    for destination in destinations.items() or [destinations]:
        yield from must_look_like(
            destination, _DESTINATION, "the ARN of a log group, bucket or stream aws-waf-logs-..."
        )


waf_logging = StackRule(
    id="waf-logging",
    promise="Every web ACL records the requests that it looks at.",
    fix="Add an aws.wafv2.WebAclLoggingConfiguration with resource_arn of the web ACL and a log group, bucket or stream"
    " whose name begins with aws-waf-logs-.",
    severity=Severity.LOW,
    level=Level.ADVISORY,
    levels={"ephemeral": Level.DISABLED},
    controls=Controls(fsbp=("WAF.11",), checkov=("CKV2_AWS_31",)),
    looks_at=frozenset({WEB_ACL, _LOGGING}),
    check=_check,
)
