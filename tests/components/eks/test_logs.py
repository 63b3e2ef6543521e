"""The logs of a cluster are there before anything writes to them"""

from __future__ import annotations

import pytest

from tests.components.eks.conftest import LOG_KEY

KINDS = ("application", "dataplane", "host", "performance")


def name_of(made):
    return made["main", "aws:eks/cluster:Cluster"].inputs["name"]


def test_encrypted_and_not_for_ever(deploy_cluster, scope):
    made = deploy_cluster(log_days=30)
    expected = {
        "main-control-plane-logs": f"/aws/eks/{name_of(made)}/cluster",
        **{f"main-{kind}-logs": f"/aws/containerinsights/{name_of(made)}/{kind}" for kind in KINDS},
    }
    assert {key: made[key].inputs for key in expected} == {
        key: {
            "name": name,
            "kmsKeyId": LOG_KEY,
            "retentionInDays": 30,
            "tags": scope.tags(name),
        }
        for key, name in expected.items()
    }


def test_by_default_for_a_year(deploy_cluster):
    assert deploy_cluster()["main-control-plane-logs"].inputs["retentionInDays"] == 365


def test_and_are_gone_after_the_control_plane_that_writes_them(deploy_cluster, before):
    assert "main-control-plane-logs" in before(deploy_cluster(), ("main", "aws:eks/cluster:Cluster"))


@pytest.mark.parametrize("kind", KINDS)
def test_and_are_gone_after_the_agents_that_write_them(deploy_cluster, before, kind):
    assert f"main-{kind}-logs" in before(deploy_cluster(), "main-amazon-cloudwatch-observability")
