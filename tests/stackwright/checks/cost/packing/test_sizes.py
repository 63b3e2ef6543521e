"""Instance types..."""

from __future__ import annotations

import pytest

from stackwright.checks.cost.packing.sizes import FAMILY, LABELS, sizes, unknown
from stackwright.data import tables


def test_have_what_the_table_says():
    found = sizes()["g5.xlarge"]
    assert (found.vcpus, found.memory_mib, found.architecture) == (4, 16384, "amd64")
    assert (found.gpus, found.pods, found.branches) == (1, 58, 4)


def test_have_the_labels_of_their_nodes():
    assert sizes()["m8i-flex.2xlarge"].labels == {
        "karpenter.k8s.aws/instance-cpu": "8",
        "karpenter.k8s.aws/instance-cpu-manufacturer": "intel",
        "karpenter.k8s.aws/instance-memory": "32768",
        "karpenter.k8s.aws/instance-hypervisor": "nitro",
        "karpenter.k8s.aws/instance-category": "m",
        "karpenter.k8s.aws/instance-family": "m8i-flex",
        "karpenter.k8s.aws/instance-generation": "8",
        "karpenter.k8s.aws/instance-size": "2xlarge",
        "karpenter.k8s.aws/instance-capability-flex": "true",
        "kubernetes.io/arch": "amd64",
        "node.kubernetes.io/instance-type": "m8i-flex.2xlarge",
    }
    assert sizes()["g4dn.xlarge"].labels["karpenter.k8s.aws/instance-gpu-name"] == "t4"
    assert {key for size in sizes().values() for key in size.labels} == LABELS
    assert FAMILY in LABELS


def test_are_read_of_some_families_alone_where_those_are_named():
    assert {name.partition(".")[0] for name in sizes(("m7g", "g5"))} == {"m7g", "g5"}
    assert sizes(("m7g",))["m7g.large"] == sizes()["m7g.large"]


def test_have_gpus_of_nvidia_alone_and_no_branches_where_they_cannot_carry_any():
    assert (sizes()["g4ad.xlarge"].gpus, sizes()["t4g.large"].branches) == (0, 0)


def test_are_those_whose_memory_is_known():
    without = {row["type"] for row in tables.rows("ec2_sizes")} - set(sizes())
    assert without == {f"x2g.{size}" for size in ("medium", "large", *(f"{n}xlarge" for n in ("", 2, 4, 8, 12, 16)))}


@pytest.mark.parametrize(
    ("key", "is_unknown"),
    [
        ("karpenter.k8s.aws/instance-network-bandwidth", True),
        ("karpenter.k8s.aws/instance-accelerator-count", True),
        ("karpenter.k8s.aws/instance-cpu", False),
        ("example.com/instance-network-bandwidth", False),
    ],
)
def test_are_told_apart_by_some_labels_that_are_not_known(key, is_unknown):
    assert unknown(key) is is_unknown
