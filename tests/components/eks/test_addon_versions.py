"""The versions of add-ons are a table with a source and a date."""

from __future__ import annotations

import csv
import re
from datetime import date
from pathlib import Path

import pytest

from components.eks import addon_versions as module
from components.eks.addon_versions import addon_versions
from components.eks.versions import eks_versions

TABLE = Path(module.__file__).parents[1] / "data" / "eks_addons.csv"
OURS = {
    "amazon-cloudwatch-observability",
    "aws-ebs-csi-driver",
    "coredns",
    "eks-node-monitoring-agent",
    "eks-pod-identity-agent",
    "kube-proxy",
    "metrics-server",
    "snapshot-controller",
    "vpc-cni",
}


def rows():
    with TABLE.open(newline="") as lines:
        return list(csv.DictReader(lines))


def test_every_row_has_a_source_a_date_and_a_whole_version():
    assert rows()
    for row in rows():
        assert row["source"]
        assert date.fromisoformat(row["as_of"])
        assert re.fullmatch(r"v\d+\.\d+\.\d+-eksbuild\.\d+", row["version"]), row


def test_no_add_on_has_two_versions_for_one_kubernetes():
    pairs = [(row["addon"], row["kubernetes_version"]) for row in rows()]
    assert len(pairs) == len(set(pairs))


@pytest.mark.parametrize("version", addon_versions())
def test_a_version_of_kubernetes_has_every_add_on_of_a_cluster(version):
    assert addon_versions()[version].keys() >= OURS
    assert version in eks_versions()


@pytest.mark.parametrize("version", addon_versions())
def test_kube_proxy_is_as_new_as_the_cluster(version):
    assert addon_versions()[version]["kube-proxy"].startswith(f"v{version}.")


def test_the_version_is_found_by_kubernetes_and_add_on():
    assert addon_versions()["1.35"]["eks-pod-identity-agent"] == "v1.3.10-eksbuild.3"
