"""Airbyte"""

from __future__ import annotations

from components.kubernetes.tools.airbyte import AIRBYTE
from components.kubernetes.tools.pools import scheduling
from tests.components.kubernetes.tools.conftest import facts

_PARTS = ("server", "worker", "workloadLauncher", "workloadApiServer", "cron", "manifestServer", "temporal")


def test_keeps_its_data_in_its_database(values):
    given = values(AIRBYTE, facts("airbyte"))
    assert given["postgresql"] == {"enabled": False}
    assert given["global"]["database"] == {
        "type": "external",
        "host": "db.example",
        "port": 5432,
        "name": "app",
        "secretName": "airbyte-secrets",
        "userSecretKey": "DATABASE_USERNAME",
        "passwordSecretKey": "DATABASE_PASSWORD",
    }


def test_keeps_its_files_in_its_bucket_without_a_key(values):
    given = values(AIRBYTE, facts("airbyte"))
    storage = given["global"]["storage"]
    assert given["minio"] == {"enabled": False}
    kinds = ("activityPayload", "auditLogging", "log", "state", "workloadOutput")
    assert storage.pop("bucket") == dict.fromkeys(kinds, "files")
    assert storage == {"type": "s3", "s3": {"region": "eu-west-1", "authenticationType": "instanceProfile"}}
    assert given["serviceAccount"] == {"create": True, "name": AIRBYTE.bucket_account}
    assert given["global"]["serviceAccountName"] == AIRBYTE.bucket_account


def test_runs_on_its_own_nodes_with_every_pod_and_every_job(values):
    given = values(AIRBYTE, facts("airbyte"))
    for pod in (*(given[part] for part in _PARTS), given["airbyteBootloader"], given["global"]["jobs"]["kube"]):
        assert {key: pod[key] for key in ("nodeSelector", "tolerations")} == scheduling("airbyte")


def test_says_what_each_part_needs(values):
    given = values(AIRBYTE, facts("airbyte"))
    expected = {"requests": {"cpu": "250m", "memory": "2Gi"}, "limits": {"memory": "2Gi"}}
    assert all(given[part]["resources"] == expected for part in (*_PARTS, "airbyteBootloader"))


def test_starts_anew_when_its_password_has_changed(values):
    given = values(AIRBYTE, facts("airbyte"))
    reload = {"secret.reloader.stakater.com/reload": "airbyte-secrets"}
    assert all(given[part]["annotations"] == reload for part in _PARTS)


def test_tells_nobody_how_it_is_used(values):
    assert values(AIRBYTE, facts("airbyte"))["global"]["tracking"] == {"enabled": False, "strategy": "logging"}


def test_runs_images_of_many_makers_and_starts_their_pods_itself():
    assert (AIRBYTE.architecture, AIRBYTE.pod_security, AIRBYTE.calls_cluster) == ("x86_64", "baseline", True)


def test_knows_where_people_reach_it(values):
    assert values(AIRBYTE, facts("airbyte"))["global"]["airbyteUrl"] == "https://tool.acme.example"
