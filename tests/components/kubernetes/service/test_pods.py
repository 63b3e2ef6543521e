"""A pod may do its work and no more."""

from __future__ import annotations

import pulumi
import pytest

from components.kubernetes.service.containers import container, volumes
from components.kubernetes.service.pods import pod_template, security_context
from components.kubernetes.service.spreading import placement
from tests.components.compute.conftest import REPOSITORY

SELECTOR = {"app.kubernetes.io/name": "orders"}


def _template(deploy, making, what, **changes):
    """Return the template as it comes to the cluster."""

    def program():
        found = pod_template(
            making.scope, "orders", what, repository_url=REPOSITORY, service_account="orders", **changes
        )
        return pulumi.Output.from_input(found)

    made = deploy(program)
    return made.value(made.result)


def test_and_is_whole(deploy, making):
    what = making.spec()
    assert _template(deploy, making, what) == {
        "metadata": {
            "labels": {**SELECTOR, "app.kubernetes.io/part-of": "acme-test", "app.kubernetes.io/managed-by": "pulumi"}
        },
        "spec": {
            "serviceAccountName": "orders",
            "automountServiceAccountToken": False,
            "enableServiceLinks": False,
            "securityContext": security_context(what),
            "terminationGracePeriodSeconds": 30,
            "restartPolicy": "Always",
            **placement(what, SELECTOR),
            "containers": [
                container(
                    "orders",
                    what,
                    image=f"{REPOSITORY}:v1",
                    configuration=None,
                    secrets=(),
                    claims={},
                    probes={},
                    drain_seconds=0,
                )
            ],
            "volumes": volumes(what, {}),
        },
    }


def test_and_is_given_what_is_told_of_it(deploy, making):
    what = making.spec(stop_timeout_seconds=60)
    found = _template(
        deploy,
        making,
        what,
        configuration="orders-1a2b3c4d",
        secrets=["TOKEN"],
        claims={"/data": "orders-data"},
        probes={"livenessProbe": {"tcpSocket": {"port": 8080}}},
        drain_seconds=35,
        restart_policy="Never",
        more={"priorityClassName": "batch"},
    )["spec"]
    (only,) = found["containers"]
    assert only["envFrom"] == [{"configMapRef": {"name": "orders-1a2b3c4d"}}]
    assert [variable["name"] for variable in only["env"]] == ["TOKEN"]
    assert {"name": "data", "mountPath": "/data"} in only["volumeMounts"]
    assert only["livenessProbe"] == {"tcpSocket": {"port": 8080}}
    assert only["lifecycle"] == {"preStop": {"sleep": {"seconds": 35}}}
    assert {"name": "data", "persistentVolumeClaim": {"claimName": "orders-data"}} in found["volumes"]
    assert found["terminationGracePeriodSeconds"] == 95
    assert found["restartPolicy"] == "Never"
    assert found["priorityClassName"] == "batch"


@pytest.mark.parametrize(("user", "number", "group"), [("1000:2000", 1000, 2000), ("1001", 1001, 1001)])
def test_and_is_never_root(making, user, number, group):
    assert security_context(making.spec(user=user)) == {
        "runAsNonRoot": True,
        "runAsUser": number,
        "runAsGroup": group,
        "fsGroup": group,
        "fsGroupChangePolicy": "OnRootMismatch",
        "seccompProfile": {"type": "RuntimeDefault"},
    }
