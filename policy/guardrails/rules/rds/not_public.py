"""RDS databases have no public address.

An RDS Multi-AZ cluster that says nothing is public in the default subnet group, as AWS does it for the API; instances
and Aurora instances that say nothing are not, as the provider always says so.
"""

from __future__ import annotations

from ...authoring import Controls, Item, Level, Rule, Severity, Verdicts, must_not_be
from ...databases import CLUSTER, INSTANCE, MEMBER, is_multi_az_cluster


def _check(database: Item) -> Verdicts:
    public = database["publiclyAccessible"]
    yield from must_not_be(public, True)
    if database.type != CLUSTER or not public.absent or not is_multi_az_cluster(database):
        return
    if database["dbSubnetGroupName"].text() in ("", "default"):
        yield public.says(
            "publiclyAccessible is not set: AWS makes a Multi-AZ cluster in the default subnet group public"
        )


rds_not_public = Rule(
    id="rds-not-public",
    promise="RDS databases have no public address.",
    fix="Leave publicly_accessible out or set it to False, and put the database into a subnet group of private subnets;"
    " reach it through a VPN, Session Manager or a bastion.",
    severity=Severity.CRITICAL,
    level=Level.MANDATORY,
    controls=Controls(fsbp=("RDS.2",), cis_5_0=("2.2.3",), cis_7_0=("3.2.3",), checkov=("CKV_AWS_17",)),
    looks_at=frozenset({INSTANCE, MEMBER, CLUSTER}),
    check=_check,
)
