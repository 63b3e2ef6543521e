"""Kubernetes objects..."""

from __future__ import annotations

import pytest

from stackwright.checks.cost import catalogue
from tests.stackwright.checks.cost.pricers.pricing import lines, made, unpriced

SERVICE = "kubernetes:core/v1:Service"


@pytest.mark.parametrize(
    ("type_", "spec", "found"),
    [
        (
            SERVICE,
            {"type": "LoadBalancer"},
            ("load balancer", "the cluster makes a load balancer for it, which is not declared here"),
        ),
        (
            "kubernetes:networking.k8s.io/v1:Ingress",
            {},
            ("load balancer", "its controller may make a load balancer for it, which is not declared here"),
        ),
        (
            "kubernetes:core/v1:PersistentVolumeClaim",
            {"resources": {"requests": {"storage": "20Gi"}}},
            ("disk", "the cluster makes a disk of 20Gi for it, by its storage class"),
        ),
        (
            "kubernetes:core/v1:PersistentVolumeClaim",
            {},
            ("disk", "the cluster makes a disk of a size that is not stated for it, by its storage class"),
        ),
        (
            "kubernetes:apps/v1:StatefulSet",
            {"volumeClaimTemplates": [{"metadata": {"name": "data"}}]},
            ("disks", "the cluster makes disks for each of its pods, by their storage class"),
        ),
        (
            "kubernetes:helm.sh/v3:Release",
            {},
            ("", "what its chart or manifest makes is not seen: it may have load balancers and disks"),
        ),
    ],
)
def test_that_make_aws_start_something_are_named_as_not_priced(type_, spec, found):
    assert unpriced(made(type_, spec=spec)) == [found]


@pytest.mark.parametrize(
    ("type_", "spec"),
    [(SERVICE, {"type": "ClusterIP"}), (SERVICE, {}), ("kubernetes:apps/v1:StatefulSet", {"replicas": 2})],
)
def test_of_the_same_types_that_start_nothing_cost_nothing(type_, spec):
    assert unpriced(made(type_, spec=spec)) == lines(made(type_, spec=spec)) == []


@pytest.mark.parametrize("type_", ["kubernetes:apps/v1:Deployment", "kubernetes:core/v1:ConfigMap", SERVICE])
def test_run_on_nodes_that_are_priced_where_they_are(type_):
    assert catalogue.why_free(type_) == "runs on nodes that are priced where they are"
