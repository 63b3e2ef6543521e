"""RDS databases take minor versions of their engine by themselves. RDS Custom cannot: the customer patches there."""

from __future__ import annotations

from ...authoring import Controls, Item, Level, Rule, Severity, Verdicts, must_not_be
from ...databases import CLUSTER, INSTANCE, MEMBER, is_custom


def _check(database: Item) -> Verdicts:
    refused = list(must_not_be(database["autoMinorVersionUpgrade"], False))
    if refused and not is_custom(database):
        yield from refused


rds_auto_minor_upgrade = Rule(
    id="rds-auto-minor-upgrade",
    promise="RDS databases get security fixes of their engine in the next maintenance window.",
    fix="Leave auto_minor_version_upgrade out or set it to True, and name only the major version in engine_version"
    ' ("17"), so that an upgrade is no difference to the program.',
    severity=Severity.HIGH,
    level=Level.ADVISORY,
    controls=Controls(fsbp=("RDS.13", "RDS.35"), cis_5_0=("2.2.2",), cis_7_0=("3.2.2",), checkov=("CKV_AWS_226",)),
    looks_at=frozenset({INSTANCE, MEMBER, CLUSTER}),
    check=_check,
)
