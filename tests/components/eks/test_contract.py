"""What runs in a cluster knows of it what any cluster tells, the real one and the one that tests use"""

from __future__ import annotations

import inspect

import pytest

from components.eks.contract import Cluster
from tests.components.eks.making import StandInCluster

ASKED = sorted(name for name, member in inspect.getmembers(Cluster) if isinstance(member, property))


def test_which_is_a_handful_of_facts():
    assert {"cluster_name", "cluster_arn", "provider", "ready", "pod_security_group_id", "removal"} <= set(ASKED)


@pytest.mark.parametrize("name", ASKED)
def test_and_the_real_one_tells(deploy_cluster, name):
    made = deploy_cluster(container_insights=False)
    assert getattr(made.result, name) is not None


@pytest.mark.parametrize("name", ASKED)
def test_and_the_stand_in_tells(deploy, name):
    made = deploy(StandInCluster)
    assert getattr(made.result, name) is not None
