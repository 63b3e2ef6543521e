"""The parts of a CloudFront distribution, of one owner's and of one with tenants, which write them differently."""

from __future__ import annotations

import re

from .item import Item
from .values import Node

DISTRIBUTION = "aws:cloudfront/distribution:Distribution"
MULTITENANT = "aws:cloudfront/multitenantDistribution:MultitenantDistribution"
DISTRIBUTIONS = frozenset({DISTRIBUTION, MULTITENANT})

_BUCKETS = ("::aws:s3/bucket:Bucket::", "::aws:s3/bucketV2:BucketV2::")

# Not the website endpoints, which are web servers, and not what answers for several buckets.
# Source: https://docs.aws.amazon.com/general/latest/gr/s3.html.
_S3 = re.compile(r".+\.s3(?!-website|-global|-object-lambda)[.-][a-z0-9.-]*amazonaws\.com(\.cn)?")


def behaviors(distribution: Item) -> list[Node]:
    """Return the cache behaviors, the default one first. Raises Undecided where their list is unknown."""
    others = ("orderedCacheBehaviors", "cacheBehaviors")
    return [distribution["defaultCacheBehavior"], *(one for key in others for one in distribution[key].items())]


def name_of(origin: Node) -> str:
    """Return what behaviors call an origin or a group of origins. Raises Undecided."""
    return (origin["id"] if origin["originId"].absent else origin["originId"]).text()


def custom_configs(origin: Node) -> list[Node]:
    """Return how CloudFront talks to an origin that is a web server; nothing for other origins."""
    return [one for key in ("customOriginConfig", "customOriginConfigs") for one in origin[key].items()]


def is_s3(origin: Node) -> bool:
    """Return whether the origin is a bucket that CloudFront asks by the API of S3. Raises Undecided.

    A name that is not known yet is one where nothing says that the origin is a web server or in a VPC.
    """
    domain = origin["domainName"]
    if not domain.unknown:
        return _S3.fullmatch(domain.text()) is not None
    others = ("customOriginConfig", "customOriginConfigs", "vpcOriginConfig", "vpcOriginConfigs")
    if all(origin[key].absent for key in others):
        return True
    if not domain.made_of or any(kind in urn for urn in domain.made_of for kind in _BUCKETS):
        raise domain.undecided()
    return False


def changes_requests(behavior: Node) -> bool:
    """Return whether a function sees each request before the origin does."""
    return _has_function(behavior, "viewer-request", "origin-request")


def changes_responses(behavior: Node) -> bool:
    """Return whether a function sees each response before the viewer does."""
    return _has_function(behavior, "viewer-response", "origin-response")


def _has_function(behavior: Node, *events: str) -> bool:
    kinds = ("functionAssociations", "lambdaFunctionAssociations")
    return any(one["eventType"].value() in events for kind in kinds for one in behavior[kind].items())
