"""Karpenter in a network and a cluster that stand, with what a test changes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from components.eks.karpenter.args import KarpenterArgs
from components.eks.karpenter.karpenter import Karpenter
from components.scope import Scope
from tests.components.compute.conftest import StandInNetwork
from tests.components.eks.making import StandInCluster


@pytest.fixture
def arguments(scope: Scope) -> Callable[..., KarpenterArgs]:
    """Return the arguments with what the test changes; only inside the program that it deploys."""

    def args(**changes: Any) -> KarpenterArgs:
        if "cluster" not in changes:
            changes["cluster"] = StandInCluster()
        return KarpenterArgs(**{"scope": scope, "network": StandInNetwork(), **changes})

    return args


@pytest.fixture
def karpenter(deploy: Callable[..., Any], arguments: Callable[..., KarpenterArgs]) -> Callable[..., Any]:
    """Deploy Karpenter with what the test changes."""
    return lambda **changes: deploy(lambda: Karpenter("karpenter", arguments(**changes)))
