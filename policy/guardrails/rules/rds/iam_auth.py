"""RDS databases let IAM identities log in, where the engine can.

SQL Server, Oracle, Db2 and Aurora Serverless v1 cannot. A replica or a restored database that does not name its engine
is left alone: what it is made from decides, and is not written here.
"""

from __future__ import annotations

from ...authoring import Controls, Item, Level, Rule, Severity, Verdicts, must_be
from ...databases import CLUSTER, INSTANCE, engine, is_serverless_v1

# Source: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.IAMDBAuth.html.
_ENGINES = frozenset({"postgres", "mysql", "mariadb", "aurora-postgresql", "aurora-mysql"})


def _check(database: Item) -> Verdicts:
    refused = list(must_be(database["iamDatabaseAuthenticationEnabled"], True))
    if refused and engine(database) in _ENGINES and not is_serverless_v1(database):
        yield from refused


rds_iam_auth = Rule(
    id="rds-iam-auth",
    promise="RDS databases let applications log in as IAM roles, without a password to keep.",
    fix="Set iam_database_authentication_enabled=True and create a database user for IAM.",
    severity=Severity.MEDIUM,
    level=Level.ADVISORY,
    controls=Controls(fsbp=("RDS.10", "RDS.12"), checkov=("CKV_AWS_161", "CKV_AWS_162")),
    looks_at=frozenset({INSTANCE, CLUSTER}),
    check=_check,
)
