"""A whole stack..."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from .changing import GONE, changed, good
from .manifests import Manifest
from .references import dangling

CORE: Manifest = {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "core"}}
CONTAINER = "spec template spec containers 0"


def stack(**changes: dict[str, Any]) -> list[Manifest]:
    """A deployment with all that belongs to it, changed by kind."""
    kinds = ("Deployment", "Service", "ServiceAccount", "TargetGroupBinding", "SecurityGroupPolicy", "Role")
    more = (
        "RoleBinding",
        "HorizontalPodAutoscaler",
        "PodDisruptionBudget",
        "NetworkPolicy",
        "NodePool",
        "EC2NodeClass",
    )
    basis: dict[str, dict[str, Any]] = {
        "Deployment": {
            "spec template spec serviceAccountName": "orders",
            f"{CONTAINER} ports +": {"name": "metrics", "containerPort": 9090},
        },
        "RoleBinding": {"subjects 1 name": "orders"},
    }
    return [CORE, *(changed(kind, {**basis.get(kind, {}), **changes.get(kind, {})}) for kind in (*kinds, *more))]


def without(kind: str) -> list[Manifest]:
    return [manifest for manifest in stack() if manifest["kind"] != kind]


def test_names_only_what_is_there():
    assert dangling(stack()) == []


@pytest.mark.parametrize(
    ("kind", "message"),
    [
        ("Namespace", "Service core/orders: is in the namespace core, which is not there"),
        ("ServiceAccount", "Deployment core/orders: names the ServiceAccount orders, which is not there"),
        ("ServiceAccount", "RoleBinding core/reader: names the ServiceAccount orders, which is not there"),
        ("Role", "RoleBinding core/reader: names the Role reader, which is not there"),
        ("Service", "TargetGroupBinding core/orders: names the Service orders, which is not there"),
        ("EC2NodeClass", "NodePool spot: names the EC2NodeClass default, which is not there"),
        ("Deployment", "HorizontalPodAutoscaler core/orders: names the Deployment orders, which is not there"),
        ("Deployment", "Service core/orders: selects no pods"),
        ("Deployment", "SecurityGroupPolicy core/orders: selects no pods"),
        ("Deployment", "PodDisruptionBudget core/orders: selects no pods"),
        ("Deployment", "NetworkPolicy core/orders: selects no pods"),
    ],
)
def test_lacks_nothing(kind, message):
    assert message in dangling(without(kind))


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        (
            {"Service": {"spec ports 0 targetPort": 80}},
            "Service core/orders: asks port 80, where its pods do not listen",
        ),
        ({"Service": {"spec ports 0 targetPort": "web"}}, "Service core/orders: asks port web, where its pods do not"),
        (
            {"TargetGroupBinding": {"spec serviceRef port": 80}},
            "TargetGroupBinding core/orders: asks port 80, which the service does not have",
        ),
        ({"Deployment": {"spec replicas": 2}}, "Deployment core/orders: has replicas, though it is scaled"),
        ({"Deployment": {f"{CONTAINER} envFrom": [{"configMapRef": {"name": "a"}}]}}, "names the ConfigMap a"),
        ({"Deployment": {f"{CONTAINER} envFrom": [{"secretRef": {"name": "a"}}]}}, "names the Secret a"),
        (
            {
                "Deployment": {
                    f"{CONTAINER} env 0": {"name": "A", "valueFrom": {"secretKeyRef": {"name": "a", "key": "b"}}}
                }
            },
            "names the Secret a",
        ),
        ({"Deployment": {"spec template spec volumes 0": {"name": "tmp", "configMap": {"name": "a"}}}}, "ConfigMap a"),
        ({"Deployment": {"spec template spec volumes 0": {"name": "tmp", "secret": {"secretName": "a"}}}}, "Secret a"),
        (
            {
                "Deployment": {
                    "spec template spec volumes 0": {"name": "a", "persistentVolumeClaim": {"claimName": "b"}}
                }
            },
            "names the PersistentVolumeClaim b",
        ),
    ],
)
def test_fits_together(changes, message):
    assert any(message in sentence for sentence in dangling(stack(**changes))), dangling(stack(**changes))


def test_has_an_object_once():
    assert dangling([*stack(), CORE]) == ["Namespace /core: is there 2 times"]


def test_scales_a_workload_in_one_way():
    twice = [*stack(), good()["ScaledObject"]]
    assert dangling(twice) == ["Deployment core/orders: is scaled by more than one"]


def test_finds_what_the_operator_of_external_secrets_makes():
    using = {"Deployment": {f"{CONTAINER} envFrom": [{"secretRef": {"name": "orders"}}]}}
    store, secret = good()["SecretStore"], good()["ExternalSecret"]
    account = changed("ServiceAccount", {"metadata name": "orders-secrets"})
    assert dangling([*stack(**using), store, secret, account]) == []
    assert dangling([*stack(**using), changed("ExternalSecret", {"spec target name": GONE}), store, account]) == []
    assert "ExternalSecret core/orders: names the SecretStore orders, which is not there" in dangling(
        [*stack(), secret]
    )
    assert dangling([*stack(), store]) == [
        "SecretStore core/orders: names the ServiceAccount orders-secrets, which is not there"
    ]


def test_follows_a_claim_to_its_storage_class():
    claim = good()["PersistentVolumeClaim"]
    storage = {"apiVersion": "storage.k8s.io/v1", "kind": "StorageClass", "metadata": {"name": "gp3"}}
    assert dangling([CORE, claim]) == [
        "PersistentVolumeClaim core/orders: names the StorageClass gp3, which is not there"
    ]
    assert dangling([CORE, claim, storage]) == []


def test_reads_the_pods_of_a_schedule():
    job = changed("CronJob", {"spec jobTemplate spec template spec serviceAccountName": "report"})
    assert dangling([CORE, job]) == ["CronJob core/report: names the ServiceAccount report, which is not there"]


def test_may_name_what_a_chart_makes_elsewhere():
    binding = copy.deepcopy(good()["RoleBinding"])
    binding["subjects"][1] = {"kind": "ServiceAccount", "name": "external-secrets", "namespace": "external-secrets"}
    assert dangling([CORE, good()["Role"], binding], elsewhere=["external-secrets"]) == []
    (sentence,) = dangling([CORE, good()["Role"], binding])
    assert "names the ServiceAccount external-secrets" in sentence


def test_may_be_in_a_namespace_that_kubernetes_or_a_chart_makes():
    objects = [changed("ServiceAccount", {"metadata namespace": place}) for place in ("kube-system", "keda")]
    assert dangling(objects, elsewhere=["keda"]) == []
    assert dangling(objects) == ["ServiceAccount keda/orders: is in the namespace keda, which is not there"]


def test_may_say_something_of_all_pods_before_there_are_any():
    assert dangling([CORE, changed("NetworkPolicy", {"spec podSelector": {}})]) == []


def test_may_have_a_service_without_pods_of_its_own():
    service = changed("Service", {"spec selector": GONE, "metadata name": "elsewhere", "spec ports 0 targetPort": 80})
    assert dangling([*stack(), service]) == []


def test_may_give_the_number_of_what_nobody_scales():
    alone = [manifest for manifest in stack(Deployment={"spec replicas": 2}) if "Autoscaler" not in manifest["kind"]]
    assert dangling(alone) == []


def test_is_told_once_of_a_service_that_is_not_there():
    found = [sentence for sentence in dangling(without("Service")) if sentence.startswith("TargetGroupBinding")]
    assert found == ["TargetGroupBinding core/orders: names the Service orders, which is not there"]
