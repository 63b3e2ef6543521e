"""Retool, in which people build tools for themselves: two pods that answer, one for what is done in the background."""

from __future__ import annotations

from ..charts import charts
from ..namespace.limits import Quota
from .recipe import Facts, Recipe, Values, resources

_PORT = 3000

# The chart's own limit of CPU is above what a container of the namespace may have.
_RESOURCES = {"requests": {"cpu": "1", "memory": "4Gi"}, "limits": {"cpu": "4", "memory": "4Gi"}}
_CONTAINER = {"allowPrivilegeEscalation": False, "seccompProfile": {"type": "RuntimeDefault"}}


def _values(facts: Facts) -> Values:
    return {
        "image": {"tag": charts()["retool"].app_version},
        "replicaCount": 2,
        "env": {"BASE_DOMAIN": facts.url},
        "config": {
            "licenseKeySecretName": facts.secret_name,
            "licenseKeySecretKey": "LICENSE_KEY",
            "encryptionKeySecretName": facts.secret_name,
            "encryptionKeySecretKey": "ENCRYPTION_KEY",
            "jwtSecretSecretName": facts.secret_name,
            "jwtSecretSecretKey": "JWT_SECRET",
            "auth": {"google": {"enabled": False}},
            "postgresql": {
                "host": facts.database_host,
                "port": facts.database_port,
                "db": facts.database_name,
                "user": facts.database_user,
                "ssl_enabled": True,
                "passwordSecretName": facts.secret_name,
                "passwordSecretKey": "DATABASE_PASSWORD",
            },
        },
        # The database is AWS's.
        "postgresql": {"enabled": False},
        # Nobody reaches it from outside, and what runs code of users has to be privileged.
        "ingress": {"enabled": False},
        "workflows": {"enabled": False},
        "deployment": {"annotations": facts.reload},
        "podDisruptionBudget": {"maxUnavailable": 1},
        "securityContext": {"extraContainerSecurityContext": _CONTAINER},
        "resources": _RESOURCES,
        "jobRunner": {"resources": resources("500m", "2Gi")},
        **facts.scheduling,
    }


RETOOL = Recipe(
    values=_values,
    front=("retool", _PORT),
    # Its images are built for x86 alone, and change the rights of their own files as they start.
    architecture="x86_64",
    pod_security="baseline",
    quota=Quota(cpu=8, memory_gib=32, pods=20, volumes=0, storage_gib=0),
    generated_secrets={
        "ENCRYPTION_KEY": "Encrypts what Retool keeps of other systems: lost, so is all of that",
        "JWT_SECRET": "Signs the sessions of Retool's users",
    },
    manual_secrets={"LICENSE_KEY": "Retool's licence"},
)
"""What Retool needs."""
