"""Karpenter is refused..."""

from __future__ import annotations

import pytest

from components.eks.karpenter.bottlerocket import pinned_version
from components.eks.karpenter.node_pool import NodePool
from components.eks.karpenter.pools import default_pools
from tests.components.eks.making import StandInCluster


def refused(deploy, arguments, message, **changes):
    with pytest.raises(ValueError, match=message):
        deploy(lambda: arguments(**changes))


def test_never_by_default(deploy, arguments):
    args = deploy(arguments).result
    assert args.pools == default_pools()
    assert args.bottlerocket_version == pinned_version()
    assert (args.create_spot_role, args.log_level, args.after, args.transform) == (False, "info", (), {})


def test_without_a_pool(deploy, arguments):
    refused(deploy, arguments, "pools is empty: no service could run", pools={})


@pytest.mark.parametrize("name", ["", "On", "-a", "a-", "a.b", "a" * 64])
def test_with_a_pool_whose_name_is_no_label(deploy, arguments, name):
    refused(deploy, arguments, "a pool's name must be 1 to 63 lower-case letters", pools={name: NodePool()})


def test_with_a_pool_in_a_zone_that_the_network_is_not_in(deploy, arguments):
    message = "pool 'one' names zones that main has no private subnet in: c, d; it has a, b"
    refused(deploy, arguments, message, pools={"one": NodePool(zones=("d", "a", "c"))})


@pytest.mark.parametrize("version", ["latest", "1.68", "v1.68.1", "bottlerocket@1.68.1", ""])
def test_with_an_image_that_moves(deploy, arguments, version):
    message = "bottlerocket_version must be one whole release such as .* would replace every node on a day nobody chose"
    refused(deploy, arguments, message, bottlerocket_version=version)


def test_with_an_image_that_nobody_has_looked_up(deploy, arguments):
    message = r"must be in components/data/bottlerocket_versions\.csv, got '1\.0\.0'"
    refused(deploy, arguments, message, bottlerocket_version="1.0.0")


def test_with_an_image_that_there_is_not_for_the_clusters_kubernetes(deploy, arguments):
    message = r"Bottlerocket .* has no image for Kubernetes 1\.20 \(it has 1\.31, .*\): name another release"
    with pytest.raises(ValueError, match=message):
        deploy(lambda: arguments(cluster=StandInCluster(kubernetes_version="1.20")))


def test_with_a_log_level_it_does_not_have(deploy, arguments):
    refused(deploy, arguments, "log_level must be one of debug, info, error, got 'warn'", log_level="warn")
