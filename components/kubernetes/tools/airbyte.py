"""Airbyte, which moves data between systems: its parts, pods for each transfer, and a bucket for its files."""

from __future__ import annotations

from typing import Any

from ..namespace.limits import ContainerLimits, Quota
from .recipe import Facts, Recipe, Values, resources

_PARTS = ("server", "worker", "workloadLauncher", "workloadApiServer", "cron", "manifestServer", "temporal")
_ACCOUNT = "airbyte-admin"
_PORT = 8001

# Each part is a Java program, which says nothing of what it needs.
_PART_RESOURCES = resources("250m", "2Gi")


def _values(facts: Facts) -> Values:
    own = {"resources": _PART_RESOURCES, **facts.scheduling}
    parts: dict[str, Any] = {part: {**own, "annotations": facts.reload} for part in _PARTS}
    return {
        "global": {
            "serviceAccountName": _ACCOUNT,
            "airbyteUrl": facts.url,
            "database": _database(facts),
            "storage": _storage(facts),
            "tracking": {"enabled": False, "strategy": "logging"},
            "jobs": {"kube": dict(facts.scheduling)},
        },
        "serviceAccount": {"create": True, "name": _ACCOUNT},
        # The database and the bucket are AWS's.
        "postgresql": {"enabled": False},
        "minio": {"enabled": False},
        "airbyteBootloader": own,
        **parts,
    }


def _database(facts: Facts) -> dict[str, Any]:
    return {
        "type": "external",
        "host": facts.database_host,
        "port": facts.database_port,
        "name": facts.database_name,
        "secretName": facts.secret_name,
        "userSecretKey": "DATABASE_USERNAME",
        "passwordSecretKey": "DATABASE_PASSWORD",
    }


def _storage(facts: Facts) -> dict[str, Any]:
    kinds = ("log", "auditLogging", "state", "workloadOutput", "activityPayload")
    return {
        "type": "s3",
        "bucket": dict.fromkeys(kinds, facts.bucket_name),
        # By the role of its service account: there is no key that could be lost.
        "s3": {"region": facts.region, "authenticationType": "instanceProfile"},
    }


AIRBYTE = Recipe(
    values=_values,
    front=("airbyte-airbyte-server-svc", _PORT),
    # Connectors are images of many makers, and not all are built for arm64, nor for a user other than root.
    architecture="x86_64",
    pod_security="baseline",
    quota=Quota(cpu=32, memory_gib=128, pods=100, volumes=0, storage_gib=0),
    container_limits=ContainerLimits(default_cpu=0.25, default_memory_mib=2048),
    bucket_account=_ACCOUNT,
    calls_cluster=True,
)
"""What Airbyte needs."""
