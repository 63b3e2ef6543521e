"""CloudFront asks web servers on the internet over HTTPS, with TLS 1.2."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...authoring import Controls, Item, Level, Node, Rule, Severity, Verdicts, each, must_be, must_be_one_of
from ...cloudfront import DISTRIBUTIONS, custom_configs
from ...tls_policies import policies_of


def _check(distribution: Item, parameters: Mapping[str, Any]) -> Verdicts:
    """Yield what is wrong; a website endpoint of S3 too, as it speaks nothing but plain HTTP.

    An origin in a VPC is asked within the network of AWS.
    """
    yield from each(distribution["origins"].items(), lambda origin: _judge(origin, parameters["protocols"]))


def _judge(origin: Node, protocols: list[str]) -> Verdicts:
    for config in custom_configs(origin):
        yield from must_be(config["originProtocolPolicy"], "https-only")
        used = config["originSslProtocols"]
        for protocol in used.items() or [used]:
            yield from must_be_one_of(protocol, protocols)


cloudfront_origin_https = Rule(
    id="cloudfront-origin-https",
    promise="CloudFront asks every web server on the internet over HTTPS, with no protocol older than TLS 1.2.",
    fix='Set origin_protocol_policy="https-only" and origin_ssl_protocols=["TLSv1.2"], with a domain_name that the'
    " server's certificate is for. The website endpoint of a bucket has no TLS: use its bucket_regional_domain_name in"
    " place of it, with an aws.cloudfront.OriginAccessControl.",
    severity=Severity.MEDIUM,
    level=Level.ADVISORY,
    controls=Controls(fsbp=("CloudFront.9", "CloudFront.10"), checkov=("CKV2_AWS_54", "CKV2_AWS_72")),
    parameters={"protocols": policies_of("cloudfront origin", "Protocols with which CloudFront may ask an origin.")},
    looks_at=DISTRIBUTIONS,
    check=_check,
)
