"""Retool"""

from __future__ import annotations

import re

from components.kubernetes.tools.pools import scheduling
from components.kubernetes.tools.retool import RETOOL
from tests.components.kubernetes.tools.conftest import facts


def test_is_of_one_version(values):
    assert re.fullmatch(r"\d+\.\d+\.\d+-stable", values(RETOOL, facts("retool"))["image"]["tag"])


def test_is_given_its_database_and_its_secrets_by_name(values):
    given = values(RETOOL, facts("retool"))
    assert given["postgresql"] == {"enabled": False}
    assert given["config"] == {
        "licenseKeySecretName": "retool-secrets",
        "licenseKeySecretKey": "LICENSE_KEY",
        "encryptionKeySecretName": "retool-secrets",
        "encryptionKeySecretKey": "ENCRYPTION_KEY",
        "jwtSecretSecretName": "retool-secrets",
        "jwtSecretSecretKey": "JWT_SECRET",
        "auth": {"google": {"enabled": False}},
        "postgresql": {
            "host": "db.example",
            "port": 5432,
            "db": "app",
            "user": "dbadmin",
            "ssl_enabled": True,
            "passwordSecretName": "retool-secrets",
            "passwordSecretKey": "DATABASE_PASSWORD",
        },
    }


def test_names_only_secrets_that_there_are(values):
    config = values(RETOOL, facts("retool"))["config"]
    named = {config[key] for key in ("licenseKeySecretKey", "encryptionKeySecretKey", "jwtSecretSecretKey")}
    assert named == {*RETOOL.generated_secrets, *RETOOL.manual_secrets}


def test_is_reached_by_nobody_from_outside_and_runs_no_privileged_pod(values):
    given = values(RETOOL, facts("retool"))
    assert (given["ingress"], given["workflows"]) == ({"enabled": False}, {"enabled": False})
    assert given["securityContext"]["extraContainerSecurityContext"] == {
        "allowPrivilegeEscalation": False,
        "seccompProfile": {"type": "RuntimeDefault"},
    }


def test_runs_two_pods_and_gives_up_one_at_a_time(values):
    given = values(RETOOL, facts("retool"))
    assert (given["replicaCount"], given["podDisruptionBudget"]) == (2, {"maxUnavailable": 1})
    assert (RETOOL.architecture, RETOOL.pod_security) == ("x86_64", "baseline")


def test_asks_for_no_more_than_a_container_may_have(values):
    given = values(RETOOL, facts("retool"))
    most = RETOOL.container_limits
    for part in (given["resources"], given["jobRunner"]["resources"]):
        assert float(part["limits"].get("cpu", 0)) <= most.max_cpu
        assert int(part["limits"]["memory"].removesuffix("Gi")) * 1024 <= most.max_memory_mib


def test_runs_on_its_own_nodes_and_starts_anew_when_a_secret_has_changed(values):
    given = values(RETOOL, facts("retool"))
    assert {key: given[key] for key in ("nodeSelector", "tolerations")} == scheduling("retool")
    assert given["deployment"]["annotations"] == {"secret.reloader.stakater.com/reload": "retool-secrets"}
    assert given["env"] == {"BASE_DOMAIN": "https://tool.acme.example"}
