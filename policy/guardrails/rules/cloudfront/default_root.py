"""CloudFront answers the bare name of a site with a page, not with a list of what is in the bucket."""

from __future__ import annotations

from ...authoring import Controls, Item, Level, Node, Rule, Severity, Verdicts, must_be_set
from ...cloudfront import DISTRIBUTIONS, changes_requests, is_s3, name_of
from ...quantifiers import some


def _check(distribution: Item) -> Verdicts:
    if not distribution["defaultRootObject"].absent:
        yield from must_be_set(distribution["defaultRootObject"])
        return
    behavior = distribution["defaultCacheBehavior"]
    if some(_answering(distribution, behavior), is_s3) and not changes_requests(behavior):
        yield distribution["defaultRootObject"].problem("must be set")


def _answering(distribution: Item, behavior: Node) -> list[Node]:
    """Return the origins that the default behavior asks: one, or those of a group."""
    asked = {behavior["targetOriginId"].text()}
    for group in distribution["originGroups"].items():
        if name_of(group) in asked:
            asked |= {member["originId"].text() for member in group["members"].items()}
    return [origin for origin in distribution["origins"].items() if name_of(origin) in asked]


cloudfront_default_root = Rule(
    id="cloudfront-default-root",
    promise="Every distribution that serves a bucket has a page for its bare name.",
    fix='Set default_root_object="index.html", or put a function in front that writes the path.',
    severity=Severity.LOW,
    level=Level.ADVISORY,
    controls=Controls(fsbp=("CloudFront.1",), checkov=("CKV_AWS_305",)),
    looks_at=DISTRIBUTIONS,
    check=_check,
)
