"""Temporal"""

from __future__ import annotations

from components.kubernetes.tools.pools import scheduling
from components.kubernetes.tools.temporal import TEMPORAL
from tests.components.kubernetes.tools.conftest import facts

_PARTS = ("frontend", "history", "matching", "worker")


def test_keeps_both_its_stores_in_its_database(values):
    persistence = values(TEMPORAL, facts("temporal"))["server"]["config"]["persistence"]
    stores = persistence.pop("datastores")
    assert persistence == {"defaultStore": "default", "visibilityStore": "visibility", "numHistoryShards": 512}
    assert {key: store["sql"].pop("databaseName") for key, store in stores.items()} == {
        "default": "temporal",
        "visibility": "temporal_visibility",
    }
    assert stores["default"] == stores["visibility"]
    assert stores["default"]["sql"] == {
        "createDatabase": True,
        "manageSchema": True,
        "pluginName": "postgres12",
        "connectAddr": "db.example:5432",
        "connectProtocol": "tcp",
        "user": "dbadmin",
        "existingSecret": "temporal-secrets",
        "secretKey": "DATABASE_PASSWORD",
        "maxConns": 20,
        "maxIdleConns": 20,
        "maxConnLifetime": "1h",
        "tls": {"enabled": True, "enableHostVerification": False},
    }


def test_runs_two_of_each_part_and_gives_up_one_at_a_time(values):
    server = values(TEMPORAL, facts("temporal"))["server"]
    assert server["replicaCount"] == 2
    assert all(server[part]["podDisruptionBudget"] == {"maxUnavailable": 1} for part in _PARTS)


def test_meets_the_strictest_standard_with_every_pod(values):
    given = values(TEMPORAL, facts("temporal"))
    pods = [given["server"], given["web"], given["schema"]]
    for pod in pods:
        security = pod["securityContext"]
        assert security == {
            "runAsNonRoot": True,
            "runAsUser": 1000,
            "runAsGroup": 1000,
            "fsGroup": 1000,
            "seccompProfile": {"type": "RuntimeDefault"},
        }
    containers = [*(given["server"][part] for part in _PARTS), given["web"], given["schema"]]
    for container in containers:
        assert container["containerSecurityContext"] == {
            "allowPrivilegeEscalation": False,
            "capabilities": {"drop": ["ALL"]},
        }
    assert TEMPORAL.pod_security == "restricted"


def test_says_what_each_pod_needs(values):
    given = values(TEMPORAL, facts("temporal"))
    pods = {**{part: given["server"][part] for part in _PARTS}, "web": given["web"], "schema": given["schema"]}
    asked = {part: pod["resources"]["requests"] for part, pod in pods.items()}
    assert asked == {
        **{part: {"cpu": "200m", "memory": "512Mi"} for part in _PARTS},
        "web": {"cpu": "50m", "memory": "128Mi"},
        "schema": {"cpu": "100m", "memory": "256Mi"},
    }


def test_tries_to_bring_its_tables_up_to_date_until_its_database_answers(values):
    assert values(TEMPORAL, facts("temporal"))["schema"]["backoffLimit"] == 5


def test_makes_the_namespace_that_its_users_begin_with(values):
    assert values(TEMPORAL, facts("temporal"))["server"]["config"]["namespaces"] == {"create": True}


def test_runs_on_its_own_nodes_with_every_pod(values):
    given = values(TEMPORAL, facts("temporal"))
    for pod in (given["server"], given["web"], given["admintools"]):
        assert {key: pod[key] for key in ("nodeSelector", "tolerations")} == scheduling("temporal")


def test_has_no_pod_with_the_rights_of_an_operator(values):
    assert values(TEMPORAL, facts("temporal"))["admintools"]["enabled"] is False


def test_starts_anew_when_its_password_has_changed(values):
    server = values(TEMPORAL, facts("temporal"))["server"]
    assert server["deploymentAnnotations"] == {"secret.reloader.stakater.com/reload": "temporal-secrets"}
