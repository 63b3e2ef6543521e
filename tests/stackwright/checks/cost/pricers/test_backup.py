"""The pricer of AWS Backup..."""

from __future__ import annotations

import pytest

from tests.stackwright.checks.cost.pricers.pricing import line, lines, made, unpriced

VAULT = "aws:backup/vault:Vault"


@pytest.mark.parametrize(
    ("token", "expected"),
    [
        ("aws:ebs/volume:Volume", ("backups of EBS", "backup.ebs", "10 - 50 - 200")),
        ("aws:ec2/instance:Instance", ("backups of EBS", "backup.ebs", "10 - 50 - 200")),
        ("aws:rds/instance:Instance", ("backups of RDS", "backup.rds", "10 - 50 - 200")),
        ("aws:rds/clusterInstance:ClusterInstance", ("backups of Aurora", "backup.aurora", "10 - 50 - 200")),
        ("aws:dynamodb/table:Table", ("backups of DynamoDB", "backup.dynamodb", "1 - 10 - 100")),
        ("aws:efs/fileSystem:FileSystem", ("backups of EFS", "backup.efs-warm", "5 - 20 - 200")),
        ("aws:fsx/lustreFileSystem:LustreFileSystem", ("backups of FSx", "fsx.backup", "10 - 100 - 500")),
    ],
)
def test_prices_backups_of_the_kinds_that_the_stack_has(token, expected):
    assert lines(made(VAULT, "vault"), made(token, "one")) == [expected]


def test_prices_what_a_usage_file_tells_of():
    found = lines(made(VAULT, "vault"), usage={"gbRds": 10000, "gbEfsCold": 500, "gbS3": 7})
    assert [one[1:] for one in found] == [("backup.rds", "10000"), ("backup.efs-cold", "500"), ("backup.s3", "7")]


def test_says_that_what_it_keeps_backups_of_is_elsewhere():
    meters = "gbEbs, gbRds, gbAurora, gbDynamodb, gbEfsWarm, gbFsx"
    assert unpriced(made(VAULT, "vault")) == [
        ("backups in vault", f"what it keeps backups of is not in this stack; give {meters}")
    ]


def test_prices_tests_of_restores():
    found = line(made("aws:backup/restoreTestingSelection:RestoreTestingSelection"), "backup.restore-test")
    assert found.quantity.expected == 4
