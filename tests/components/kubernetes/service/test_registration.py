"""A service is found"""

from __future__ import annotations

import pulumi_aws as aws

from components.kubernetes.service.registration import named_service, target_group_binding

LABELS = {
    "app.kubernetes.io/name": "orders",
    "app.kubernetes.io/part-of": "acme-test",
    "app.kubernetes.io/managed-by": "pulumi",
}


def test_by_its_name_inside_the_cluster_and_only_there(deploy, making):
    made = deploy(lambda: named_service(*making.owner(), 8080))
    assert made["orders-service"].inputs == {
        "apiVersion": "v1",
        "kind": "Service",
        "metadata": {
            "name": "orders",
            "namespace": "core-api",
            "labels": LABELS,
            "annotations": {"pulumi.com/skipAwait": "true"},
        },
        "spec": {
            "type": "ClusterIP",
            "selector": {"app.kubernetes.io/name": "orders"},
            "ports": [{"name": "http", "port": 8080, "targetPort": 8080, "protocol": "TCP", "appProtocol": "http"}],
        },
    }


def _bound(deploy, making):
    def program():
        target_group_binding(*making.owner(), making.target(), 8080, depends_on=[aws.sns.Topic("controller")])

    return deploy(program)["orders-target-group-binding"]


def test_by_the_target_group_whose_rules_are_the_programs(deploy, making):
    assert _bound(deploy, making).inputs == {
        "apiVersion": "elbv2.k8s.aws/v1beta1",
        "kind": "TargetGroupBinding",
        "metadata": {"name": "orders", "namespace": "core-api", "labels": LABELS},
        "spec": {
            "serviceRef": {"name": "orders", "port": 8080},
            "targetGroupARN": "arn:group",
            "targetType": "ip",
            "multiClusterTargetGroup": True,
        },
    }


def test_once_a_listener_uses_the_group_and_the_controller_runs(deploy, making):
    before = {urn.rpartition("::")[2] for urn in _bound(deploy, making).dependencies}
    assert before >= {"listener-rule", "controller"}
