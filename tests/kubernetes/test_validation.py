"""The validator..."""

from __future__ import annotations

from typing import Any

import pulumi
import pulumi_kubernetes as kubernetes
import pytest

from stackwright.model import UNKNOWN

from .changing import GONE, changed, good
from .cross_field import broken
from .schemas import closed, custom_kinds
from .validation import manifests, problems

DISK = "spec blockDeviceMappings 0 ebs"


@pytest.mark.parametrize("kind", good())
def test_takes_a_good(kind):
    assert problems([good()[kind]]) == []


def test_has_a_good_example_of_every_custom_kind():
    assert {kind for _, kind in custom_kinds()} - set(good()) == set()


@pytest.mark.parametrize("key", custom_kinds(), ids=lambda key: key[1])
def test_refuses_a_field_that_a_custom_kind_does_not_have(key):
    (found,) = problems([changed(key[1], {"spec wings": 2} if "spec" in good()[key[1]] else {"wings": 2})])
    assert "Additional properties are not allowed ('wings' was unexpected)" in found


@pytest.mark.parametrize(
    ("kind", "changes", "message"),
    [
        ("Deployment", {"spec wings": 2}, "Deployment core/orders: spec: Additional properties are not allowed"),
        ("Deployment", {"spec replicas": "2"}, "Deployment core/orders: spec.replicas: '2' is not of type 'integer'"),
        ("Deployment", {"apiVersion": "apps/v1beta1"}, "apps/v1beta1 Deployment is no kind that is known in 1.35"),
        ("Deployment", {"kind": "Deploiment"}, "apps/v1 Deploiment is no kind that is known in 1.35"),
        ("Deployment", {"kind": GONE}, "? core/orders: the object: has no kind"),
        ("Deployment", {"apiVersion": GONE}, "Deployment core/orders: the object: has no apiVersion"),
        ("SecretStore", {"kind": "ClusterSecretStore"}, "ClusterSecretStore is no kind that is known"),
        ("SecretStore", {"apiVersion": "external-secrets.io/v1beta1"}, "SecretStore is no kind that is known"),
        ("Deployment", {"metadata name": "Orders"}, "metadata: name: 'Orders' does not match"),
        ("Deployment", {"metadata name": GONE}, "metadata: the object: 'name' is a required property"),
        ("Deployment", {"metadata namespace": GONE}, "metadata: has no namespace, so it would be put into `default`"),
        ("NodePool", {"metadata namespace": "core"}, "metadata: is of the whole cluster, so it has no namespace"),
        ("ClusterRole", {"metadata namespace": "core"}, "metadata: is of the whole cluster, so it has no namespace"),
        ("Deployment", {"metadata labels": {"team": "a b"}}, "metadata: labels.team: 'a b' does not match"),
        ("Deployment", {"metadata labels": {"team": "a" * 64}}, "labels.team: 'aaa"),
        ("NodePool", {"metadata labels": {"-": "a"}}, "metadata: labels: '-' does not match"),
        ("NodePool", {"metadata annotations": {"a": 1}}, "metadata: annotations.a: 1 is not of type 'string'"),
        ("NodePool", {"metadata owner": "me"}, "Additional properties are not allowed ('owner' was unexpected)"),
        ("NodePool", {"spec template spec taints 0 key": ""}, "spec.template.spec.taints.0.key: '' "),
        ("NodePool", {"spec template spec taints 0 value": "a b"}, "spec.template.spec.taints.0.value: 'a b' does not"),
        ("NodePool", {"spec template spec taints 0 value": ""}, "spec.template.spec.taints.0.value: '' "),
        ("EC2NodeClass", {"spec kubelet systemReserved cpu": 1}, "systemReserved.cpu: 1 is not of type 'string'"),
        ("EC2NodeClass", {"spec kubelet kubeReserved": {"cpu": "-1"}}, "kubeReserved.cpu: '-1' does not match"),
        ("EC2NodeClass", {"spec kubelet kubeReserved": {"cpu": "one"}}, "kubeReserved.cpu: 'one' does not match"),
        ("EC2NodeClass", {f"{DISK} volumeSize": "59001Gi"}, "volumeSize: '59001Gi' does not match"),
        ("EC2NodeClass", {f"{DISK} volumeSize": "64001G"}, "volumeSize: '64001G' does not match"),
        ("EC2NodeClass", {f"{DISK} volumeSize": "59Ti"}, "volumeSize: '59Ti' does not match"),
        ("EC2NodeClass", {f"{DISK} volumeSize": "65T"}, "volumeSize: '65T' does not match"),
        ("EC2NodeClass", {f"{DISK} volumeSize": "0Gi"}, "volumeSize: '0Gi' does not match"),
        ("EC2NodeClass", {"spec kubelet evictionHard pid.available": "101%"}, "evictionHard.pid.available: '101%' is"),
        ("EC2NodeClass", {"spec kubelet evictionSoft memory.available": "few"}, "evictionSoft.memory.available: 'few'"),
        ("EC2NodeClass", {"spec kubelet evictionHard wings": "1%"}, "evictionHard: 'wings' is not one of"),
        ("NodePool", {"spec weight": UNKNOWN}, "NodePool spot: spec.weight: is not known before the deployment"),
        ("NodePool", {"spec template spec taints 0 value": UNKNOWN}, "spec.template.spec.taints.0.value: is not known"),
    ],
)
def test_refuses(kind, changes, message):
    found = problems([changed(kind, changes)])
    assert any(message in problem for problem in found), found


@pytest.mark.parametrize(
    ("place", "values"),
    [
        (f"{DISK} volumeSize", ("1Gi", "59000Gi", "64000G", "58Ti", "64T")),
        ("spec kubelet evictionHard pid.available", ("5%", "99.5%", "100%", "100Mi")),
        ("spec kubelet systemReserved cpu", ("100m", "1", "0.5")),
    ],
)
def test_takes_amounts_up_to_the_most_that_there_is(place, values):
    assert [problems([changed("EC2NodeClass", {place: value})]) for value in values] == [[]] * len(values)


def test_judges_by_the_version_that_is_asked_for():
    job = changed("Job", {"spec podReplacementPolicy": "Failed"})
    assert problems([job], "1.35") == []
    assert "podReplacementPolicy" in problems([job], "1.25")[0]


def test_reads_kubernetes_own_parts_of_custom_kinds_by_the_version():
    wrong = changed("OpenTelemetryCollector", {"spec tolerations 0 wings": 2})
    (found,) = problems([wrong])
    assert found.startswith("OpenTelemetryCollector opentelemetry/traces: spec.tolerations.0: ")


def test_asks_for_rules_across_fields_only_where_the_schema_holds():
    wrong = changed("NodePool", {"spec template spec requirements 0 operator": "Near", "spec replicas": 2})
    (found,) = problems([wrong])
    assert "'Near' is not one of" in found
    assert broken(changed("NodePool", {"spec replicas": 2})) != []


def test_closes_objects_but_not_a_field_that_is_called_properties():
    schema = {"properties": {"properties": {"type": "string"}, "deep": {"items": [{"properties": {}}]}}}
    assert closed(schema) == {
        "type": "object",
        "additionalProperties": False,
        "properties": {
            "properties": {"type": "string"},
            "deep": {"items": [{"type": "object", "additionalProperties": False, "properties": {}}]},
        },
    }


def test_reads_the_objects_of_a_stack_with_their_secrets_and_without_releases_and_providers(deploy):
    def program() -> None:
        provider = kubernetes.Provider("cluster", kubeconfig="{}")
        opts = pulumi.ResourceOptions(provider=provider)
        kubernetes.helm.v3.Release("chart", chart="keda", opts=opts)
        metadata: Any = {"name": "orders", "namespace": "core"}
        kubernetes.core.v1.Secret("secret", metadata=metadata, string_data={"a": pulumi.Output.secret("b")}, opts=opts)
        kubernetes.apiextensions.CustomResource(
            "snapshot",
            api_version="snapshot.storage.k8s.io/v1",
            kind="VolumeSnapshot",
            metadata=metadata,
            spec={"source": {}},
            opts=opts,
        )

    stack = deploy(program).stack
    assert [(found["kind"], found["metadata"]["name"]) for found in manifests(stack)] == [
        ("Secret", "orders"),
        ("VolumeSnapshot", "orders"),
    ]
    assert manifests(stack)[0]["stringData"] == {"a": "b"}
    assert problems(stack) == [
        "VolumeSnapshot core/orders: spec.source: needs exactly one of persistentVolumeClaimName and "
        "volumeSnapshotContentName"
    ]
