"""S3 buckets clear away what nobody will read again."""

from __future__ import annotations

from ...authoring import Controls, Inventory, Item, Level, Node, Severity, StackRule, Undecided, Verdicts, each, guarded
from ...buckets import BUCKET, LIFECYCLE, VERSIONING, settings
from ...quantifiers import some

_OLD_VERSIONS = ("noncurrentVersionExpiration", "noncurrentVersionExpirations", "noncurrentVersionTransitions")


def _check(stack: Inventory) -> Verdicts:
    yield from each(stack.of(BUCKET), lambda bucket: _judge(stack, bucket))


def _judge(stack: Inventory, bucket: Item) -> Verdicts:
    found = settings(stack, bucket, LIFECYCLE, "lifecycleRules")
    yield from found.must_be_there("no BucketLifecycleConfiguration refers to this bucket")
    if found.inline or found.siblings:
        rules = [*found.inline, *(rule for item in found.siblings for rule in item["rules"].items())]
        place = found.siblings[0]["rules"] if found.siblings else bucket["lifecycleRules"]
        yield from guarded(_judge_uploads(rules, place))
        yield from guarded(_judge_versions(stack, bucket, rules, place))


def _judge_uploads(rules: list[Node], place: Node) -> Verdicts:
    if not some(rules, lambda rule: _aborts_uploads(rule) and _is_on(rule) and _is_for_all(rule)):
        yield place.says("no rule for the whole bucket aborts uploads that were left unfinished", mark="uploads")


def _judge_versions(stack: Inventory, bucket: Item, rules: list[Node], place: Node) -> Verdicts:
    """Yield a problem where old versions stay for ever; those that object lock holds back are kept on purpose."""
    if not some(rules, lambda rule: _thins_versions(rule) and _is_on(rule)) and _keeps_versions(stack, bucket):
        yield place.says("the bucket is versioned, and no rule moves or expires old versions", mark="versions")


def _is_on(rule: Node) -> bool:
    return rule["enabled"].truth() is True or rule["status"].value() == "Enabled"


def _is_for_all(rule: Node) -> bool:
    """Return whether the rule is for every object: unfinished uploads have no tags and no size to choose them by."""
    chosen = (*rule["filter"].fields().values(), rule["prefix"], rule["tags"])
    return not any(node.value() for node in chosen)


def _aborts_uploads(rule: Node) -> bool:
    days = (rule.at("abortIncompleteMultipartUpload.daysAfterInitiation"), rule["abortIncompleteMultipartUploadDays"])
    return any(isinstance(day.value(), int) and day.value() > 0 for day in days)


def _thins_versions(rule: Node) -> bool:
    return any(bool(rule[key].items()) for key in _OLD_VERSIONS)


def _keeps_versions(stack: Inventory, bucket: Item) -> bool:
    if bucket["objectLockEnabled"].truth() is True:
        return False
    found = settings(stack, bucket, VERSIONING, "versioning", "versionings")
    if found.possible:
        raise Undecided(bucket)
    statuses = [item.at("versioningConfiguration.status").value() == "Enabled" for item in found.siblings]
    return any(statuses) or any(node["enabled"].truth() is True for node in found.inline)


s3_lifecycle = StackRule(
    id="s3-lifecycle",
    promise="Every bucket aborts uploads left unfinished, and a versioned one thins out old versions.",
    fix="Add an aws.s3.BucketLifecycleConfiguration with an enabled rule without filter that sets"
    " abort_incomplete_multipart_upload and, where the bucket is versioned, noncurrent_version_expiration.",
    severity=Severity.LOW,
    level=Level.ADVISORY,
    levels={"ephemeral": Level.DISABLED},
    controls=Controls(fsbp=("S3.10", "S3.13"), checkov=("CKV2_AWS_61", "CKV_AWS_300")),
    looks_at=frozenset({BUCKET}),
    check=_check,
)
