"""What holds data, or makes it readable, is hard to lose: protected in Pulumi, or in AWS itself where it offers that.

RDS databases, DynamoDB tables and S3 buckets, which AWS does not delete as long as they hold objects, have rules of
their own: rds-deletion-protection, dynamodb-deletion-protection, s3-no-force-destroy. A copy of a cluster is exempt:
what it holds is elsewhere too.
"""

from __future__ import annotations

from ...authoring import Controls, Item, Level, Rule, Severity, Verdicts
from ...databases import is_replica

_KEY = "aws:kms/key:Key"
_KEYS = (_KEY, "aws:kms/externalKey:ExternalKey")

# Type -> the property by which AWS itself refuses to delete; none where there is no such property.
_STATEFUL = {
    "aws:cognito/userPool:UserPool": "deletionProtection",
    "aws:docdb/cluster:Cluster": "deletionProtection",
    "aws:efs/fileSystem:FileSystem": "",
    "aws:fsx/ontapFileSystem:OntapFileSystem": "",
    "aws:fsx/openZfsFileSystem:OpenZfsFileSystem": "",
    "aws:fsx/windowsFileSystem:WindowsFileSystem": "",
    "aws:kms/externalKey:ExternalKey": "",
    _KEY: "",
    "aws:memorydb/cluster:Cluster": "",
    "aws:neptune/cluster:Cluster": "deletionProtection",
    "aws:opensearch/domain:Domain": "",
    "aws:rds/globalCluster:GlobalCluster": "deletionProtection",
    "aws:redshift/cluster:Cluster": "",
}
_ON = (True, "ACTIVE")


def _check(item: Item) -> Verdicts:
    if item.protect or is_replica(item):
        return
    switch = _STATEFUL[item.type]
    if item.type in _KEYS:
        yield item.says("the option protect is not set, and what this key encrypts is lost with it")
    elif not switch:
        yield item.says("the option protect is not set, and the data that this holds is lost with it")
    elif item[switch].value() not in _ON:
        yield item[switch].problem("must be on, or the option protect set")


stateful_protected = Rule(
    id="stateful-protected",
    promise="Keys, file systems, user pools, warehouses and clusters of databases are protected against deletion.",
    fix="Pass opts=ResourceOptions(protect=True), or set deletion_protection where there is such a property: True, of a"
    ' user pool "ACTIVE".',
    severity=Severity.MEDIUM,
    level=Level.ADVISORY,
    levels={"development": Level.DISABLED, "ephemeral": Level.DISABLED},
    controls=Controls(),
    looks_at=frozenset(_STATEFUL),
    check=_check,
)
