"""Maintenance takes a quarter of the pods at once"""

from __future__ import annotations

from components.kubernetes.service.disruption import disruption_budget


def test_and_never_waits_for_pods_that_are_not_well(deploy, making):
    made = deploy(lambda: disruption_budget(*making.owner()))
    assert made["orders-disruption-budget"].inputs == {
        "apiVersion": "policy/v1",
        "kind": "PodDisruptionBudget",
        "metadata": {
            "name": "orders",
            "namespace": "core-api",
            "labels": {
                "app.kubernetes.io/name": "orders",
                "app.kubernetes.io/part-of": "acme-test",
                "app.kubernetes.io/managed-by": "pulumi",
            },
        },
        "spec": {
            "selector": {"matchLabels": {"app.kubernetes.io/name": "orders"}},
            # A share is rounded up: a single pod never holds a node back.
            "maxUnavailable": "25%",
            "unhealthyPodEvictionPolicy": "AlwaysAllow",
        },
    }
