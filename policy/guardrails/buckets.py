"""One view of an S3 bucket: what is said about it, inline or in resources of their own, and whether it holds logs."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from .iam.documents import Document, Statement, texts
from .iam.openness import principals
from .inventory import Inventory
from .item import Item
from .quantifiers import some
from .tables import rows
from .values import Node
from .verdicts import Undecided, Verdicts

BUCKET = "aws:s3/bucket:Bucket"
ACCESS_BLOCK = "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock"
ACCOUNT_BLOCK = "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock"
ACL = "aws:s3/bucketAcl:BucketAcl"
ENCRYPTION = "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration"
LIFECYCLE = "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration"
LOGGING = "aws:s3/bucketLogging:BucketLogging"
OWNERSHIP = "aws:s3/bucketOwnershipControls:BucketOwnershipControls"
POLICY = "aws:s3/bucketPolicy:BucketPolicy"
VERSIONING = "aws:s3/bucketVersioning:BucketVersioning"
WEBSITE = "aws:s3/bucketWebsiteConfiguration:BucketWebsiteConfiguration"
OBJECTS = ("aws:s3/bucketObject:BucketObject", "aws:s3/bucketObjectv2:BucketObjectv2", "aws:s3/objectCopy:ObjectCopy")

ACCESS_SWITCHES = ("blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets")
"""The inputs of a public access block, of a bucket or of an account."""

DELIVERED = ("access", "cloudfront", "delivered", "load balancer")
"""The kinds of log sinks that nobody but AWS writes. A trail's bucket is not among them: it is evidence, which CIS 3.4
wants watched."""

_NAMED = re.compile(
    r"(?:arn:[\w-]+:s3:::)?(?P<name>[a-z0-9][a-z0-9._-]*?)(?:\.s3[.-][a-z0-9.-]*amazonaws\.com(?:\.cn)?)?(?:/.*)?"
)


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What the program says about one aspect of a bucket."""

    bucket: Item
    inline: tuple[Node, ...]
    """Inputs of the bucket itself: the form that pulumi-aws 7 deprecates."""

    siblings: tuple[Item, ...]
    """Resources that refer to the bucket."""

    possible: tuple[Item, ...]
    """Those that may: which bucket they are for is not known yet."""

    def must_be_there(self, sentence: str) -> Verdicts:
        """Yield *sentence* as a problem of the bucket where nothing is said, an unknown where something may be."""
        if self.inline or self.siblings:
            return
        if self.possible:
            yield Undecided(self.bucket)
        else:
            yield self.bucket.says(sentence)


def settings(stack: Inventory, bucket: Item, type_: str, *inline: str) -> Settings:
    """Return what *bucket* says under the inputs *inline*, and which resources of *type_* are for it.

    *inline* are the names of one input in both its shapes: `versioning` of a Bucket, `versionings` of a BucketV2.
    Raises Undecided where an inline input as such is unknown.
    """
    pointers = stack.pointing_at(bucket, type_, "bucket")
    return Settings(
        bucket=bucket,
        inline=tuple(node for key in inline for node in bucket[key].items()),
        siblings=pointers.certain,
        possible=pointers.possible,
    )


def either(node: Node, *keys: str) -> list[Node]:
    """Return what *node* has under *keys*, one input in its shapes; the absent first one where it has none.

    `rule` of a Bucket is one object, `rules` of a BucketV2 a list of them. Raises Undecided where one is unknown.
    """
    return [one for key in keys for one in node[key].items()] or [node[keys[0]]]


def bucket_names(named: Collection[str]) -> frozenset[str]:
    """Return the bucket names in *named*: names, ARNs, ARNs with a prefix, domain names (`acme.s3.amazonaws.com`)."""
    return frozenset(found["name"] for text in named if (found := _NAMED.fullmatch(text)))


class LogSinks:
    """The buckets into which AWS delivers logs: something in the stack says so, or their policy lets AWS write them."""

    def __init__(self, stack: Inventory) -> None:
        self._stack = stack
        self._named = [
            (row["kind"], node)
            for row in rows("log_sinks")
            for item in stack.of(row["type"])
            for node in _at(item, row["path"])
        ]

    def include(self, bucket: Item, *kinds: str) -> bool:
        """Return whether *bucket* is one of them.

        *kinds* limits that to `access` (server access logs of S3), `cloudfront`, `delivered`, `load balancer` or
        `trail`. Raises Undecided where only a value that is not known yet can tell.
        """
        certain = True
        for answer in self._signs(bucket, kinds):
            if answer:
                return True
            certain = certain and answer is not None
        if not certain:
            raise Undecided(bucket)
        return False

    def include_bucket_of(self, setting: Item, *kinds: str) -> bool:
        """Return whether *setting*, a resource with the input `bucket`, is for one of them. Raises Undecided."""
        buckets, _ = self._stack.targets(setting["bucket"], BUCKET)
        return any(self.include(bucket, *kinds) for bucket in buckets)

    def _signs(self, bucket: Item, kinds: Collection[str]) -> Iterator[bool | None]:
        """Yield, for each place that may show a log sink, whether it does; None where that is not known yet."""
        yield from (_refers(self._stack, node, bucket) for kind, node in self._named if not kinds or kind in kinds)
        writers = frozenset(row["principal"] for row in rows("log_writers") if not kinds or row["kind"] in kinds)
        yield from (node.known and node.text() in writers for node in _grantees(self._stack, bucket))
        policies = settings(self._stack, bucket, POLICY, "policy")
        yield from (None for _ in policies.possible)
        for node in (*policies.inline, *(item["policy"] for item in policies.siblings)):
            try:
                yield some(Document(node).statements(), lambda statement: _lets_in(statement, writers))
            except Undecided:
                yield None


def _lets_in(statement: Statement, writers: Collection[str]) -> bool:
    return not statement.denies and some(principals(statement, "Service"), lambda one: one.text() in writers)


def _grantees(stack: Inventory, bucket: Item) -> list[Node]:
    """Return the canonical ids to which an ACL of *bucket* gives something."""
    acls = stack.pointing_at(bucket, ACL, "bucket").certain
    ids = [one["grantee"]["id"] for item in acls for one in _known(item["accessControlPolicy"]["grants"])]
    return ids + [one["id"] for one in _known(bucket["grants"])]


def _known(node: Node) -> list[Node]:
    return [] if node.unknown else node.items()


def _refers(stack: Inventory, node: Node, bucket: Item) -> bool | None:
    """Return whether *node* names *bucket* in any form; None where that is not known yet."""
    answer = stack.refers(node, bucket)
    if answer is not False:
        return answer
    named, unknown = texts(node)
    if bucket_names([text for _, text in named]) & bucket_names(bucket.identities()):
        return True
    return None if any(not one.made_of for one in unknown) else False


def _at(item: Item, path: str) -> Iterator[Node]:
    """Yield the places of a path, `loggings[].targetBucket`, at which something is set."""
    head, _, rest = path.partition("[].")
    places = [one.at(rest) for one in _known(item[head])] if rest else [item.at(path)]
    yield from (place for place in places if not place.absent)
