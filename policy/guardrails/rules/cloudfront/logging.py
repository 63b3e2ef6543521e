"""CloudFront records who asks for what."""

from __future__ import annotations

import re

from ...authoring import Controls, Inventory, Item, Level, Severity, StackRule, Undecided, Verdicts, each
from ...cloudfront import DISTRIBUTIONS
from ...quantifiers import some
from ...shapes import must_look_like

_DELIVERY = "aws:cloudwatch/logDelivery:LogDelivery"
_SOURCE = "aws:cloudwatch/logDeliverySource:LogDeliverySource"
_BUCKET = re.compile(r".+\.s3[.-][a-z0-9.-]*amazonaws\.com(\.cn)?")


def _check(stack: Inventory) -> Verdicts:
    yield from each(stack.of(*DISTRIBUTIONS), lambda distribution: _judge(stack, distribution))


def _judge(stack: Inventory, distribution: Item) -> Verdicts:
    bucket = distribution.at("loggingConfig.bucket")
    if not bucket.absent:
        yield from must_look_like(bucket, _BUCKET, "the domain name of a bucket")
        return
    sources = stack.pointing_at(distribution, _SOURCE, "resourceArn")
    if some(sources.certain, lambda source: _is_delivered(stack, source)):
        return
    if sources.possible:
        yield Undecided(distribution)
    else:
        yield distribution.says(
            "neither a loggingConfig nor a LogDelivery from a LogDeliverySource records its requests"
        )


def _is_delivered(stack: Inventory, source: Item) -> bool:
    """Return whether a source is for requests, and goes anywhere: a source by itself records nothing."""
    if source["logType"].value() != "ACCESS_LOGS":
        return False
    deliveries = stack.pointing_at(source, _DELIVERY, "deliverySourceName")
    if deliveries.possible and not deliveries.certain:
        raise Undecided(source)
    return bool(deliveries.certain)


cloudfront_logging = StackRule(
    id="cloudfront-logging",
    promise="Every distribution records its requests in the standard logs of CloudFront.",
    fix="Add an aws.cloudwatch.LogDeliverySource with log_type ACCESS_LOGS and the distribution's arn, a"
    " LogDeliveryDestination and a LogDelivery, all in us-east-1; or set logging_config with a bucket_domain_name.",
    severity=Severity.MEDIUM,
    level=Level.ADVISORY,
    levels={"ephemeral": Level.DISABLED},
    controls=Controls(fsbp=("CloudFront.5",), cis_7_0=("4.10",), checkov=("CKV_AWS_86",)),
    looks_at=DISTRIBUTIONS,
    check=_check,
)
