"""RDS: engine versions, what can be ordered, and databases that exist already."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from . import tables
from .network import default_vpc
from .question import Question
from .regions import zone_names


def _engine(engine: str) -> Mapping[str, str]:
    """Return an engine's row: version, family, port; those of PostgreSQL for one the table does not have."""
    return tables.engines().get(engine) or tables.engines()["postgres"]


def _engine_version(question: Question) -> dict[str, Any]:
    """Answer with the version asked for, whole or its beginning, else the first preferred one, else a current one."""
    engine = question.given("engine") or "postgres"
    row = _engine(engine)
    preferred = question.args.get("preferredVersions") or []
    version = question.given("version") or (str(preferred[0]) if preferred else row["version"])
    actual = row["version"] if row["version"].startswith(f"{version}.") else version
    major = ".".join(actual.split(".")[: 1 if row["major"] == "1" else 2])
    family = question.given("parameterGroupFamily") or f"{engine}{major}"
    return {
        "id": version,
        "engine": engine,
        "engineDescription": engine,
        "parameterGroupFamily": family,
        "status": "available",
        "supportsReadReplica": True,
        "supportedModes": ["provisioned"],
        "version": version,
        "versionActual": actual,
        "versionDescription": f"{engine} {actual}",
    }


def _orderable(question: Question) -> dict[str, Any]:
    engine = question.given("engine") or "postgres"
    classes = question.args.get("preferredInstanceClasses") or []
    versions = question.args.get("preferredEngineVersions") or []
    instance_class = question.given("instanceClass") or (str(classes[0]) if classes else "db.t4g.medium")
    version = question.given("engineVersion") or (str(versions[0]) if versions else _engine(engine)["version"])
    yes = (
        "multiAzCapable readReplicaCapable supportsEnhancedMonitoring supportsIamDatabaseAuthentication "
        "supportsMultiAz supportsPerformanceInsights supportsStorageAutoscaling supportsStorageEncryption vpc"
    )
    return {
        "id": instance_class,
        "availabilityZones": zone_names(question.place.region),
        "engine": engine,
        "engineVersion": version,
        "instanceClass": instance_class,
        "licenseModel": question.given("licenseModel") or _engine(engine)["license"],
        "maxStorageSize": 65536,
        "minStorageSize": 20,
        "storageType": question.given("storageType") or "gp3",
        "supportedEngineModes": ["provisioned"],
        "supportedNetworkTypes": ["IPV4"],
        **{prop: True for prop in yes.split() if question.args.get(prop) is None},
    }


def _instance(question: Question) -> dict[str, Any]:
    name = question.given("dbInstanceIdentifier") or question.text("existing-{hex8}")
    fields = question.fields_of(f"database {name}")
    row = _engine("postgres")
    port = int(row["port"])
    host = f"{name}.{fields['hex12']}.{question.place.region}.rds.{question.place.dns_suffix}"
    return {
        "id": f"db-{fields['upper24']}",
        "address": host,
        "allocatedStorage": 20,
        "availabilityZone": zone_names(question.place.region)[0],
        "backupRetentionPeriod": 7,
        "dbInstanceArn": question.arn("rds", f"db:{name}"),
        "dbInstanceClass": "db.t4g.medium",
        "dbInstanceIdentifier": name,
        "dbInstancePort": port,
        "dbName": "simulated",
        "dbParameterGroups": [f"default.postgres{row['version'].split('.')[0]}"],
        "dbSubnetGroup": "default",
        "endpoint": f"{host}:{port}",
        "engine": "postgres",
        "engineVersion": row["version"],
        "hostedZoneId": f"Z{question.fields_of('RDS zone')['upper13']}",
        "kmsKeyId": question.arn("kms", f"key/{fields['uuid']}"),
        "licenseModel": row["license"],
        "masterUserSecrets": [],
        "masterUsername": "simulated",
        "port": port,
        "resourceId": f"db-{fields['upper24']}",
        "storageEncrypted": True,
        "storageType": "gp3",
        "vpcSecurityGroups": [f"sg-0{fields['hex16']}"],
    }


def _cluster(question: Question) -> dict[str, Any]:
    name = question.given("clusterIdentifier") or question.text("existing-{hex8}")
    fields = question.fields_of(f"database cluster {name}")
    row = _engine("aurora-postgresql")
    domain = f"{fields['hex12']}.{question.place.region}.rds.{question.place.dns_suffix}"
    return {
        "id": name,
        "arn": question.arn("rds", f"cluster:{name}"),
        "availabilityZones": zone_names(question.place.region),
        "backupRetentionPeriod": 7,
        "clusterIdentifier": name,
        "clusterMembers": [f"{name}-1"],
        "clusterResourceId": f"cluster-{fields['upper24']}",
        "databaseName": "simulated",
        "dbSubnetGroupName": "default",
        "endpoint": f"{name}.cluster-{domain}",
        "engine": "aurora-postgresql",
        "engineMode": "provisioned",
        "engineVersion": row["version"],
        "hostedZoneId": f"Z{question.fields_of('RDS zone')['upper13']}",
        "kmsKeyId": question.arn("kms", f"key/{fields['uuid']}"),
        "masterUserSecrets": [],
        "masterUsername": "simulated",
        "port": int(row["port"]),
        "readerEndpoint": f"{name}.cluster-ro-{domain}",
        "storageEncrypted": True,
        "vpcSecurityGroupIds": [f"sg-0{fields['hex16']}"],
    }


def _subnet_group(question: Question) -> dict[str, Any]:
    name = question.given("name")
    return {
        "id": name,
        "arn": question.arn("rds", f"subgrp:{name}"),
        "status": "Complete",
        "vpcId": default_vpc(question),
    }


ANSWERS: Mapping[str, Callable[[Question], dict[str, Any]]] = {
    "aws:rds/getCluster:getCluster": _cluster,
    "aws:rds/getEngineVersion:getEngineVersion": _engine_version,
    "aws:rds/getInstance:getInstance": _instance,
    "aws:rds/getOrderableDbInstance:getOrderableDbInstance": _orderable,
    "aws:rds/getSubnetGroup:getSubnetGroup": _subnet_group,
}
"""Token -> what answers it."""
