"""Maintenance takes a quarter of the pods at once"""

from __future__ import annotations

import pulumi_aws as aws
import pytest

from components.kubernetes.service.disruption import disruption_budget

NAME = "orders-disruption-budget"


@pytest.fixture
def budget(deploy, making):
    """Deploy a budget of a service that is never below so many pods."""

    def program(least):
        return disruption_budget(*making.owner(), least=least, depends_on=[aws.sns.Topic("autoscaler")])

    return lambda least: deploy(lambda: program(least))


def test_and_never_waits_for_pods_that_are_not_well(budget):
    assert budget(1)[NAME].inputs == {
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


@pytest.mark.parametrize(("least", "more_than"), [(2, 1), (3, 2), (12, 11)])
def test_and_a_deployment_waits_until_the_fewest_pods_are_ready(budget, least, more_than):
    assert budget(least)[NAME].inputs["metadata"]["annotations"] == {
        "pulumi.com/waitFor": f"jsonpath={{[?@.currentHealthy > {more_than}]}}"
    }


@pytest.mark.parametrize("least", [0, 1])
def test_and_a_deployment_waits_for_no_pod_that_need_not_run_or_that_it_has_waited_for(budget, least):
    assert "annotations" not in budget(least)[NAME].inputs["metadata"]


def test_and_it_comes_after_what_brings_the_pods(budget):
    assert {urn.rpartition("::")[2] for urn in budget(3).before(NAME)} >= {"autoscaler", "core-api"}
