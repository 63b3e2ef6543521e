"""The Fargate compute gives every service of a stack the same surroundings."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from components import (
    Connection,
    EcrRepository,
    EcrRepositoryArgs,
    EcsCluster,
    EcsClusterArgs,
    ExistingVpcArgs,
    FargateCompute,
    Image,
    Scale,
    Scope,
    ServiceSpec,
    Vpc,
)

KEY = "arn:aws:kms:eu-west-1:123456789012:key/1"


def run(scope: Scope, repository: str) -> Any:
    subnets = {"a": "subnet-1", "b": "subnet-2"}
    network = Vpc.existing(
        "shared", ExistingVpcArgs(scope=scope, vpc_id="vpc-1", cidr="10.8.0.0/16", private_subnet_ids=subnets)
    )
    compute = FargateCompute(
        scope=scope,
        cluster=EcsCluster("services", EcsClusterArgs(scope=scope, kms_key_arn=KEY)),
        network=network,
        images={"shop": EcrRepository("shop", EcrRepositoryArgs(scope=scope, kms_key_arn=KEY))},
        log_kms_key_arn=KEY,
        log_days=14,
    )
    image = Image(repository=repository, tag="7")
    spec = ServiceSpec(cpu=0.25, memory=512, port=80, image=image, scale=Scale(min=1, max=1))
    return compute.run("web", spec, target=None, connection=Connection(environment={"A": "b"}), after=())


def test_runs_the_image_of_the_named_repository_in_its_cluster_and_subnets(
    deploy: Callable[..., Any], scope: Scope
) -> None:
    made = deploy(lambda: run(scope, "shop"))

    (container,) = made.json("web-task-definition", "containerDefinitions")
    service = made["web", "aws:ecs/service:Service"].inputs
    assert container["image"] == made["shop"].outputs["repositoryUrl"] + ":7"
    assert container["environment"] == [{"name": "A", "value": "b"}]
    assert service["networkConfiguration"]["subnets"] == ["subnet-1", "subnet-2"]
    assert service["cluster"] == made["services", "aws:ecs/cluster:Cluster"].outputs["arn"]
    assert made["web-logs"].inputs["retentionInDays"] == 14


def test_refuses_an_image_repository_it_does_not_have(deploy: Callable[..., Any], scope: Scope) -> None:
    with pytest.raises(ValueError, match="service 'web': no image repository 'blog'; there are: shop"):
        deploy(lambda: run(scope, "blog"))
