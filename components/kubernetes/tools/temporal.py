"""Temporal, a workflow engine: two pods of each of its parts, and the tables of both its databases kept up to date."""

from __future__ import annotations

from typing import Any

import pulumi

from ..namespace.limits import Quota
from .recipe import Facts, Recipe, Values, resources

# Cannot be changed once there is data. Source: Temporal documentation, "Temporal Cluster configuration".
_HISTORY_SHARDS = 512
_PARTS = ("frontend", "history", "matching", "worker")
_UI_PORT = 8080
_RPC_PORT = 7233

# The user that the images are made for. Source: repository temporalio/helm-charts, charts/temporal/values.yaml.
_POD: dict[str, Any] = {
    "runAsNonRoot": True,
    "runAsUser": 1000,
    "runAsGroup": 1000,
    "fsGroup": 1000,
    "seccompProfile": {"type": "RuntimeDefault"},
}
_CONTAINER: dict[str, Any] = {"allowPrivilegeEscalation": False, "capabilities": {"drop": ["ALL"]}}


def _values(facts: Facts) -> Values:
    return {
        "server": {
            "replicaCount": 2,
            "config": {"logLevel": "info", "persistence": _persistence(facts), "namespaces": {"create": True}},
            "securityContext": _POD,
            "deploymentAnnotations": facts.reload,
            **facts.scheduling,
            **{part: _part() for part in _PARTS},
        },
        # A pod with the rights of an operator, for people to open a shell in.
        "admintools": {"enabled": False, **facts.scheduling},
        "web": {
            "securityContext": _POD,
            "containerSecurityContext": _CONTAINER,
            "resources": resources("50m", "128Mi"),
            **facts.scheduling,
        },
        "schema": {
            "backoffLimit": 5,
            "securityContext": _POD,
            "containerSecurityContext": _CONTAINER,
            "resources": resources("100m", "256Mi"),
        },
    }


def _part() -> dict[str, Any]:
    return {
        "containerSecurityContext": _CONTAINER,
        "resources": resources("200m", "512Mi"),
        "podDisruptionBudget": {"maxUnavailable": 1},
    }


def _persistence(facts: Facts) -> dict[str, Any]:
    stores = {"default": "temporal", "visibility": "temporal_visibility"}
    return {
        "defaultStore": "default",
        "visibilityStore": "visibility",
        "numHistoryShards": _HISTORY_SHARDS,
        "datastores": {key: {"sql": _store(facts, database)} for key, database in stores.items()},
    }


def _store(facts: Facts, database: str) -> dict[str, Any]:
    return {
        "createDatabase": True,
        "manageSchema": True,
        "pluginName": "postgres12",
        "databaseName": database,
        "connectAddr": pulumi.Output.format("{0}:{1}", facts.database_host, facts.database_port),
        "connectProtocol": "tcp",
        "user": facts.database_user,
        "existingSecret": facts.secret_name,
        "secretKey": "DATABASE_PASSWORD",
        "maxConns": 20,
        "maxIdleConns": 20,
        "maxConnLifetime": "1h",
        # The images do not know who signs for RDS: what is sent is encrypted, and the security groups say who answers.
        "tls": {"enabled": True, "enableHostVerification": False},
    }


TEMPORAL = Recipe(
    values=_values,
    front=("temporal-web", _UI_PORT),
    called=("temporal-frontend", _RPC_PORT),
    links=False,
    quota=Quota(cpu=8, memory_gib=32, pods=40, volumes=0, storage_gib=0),
)
"""What Temporal needs."""
