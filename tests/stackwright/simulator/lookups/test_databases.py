"""Around databases, a look-up..."""

from __future__ import annotations

import pytest

from stackwright.simulator.lookups import tables


@pytest.mark.parametrize(
    ("args", "version", "actual", "family"),
    [
        ({"engine": "postgres", "version": "16.3"}, "16.3", "16.3", "postgres16"),
        ({"engine": "postgres", "version": "17"}, "17", "17.6", "postgres17"),
        ({"engine": "mysql", "preferredVersions": ["8.0.40", "8.0.39"]}, "8.0.40", "8.0.40", "mysql8.0"),
        ({"engine": "aurora-mysql", "version": "8.0"}, "8.0", "8.0.mysql_aurora.3.10.0", "aurora-mysql8.0"),
        ({"engine": "neptune"}, "17.6", "17.6", "neptune17"),
        ({"engine": "postgres", "parameterGroupFamily": "postgres14"}, "17.6", "17.6", "postgres14"),
    ],
)
def test_knows_a_version(ask, args, version, actual, family):
    found = ask("rds.getEngineVersion", **args)
    assert (found["version"], found["versionActual"], found["parameterGroupFamily"]) == (version, actual, family)


def test_orders_what_is_preferred(ask):
    asked = {"preferredInstanceClasses": ["db.r6g.large"], "preferredEngineVersions": ["16.3"], "supportsIops": True}
    found = ask("rds.getOrderableDbInstance", engine="postgres", **asked)
    assert (found["instanceClass"], found["engineVersion"]) == ("db.r6g.large", "16.3")
    assert (found["id"], found["supportsIops"], found["vpc"]) == ("db.r6g.large", True, True)
    assert found["availabilityZones"] == ["eu-west-1a", "eu-west-1b", "eu-west-1c"]
    plain = ask("rds.getOrderableDbInstance", engine="mysql", vpc=False)
    assert (plain["engineVersion"], plain["licenseModel"]) == (
        tables.engines()["mysql"]["version"],
        "general-public-license",
    )
    assert (plain["vpc"], plain["storageType"]) == (False, "gp3")


def test_finds_an_instance(ask):
    found = ask("rds.getInstance", dbInstanceIdentifier="orders")
    assert found["dbInstanceArn"] == "arn:aws:rds:eu-west-1:123456789012:db:orders"
    assert found["endpoint"] == f"{found['address']}:5432"
    assert found["address"].startswith("orders.")
    assert found["address"].endswith(".eu-west-1.rds.amazonaws.com")
    assert found["masterUserSecrets"] == []


def test_finds_a_cluster(ask):
    found = ask("rds.getCluster", clusterIdentifier="orders")
    assert found["arn"] == "arn:aws:rds:eu-west-1:123456789012:cluster:orders"
    writer, reader = found["endpoint"], found["readerEndpoint"]
    assert writer.startswith("orders.cluster-")
    assert reader == writer.replace(".cluster-", ".cluster-ro-")


def test_finds_a_subnet_group(ask):
    found = ask("rds.getSubnetGroup", name="private")
    assert found["arn"] == "arn:aws:rds:eu-west-1:123456789012:subgrp:private"
    assert found["vpcId"] == ask("ec2.getVpc", default=True)["id"]
