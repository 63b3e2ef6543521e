"""Kubernetes objects..."""

from __future__ import annotations

import pytest

from stackwright.checks.cost import catalogue
from stackwright.data import tables
from stackwright.model import UNKNOWN, Secret
from tests.stackwright.checks.cost.packing.cluster import FAMILY, deployment, pool, within
from tests.stackwright.checks.cost.pricers.pricing import line, lines, made, unpriced

SERVICE = "kubernetes:core/v1:Service"
CLAIM = "kubernetes:core/v1:PersistentVolumeClaim"
SET = "kubernetes:apps/v1:StatefulSet"
RELEASE = "kubernetes:helm.sh/v3:Release"
GROUP = made("aws:eks/nodeGroup:NodeGroup", "system", labels={"nodes": "system"})
CLASS = made(
    "kubernetes:storage.k8s.io/v1:StorageClass",
    "fast",
    metadata={"name": "fast"},
    provisioner="ebs.csi.aws.com",
    parameters={"type": "gp3", "iops": "4000"},
)
FILES = made(
    "kubernetes:storage.k8s.io/v1:StorageClass", "files", metadata={"name": "fast"}, provisioner="efs.csi.aws.com"
)
SYSTEM = {"nodeSelector": {"nodes": "system"}}
NOT_SEEN = "what its chart or manifest makes is not seen: it may have load balancers and disks"


def claim(size="20Gi", **more):
    return {"storageClassName": "fast", "resources": {"requests": {"storage": size}}, **more}


def release(chart="keda", **values):
    return made(RELEASE, chart=chart, values=values)


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
        (CLAIM, claim(), ("disk", "the cluster makes a disk of 20Gi for it, by a storage class elsewhere")),
        (
            CLAIM,
            {},
            ("disk", "the cluster makes a disk of a size that is not stated for it, by a storage class elsewhere"),
        ),
        (
            SET,
            {"volumeClaimTemplates": [{"metadata": {"name": "data"}, "spec": claim()}]},
            ("disk", "the cluster makes a disk of 20Gi for it, by a storage class elsewhere"),
        ),
        (RELEASE, {}, ("", NOT_SEEN)),
    ],
)
def test_that_make_aws_start_something_are_named_as_not_priced(type_, spec, found):
    assert unpriced(made(type_, spec=spec)) == [found]


@pytest.mark.parametrize(("type_", "spec"), [(SERVICE, {"type": "ClusterIP"}), (SERVICE, {}), (SET, {"replicas": 2})])
def test_of_the_same_types_that_start_nothing_cost_nothing(type_, spec):
    assert unpriced(made(type_, spec=spec)) == lines(made(type_, spec=spec)) == []


@pytest.mark.parametrize("type_", ["kubernetes:apps/v1:Deployment", "kubernetes:core/v1:ConfigMap", SERVICE])
def test_run_on_nodes_that_are_priced_where_they_are(type_):
    assert catalogue.why_free(type_) == "runs on nodes that are priced where they are"


def test_that_claim_disks_cost_what_their_storage_class_makes():
    assert lines(made(CLAIM, spec=claim()), CLASS) == [
        ("volume gp3, 20 GB", "ebs.gp3.storage", "20"),
        ("volume: IOPS above 3000", "ebs.gp3.iops", "1000"),
    ]


def test_that_claim_disks_for_each_pod_cost_as_many():
    kept = made(
        SET,
        metadata={"name": "db"},
        spec={"replicas": 3, "volumeClaimTemplates": [{"spec": claim()}]},
    )
    assert lines(kept, CLASS)[0] == ("volume gp3, 20 GB", "ebs.gp3.storage", "60")
    scaler = made(
        "kubernetes:autoscaling/v2:HorizontalPodAutoscaler",
        "scaler",
        spec={"scaleTargetRef": {"kind": "StatefulSet", "name": "db"}, "minReplicas": 2, "maxReplicas": 5},
    )
    found = line(kept, "ebs.gp3.storage", CLASS, scaler)
    assert found.assumption == "of as many pods as its scaling has"
    assert [int(end) for end in found.quantity.ends] == [40, 60, 100]


def test_that_claim_a_part_of_a_file_system_cost_nothing_beside_it():
    assert lines(made(CLAIM, spec=claim()), FILES) == unpriced(made(CLAIM, spec=claim()), FILES) == []


def test_whose_pods_no_node_may_have_are_named():
    main, arm = pool("main", within(FAMILY, "c7g")), deployment("api", nodeSelector={"nodes": "system"})
    nowhere = [("pods", "no node pool or node group of this stack may have them")]
    assert unpriced(arm, main) == nowhere
    assert unpriced(arm, main, GROUP) == []
    assert unpriced(deployment(), main) == []
    assert unpriced(arm) == []


@pytest.mark.parametrize(
    "values",
    [
        SYSTEM,
        {"controller": SYSTEM, "webhook": {"nodeSelector": {"nodes": "system", "kubernetes.io/os": "linux"}}},
        {"several": [SYSTEM], "service": {"type": "ClusterIP"}, "nodeSelector": {}},
        {"hidden": Secret(SYSTEM), "unknown": UNKNOWN},
    ],
)
def test_of_charts_whose_pods_are_on_a_node_group_cost_nothing_beside_it(values):
    assert unpriced(release(**values), GROUP) == lines(release(**values), GROUP) == []


@pytest.mark.parametrize(
    "values", [{}, {"nodeSelector": {"kubernetes.io/os": "linux"}}, {"a": SYSTEM, "b": {"nodeSelector": {"x": "y"}}}]
)
def test_of_charts_whose_pods_may_be_elsewhere_are_not_seen(values):
    assert unpriced(release(**values), GROUP) == [("", NOT_SEEN)]
    assert unpriced(release(**SYSTEM)) == [("", NOT_SEEN)]


@pytest.mark.parametrize(
    ("more", "found"),
    [
        (
            {"service": {"type": "LoadBalancer"}},
            ("load balancer", "its values ask for a load balancer, which is not declared here"),
        ),
        (
            {"persistence": {"storageClassName": "fast"}},
            ("disks", "its values ask for disks, which are not declared here"),
        ),
    ],
)
def test_of_charts_that_ask_for_more_than_pods_are_named(more, found):
    assert unpriced(release(**SYSTEM, **more), GROUP) == [found]


def test_of_charts_without_pods_cost_nothing():
    for row in tables.rows("helm_charts_without_pods"):
        assert unpriced(release(f"oci://example.com/{row['chart']}")) == []
        assert row["source"]
