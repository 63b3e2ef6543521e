"""A VPC to start from, for the tests of its parts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from components.network.args import VpcArgs
from components.network.vpc import Vpc
from components.scope import Scope


@pytest.fixture
def vpc_args(scope: Scope) -> Callable[..., VpcArgs]:
    """Make arguments: two zones, unless told otherwise."""

    def make(**changes: Any) -> VpcArgs:
        key = "arn:aws:kms:eu-west-1:123456789012:key/logs"
        return VpcArgs(**{"scope": scope, "cidr": "10.20.0.0/16", "zones": ("a", "b"), "kms_key_arn": key, **changes})

    return make


@pytest.fixture
def deploy_vpc(deploy: Callable[[Callable[[], Any]], Any], vpc_args: Callable[..., VpcArgs]) -> Callable[..., Any]:
    """Run a program that makes one VPC called `main`."""
    return lambda **changes: deploy(lambda: Vpc("main", vpc_args(**changes)))
