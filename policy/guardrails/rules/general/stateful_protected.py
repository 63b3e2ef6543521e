"""What holds data is hard to lose: protected in Pulumi, or in AWS itself where it offers that.

Copies (read replicas) are exempt: what they hold is elsewhere too.
"""

from __future__ import annotations

from ...authoring import Controls, Item, Level, Rule, Severity, Verdicts
from ...databases import is_replica

# Type -> the property by which AWS itself refuses to delete; none where there is no such property.
_STATEFUL = {
    "aws:cognito/userPool:UserPool": "deletionProtection",
    "aws:docdb/cluster:Cluster": "deletionProtection",
    "aws:dynamodb/table:Table": "deletionProtectionEnabled",
    "aws:efs/fileSystem:FileSystem": "",
    "aws:kms/key:Key": "",
    "aws:neptune/cluster:Cluster": "deletionProtection",
    "aws:rds/cluster:Cluster": "deletionProtection",
    "aws:rds/globalCluster:GlobalCluster": "deletionProtection",
    "aws:rds/instance:Instance": "deletionProtection",
    "aws:s3/bucket:Bucket": "",
}
_ON = (True, "ACTIVE")


def _check(item: Item) -> Verdicts:
    if item.protect or (item.type.startswith("aws:rds/") and is_replica(item)):
        return
    switch = _STATEFUL[item.type]
    if not switch:
        yield item.says("the option protect is not set, and data is lost with this resource")
    elif item[switch].value() not in _ON:
        yield item[switch].problem("must be on, or the option protect set")


stateful_protected = Rule(
    id="stateful-protected",
    promise="Databases, tables, buckets, file systems and keys are protected against deletion.",
    fix="Pass opts=ResourceOptions(protect=True), or set deletion_protection=True where there is such a property.",
    severity=Severity.MEDIUM,
    level=Level.ADVISORY,
    levels={"development": Level.DISABLED, "ephemeral": Level.DISABLED},
    controls=Controls(),
    looks_at=frozenset(_STATEFUL),
    check=_check,
)
