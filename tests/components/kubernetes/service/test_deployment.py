"""Pods are replaced beside the old ones and watched, or after them where a disk is theirs."""

from __future__ import annotations

import pulumi_aws as aws
import pytest

from components.access import SecretRef
from components.compute.spec import HealthCheck, Image, Scale
from components.kubernetes.service.deployment import deployment, deployment_spec, drain_seconds
from components.kubernetes.service.ingress import Ingress
from tests.components.compute.conftest import REPOSITORY

SELECTOR = {"app.kubernetes.io/name": "orders"}
LABELS = {**SELECTOR, "app.kubernetes.io/part-of": "acme-test", "app.kubernetes.io/managed-by": "pulumi"}


@pytest.fixture
def made(deploy, making):
    """Deploy the Deployment of `orders`, with what a test changes in its spec and its arguments."""

    def run(spec=None, claims=None, configuration=None, **changes):
        def program():
            owner, *_ = making.owner()
            return deployment(
                owner,
                making.args(making.spec(**(spec or {})), **changes),
                service_account="orders",
                configuration=configuration,
                claims=claims or {},
                depends_on=[aws.sns.Topic("before")],
            )

        return deploy(program)["orders", "kubernetes:apps/v1:Deployment"]

    return run


def test_and_the_object_says_so(made):
    found = made(configuration="orders-1a2b3c4d", secrets={"TOKEN": SecretRef(secret_arn="arn:a")})
    assert found.inputs["metadata"] == {
        "name": "orders",
        "namespace": "core-api",
        "labels": LABELS,
        "annotations": {"pulumi.com/patchForce": "true", "secret.reloader.stakater.com/reload": "orders-secrets"},
    }
    pod = found.inputs["spec"].pop("template")
    assert found.inputs["spec"] == {
        "selector": {"matchLabels": SELECTOR},
        "strategy": {"type": "RollingUpdate", "rollingUpdate": {"maxUnavailable": 0, "maxSurge": "25%"}},
        "minReadySeconds": 10,
        "progressDeadlineSeconds": 660,
        "revisionHistoryLimit": 5,
    }
    assert pod["metadata"] == {"labels": LABELS}
    assert pod["spec"]["serviceAccountName"] == "orders"
    assert pod["spec"]["topologySpreadConstraints"][0]["labelSelector"] == {"matchLabels": SELECTOR}
    (container,) = pod["spec"]["containers"]
    assert container["image"] == f"{REPOSITORY}:v1"
    assert container["envFrom"] == [{"configMapRef": {"name": "orders-1a2b3c4d"}}]
    assert [variable["name"] for variable in container["env"]] == ["TOKEN"]
    assert {"startupProbe", "readinessProbe", "livenessProbe"} <= set(container)


def test_and_what_was_changed_by_hand_is_taken_back_by_the_next_deployment(made):
    """Else the first one after `kubectl rollout undo` stops at a conflict over the image."""
    assert made().inputs["metadata"]["annotations"] == {"pulumi.com/patchForce": "true"}


def test_and_it_comes_after_what_it_needs(made):
    assert {urn.rpartition("::")[2] for urn in made().dependencies} >= {"before"}


def test_and_a_pod_lets_go_of_its_disk_before_another_takes_it(made):
    found = made(spec={"scale": Scale(min=1, max=1)}, claims={"/data": "orders-data"}).inputs["spec"]
    assert found["strategy"] == {"type": "Recreate"}
    assert {"name": "data", "persistentVolumeClaim": {"claimName": "orders-data"}} in found["template"]["spec"][
        "volumes"
    ]


def test_and_nothing_runs_of_what_is_not_released(making):
    unreleased = making.spec(image=Image(repository="orders"))
    assert deployment_spec("orders", unreleased, {}, tied=False)["replicas"] == 0
    assert "replicas" not in deployment_spec("orders", making.spec(), {}, tied=False)


def test_and_a_slow_start_gives_an_update_more_time(making):
    slow = making.spec(health=HealthCheck(grace_seconds=300))
    assert deployment_spec("orders", slow, {}, tied=False)["progressDeadlineSeconds"] == 900


def test_and_who_is_called_goes_on_until_the_callers_know(deploy, making):
    def program():
        ingress = Ingress(host="orders.acme.example", certificate_arn="arn:certificate")
        return [
            drain_seconds(making.args(making.spec(port=None))),
            drain_seconds(making.args()),
            drain_seconds(making.args(target=making.target())),
            drain_seconds(making.args(ingress=ingress)),
        ]

    assert deploy(program).result == [0, 10, 35, 35]


def test_and_who_is_behind_a_balancer_is_asked_over_http_and_has_time_to_finish(deploy, making):
    made = deploy(lambda: making.service(target=making.target()))
    pod = made["orders", "kubernetes:apps/v1:Deployment"].inputs["spec"]["template"]["spec"]
    (container,) = pod["containers"]
    assert container["readinessProbe"]["httpGet"]["path"] == "/"
    assert container["lifecycle"] == {"preStop": {"sleep": {"seconds": 35}}}
    assert pod["terminationGracePeriodSeconds"] == 65
