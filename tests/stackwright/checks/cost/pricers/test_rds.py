"""The pricer of RDS..."""

from __future__ import annotations

import pytest

from stackwright.checks.cost.item import items_of
from stackwright.checks.cost.values import UNKNOWN
from stackwright.model import Resource, Stack, make_urn
from tests.stackwright.checks.cost.pricers.pricing import entries, line, lines, made, unpriced

INSTANCE = "aws:rds/instance:Instance"
SNAPSHOT = "aws:rds/snapshot:Snapshot"


def database(name="db", uses=None, **inputs):
    given = {"engine": "postgres", "instanceClass": "db.t4g.medium", "allocatedStorage": 100, "storageType": "gp3"}
    return made(INSTANCE, name, uses, **{**given, **inputs})


def test_prices_an_instance_and_its_storage():
    assert lines(database()) == [
        ("instance db.t4g.medium, Single-AZ", "rds.postgresql.t4g.medium.single-az", "730"),
        ("storage gp3, 100 GB", "rds.storage.gp3.single-az", "100"),
    ]


def test_prices_multi_az_by_its_own_price_which_is_not_twice_the_other():
    both = {"rds.postgresql.t4g.medium.single-az": "0.065", "rds.postgresql.t4g.medium.multi-az": "0.129"}
    found = line(database(multiAz=True), "rds.postgresql.t4g.medium.multi-az", usd=both)
    assert (found.label, str(found.exact.cents().expected)) == ("instance db.t4g.medium, Multi-AZ", "94.17")


@pytest.mark.parametrize(
    ("engine", "key"),
    [
        ("mysql", "rds.mysql.t4g.medium.single-az"),
        ("mariadb", "rds.mariadb.t4g.medium.single-az"),
        ("postgres", "rds.postgresql.t4g.medium.single-az"),
        ("oracle-se2", "rds.oracle-se2.t4g.medium.single-az"),
    ],
)
def test_prices_each_engine_by_its_own_price(engine, key):
    assert lines(database(engine=engine))[0][1] == key


@pytest.mark.parametrize(
    ("engine", "licence", "sold"),
    [
        ("oracle-se2", "bring-your-own-license", "oracle-byol"),
        ("oracle-se2", "license-included", "oracle-se2"),
        ("oracle-ee-cdb", None, "oracle-byol"),
        ("mysql", "general-public-license", "mysql"),
    ],
)
def test_prices_a_licence_of_ones_own_apart(engine, licence, sold):
    label, key, _ = lines(database(engine=engine, licenseModel=licence))[0]
    assert key == f"rds.{sold}.t4g.medium.single-az"
    assert label.endswith(", own licence") == sold.endswith("-byol")


def test_names_an_engine_that_has_no_price():
    key = "rds.sqlserver-ee.t4g.medium.single-az"
    assert unpriced(database(engine="sqlserver-ee"), missing=[key]) == [
        ("instance db.t4g.medium, Single-AZ", f"no price of {key} in eu-west-1")
    ]


def test_prices_storage_where_the_class_is_not_known():
    odd = database(instanceClass=UNKNOWN)
    assert lines(odd) == [("storage gp3, 100 GB", "rds.storage.gp3.single-az", "100")]
    assert unpriced(odd)[0] == ("instance hours", "instanceClass is known only after the deployment")


def test_gives_a_replica_the_engine_the_class_and_the_storage_of_its_source_but_not_its_standby():
    replica = made(INSTANCE, "replica", {"replicateSourceDb": database(multiAz=True)}, replicateSourceDb=UNKNOWN)
    assert lines(replica, database(multiAz=True)) == [
        ("instance db.t4g.medium, Single-AZ", "rds.postgresql.t4g.medium.single-az", "730"),
        ("storage gp3, 100 GB", "rds.storage.gp3.single-az", "100"),
    ]


def test_gives_a_restored_instance_what_its_snapshot_was_of():
    snapshot = made(SNAPSHOT, "before", {"dbInstanceIdentifier": database()}, dbInstanceIdentifier=UNKNOWN)
    restored = made(
        INSTANCE, "new", {"snapshotIdentifier": snapshot}, snapshotIdentifier=UNKNOWN, instanceClass="db.m7g.large"
    )
    assert lines(restored, snapshot, database()) == [
        ("instance db.m7g.large, Single-AZ", "rds.postgresql.m7g.large.single-az", "730"),
        ("storage gp3, 100 GB", "rds.storage.gp3.single-az", "100"),
    ]


def test_gives_a_copy_in_time_what_its_source_has():
    copy = made(
        INSTANCE, "copy", instanceClass="db.m7g.large", restoreToPointInTime={"sourceDbInstanceIdentifier": "db-id"}
    )
    assert [key for _, key, _ in lines(copy, database())] == [
        "rds.postgresql.m7g.large.single-az",
        "rds.storage.gp3.single-az",
    ]


def test_says_that_a_replica_of_another_stack_is_not_known():
    replica = made(INSTANCE, instanceClass="db.m7g.large", replicateSourceDb="arn:aws:rds:eu-west-1:1:db:main")
    assert unpriced(replica) == [
        ("instance", "what it is made from, which tells its engine and its class, is not in this stack"),
        ("storage", "what it is made from, which tells its size, is not in this stack"),
    ]


def test_prices_a_deployed_replica_by_what_it_has_itself():
    """A state completes the inputs with the outputs: AWS has told the engine and the storage."""
    resource = Resource(
        urn=make_urn("acme", "prod", "", INSTANCE, "replica"),
        type=INSTANCE,
        name="replica",
        id="db-ABC",
        inputs={"instanceClass": "db.t4g.medium", "replicateSourceDb": "main"},
        outputs={
            "engine": "postgres",
            "allocatedStorage": 60,
            "storageType": "gp3",
            "iops": 3000,
            "storageThroughput": 125,
        },
    )
    (item,) = items_of(Stack(project="acme", name="prod", region="eu-west-1", resources=[resource], deployed=True))
    assert [one[2] for one in lines(item)] == ["730", "60"]


@pytest.mark.parametrize(
    ("inputs", "vcpu_hours"),
    [({"engineVersion": "13.20"}, "1460"), ({"engineVersion": "13.20", "multiAz": True}, "2920")],
)
def test_prices_extended_support_by_the_virtual_cpu_of_the_standby_as_well(inputs, vcpu_hours):
    assert lines(database(**inputs))[-1][1:] == ("rds.extended-support.year-1-2", vcpu_hours)


@pytest.mark.parametrize(
    "inputs",
    [
        {"engineVersion": "17.6"},
        {"engineVersion": "13.20", "engineLifecycleSupport": "open-source-rds-extended-support-disabled"},
        {},
    ],
)
def test_prices_no_extended_support_where_there_is_none(inputs):
    assert not [key for _, key, _ in lines(database(**inputs)) if "extended" in key]


def test_names_the_version_that_only_a_deployment_tells():
    assert unpriced(database(engineVersion=UNKNOWN)) == [
        ("extended support", "engineVersion is known only after the deployment")
    ]


def test_prices_backups_beyond_the_free_ones_where_there_are_any():
    assert "rds.backup" not in [key for _, key, _ in lines(database(backupRetentionPeriod=0))]
    found = line(database(backupRetentionPeriod=7), "rds.backup")
    assert found.assumption == "gbBackup 0 - 10 - 50 GB-months, assumed for production"
    assert line(database(), "rds.backup", usage={"gbBackup": 1000}).quantity.expected == 1000


def test_prices_logs_of_the_engine_unless_their_groups_are_declared():
    db = database(enabledCloudwatchLogsExports=["postgresql"])
    group = made("aws:cloudwatch/logGroup:LogGroup", "logs", name="/aws/rds/instance/db/postgresql")
    assert line(db, "logs.ingestion.standard").label == "exported logs, ingested"
    assert not [key for _, key, _ in lines(db, group) if key == "logs.ingestion.standard"]


@pytest.mark.parametrize(
    ("token", "keys"),
    [
        (SNAPSHOT, ["rds.backup"]),
        ("aws:rds/snapshotCopy:SnapshotCopy", ["rds.backup"]),
        ("aws:rds/exportTask:ExportTask", ["aurora.snapshot-export"]),
        (
            "aws:rds/instanceAutomatedBackupsReplication:InstanceAutomatedBackupsReplication",
            ["rds.backup", "data-transfer.inter-region"],
        ),
    ],
)
def test_prices_snapshots_and_copies_of_backups_by_use(token, keys):
    found = entries(made(token))
    assert [one.price.key for one in found] == keys
    assert all(one.quantity.expected > 0 and one.assumption for one in found)


def test_prices_the_address_of_an_instance_that_is_to_be_reached_from_the_internet():
    assert lines(database(publiclyAccessible=True))[2:] == [("public IPv4 address", "vpc.public-ipv4", "730")]
    assert len(lines(database(publiclyAccessible=False))) == 2
