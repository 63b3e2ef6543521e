"""A cluster to start from, for the tests of its parts, and what comes before a resource."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from components.eks.args import EksClusterArgs
from components.eks.cluster import EksCluster
from components.scope import Scope
from tests.components.compute.conftest import StandInNetwork

KEY = "arn:aws:kms:eu-west-1:123456789012:key/data"
LOG_KEY = "arn:aws:kms:eu-west-1:123456789012:key/logs"
DEPLOYER = "arn:aws:iam::123456789012:role/deployer"


@pytest.fixture
def cluster_args(scope: Scope) -> Callable[..., EksClusterArgs]:
    """Make the arguments of a cluster with what a test changes; to be called inside the program."""

    def make(**changes: Any) -> EksClusterArgs:
        basis: dict[str, Any] = {
            "scope": scope,
            "network": StandInNetwork(),
            "kms_key_arn": KEY,
            "log_kms_key_arn": LOG_KEY,
            "administrators": {"deployer": DEPLOYER},
        }
        return EksClusterArgs(**basis | changes)

    return make


@pytest.fixture
def deploy_cluster(deploy: Callable[..., Any], cluster_args: Callable[..., EksClusterArgs]) -> Callable[..., Any]:
    """Run a program that makes one cluster called `main`."""
    return lambda **changes: deploy(lambda: EksCluster("main", cluster_args(**changes)))


@pytest.fixture
def before() -> Callable[..., set[str]]:
    """Return the names of all that stands before a resource of `made`, and so goes after it."""

    def find(made: Any, key: Any) -> set[str]:
        known = {resource.urn: resource for resource in made.stack.resources}
        found: set[str] = set()
        open_urns = [made[key].urn]
        while open_urns:
            resource = known[open_urns.pop()]
            provider = resource.provider.rpartition("::")[0]
            for urn in (*resource.dependencies, provider):
                if urn in known and urn not in found:
                    found.add(urn)
                    open_urns.append(urn)
        return {known[urn].name for urn in found}

    return find
