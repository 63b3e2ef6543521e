"""Neighbours of a service: a network, a cluster, a route, and the service itself with what a test changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pulumi
import pulumi_aws as aws
import pytest

from components.compute.args import FargateServiceArgs
from components.compute.ecs_cluster import EcsCluster, EcsClusterArgs
from components.compute.fargate_service import FargateService
from components.compute.spec import Image, Scale, ServiceSpec
from components.scope import Scope

KEY = "arn:aws:kms:eu-west-1:123456789012:key/logs"
REPOSITORY = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/orders"
REPOSITORY_ARN = "arn:aws:ecr:eu-west-1:123456789012:repository/orders"


def _subnets(tier: str) -> Mapping[str, pulumi.Output[str]]:
    return {zone: pulumi.Output.from_input(f"subnet-{tier}-{zone}") for zone in ("a", "b")}


@dataclass(frozen=True)
class StandInNetwork:
    logical_name: str = "main"
    vpc_id: pulumi.Output[str] = field(default_factory=lambda: pulumi.Output.from_input("vpc-1"))
    cidr_block: str = "10.0.0.0/16"
    ipv6: bool = False
    zones: tuple[str, ...] = ("a", "b")
    public_subnet_ids: Mapping[str, pulumi.Output[str]] = field(default_factory=lambda: _subnets("public"))
    private_subnet_ids: Mapping[str, pulumi.Output[str]] = field(default_factory=lambda: _subnets("private"))
    isolated_subnet_ids: Mapping[str, pulumi.Output[str]] = field(default_factory=lambda: _subnets("isolated"))


@dataclass(frozen=True)
class StandInTarget:
    rule: pulumi.Resource
    target_group_arn: pulumi.Output[str] = field(default_factory=lambda: pulumi.Output.from_input("arn:group"))
    target_group_arn_suffix: pulumi.Output[str] = field(
        default_factory=lambda: pulumi.Output.from_input("targetgroup/orders/1")
    )
    load_balancer_arn_suffix: pulumi.Output[str] = field(default_factory=lambda: pulumi.Output.from_input("app/edge/2"))


@dataclass
class Peers:
    """What tests build services from."""

    scope: Scope

    def spec(self, **changes: Any) -> ServiceSpec:
        basis = {
            "cpu": 0.25,
            "memory": 512,
            "port": 8080,
            "image": Image(repository="orders", tag="v1"),
            "scale": Scale(min=2, max=6),
        }
        return ServiceSpec(**{**basis, **changes})

    def cluster(self, name: str = "main", **changes: Any) -> EcsCluster:
        return EcsCluster(name, EcsClusterArgs(scope=self.scope, kms_key_arn=KEY, **changes))

    def target(self) -> StandInTarget:
        return StandInTarget(rule=aws.sns.Topic("listener-rule"))

    def args(self, spec: ServiceSpec | None = None, **changes: Any) -> FargateServiceArgs:
        basis = {
            "scope": self.scope,
            "network": StandInNetwork(),
            "spec": spec or self.spec(),
            "repository_url": REPOSITORY,
            "repository_arn": REPOSITORY_ARN,
            "log_kms_key_arn": KEY,
        }
        if "cluster" not in changes:
            basis["cluster"] = self.cluster()
        return FargateServiceArgs(**{**basis, **changes})

    def service(self, name: str = "orders", spec: ServiceSpec | None = None, **changes: Any) -> FargateService:
        return FargateService(name, self.args(spec, **changes))

    def ipv6_network(self) -> StandInNetwork:
        return StandInNetwork(ipv6=True)


@pytest.fixture
def peers(scope: Scope) -> Peers:
    return Peers(scope)


@pytest.fixture
def orders(deploy: Callable[..., Any], peers: Peers) -> Callable[..., Any]:
    """Deploy the service `orders` with what the test changes in its spec."""
    return lambda **changes: deploy(lambda: peers.service(spec=peers.spec(**changes)))
