"""A Deployment in a cluster, with what a test scales it by."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pulumi_aws as aws
import pulumi_kubernetes as kubernetes
import pytest

from components.component import Component
from components.compute.spec import Image, Scale, ServiceSpec
from components.kubernetes.scaling import QueueDepth, autoscale
from components.scope import Scope
from tests.components.compute.conftest import StandInTarget
from tests.components.eks.making import StandInCluster

QUEUE = QueueDepth(
    queue_url="https://sqs.eu-west-1.amazonaws.com/123456789012/jobs",
    queue_arn="arn:aws:sqs:eu-west-1:123456789012:jobs",
    messages_per_pod=10,
)


class Owner(Component):
    """What an autoscaler is a child of."""

    def __init__(self, name: str) -> None:
        super().__init__("stackwright:kubernetes:Owner", name, {}, None)


def made_of(tag: str | None = "v1", **scale: Any) -> ServiceSpec:
    """Return a service of two to six pods, with what the test changes in its scale."""
    return ServiceSpec(
        cpu=0.25,
        memory=512,
        port=8080,
        image=Image(repository="orders", tag=tag),
        scale=Scale(**{"min": 2, "max": 6, **scale}),
    )


@pytest.fixture
def scaled(deploy: Callable[..., Any], scope: Scope) -> Callable[..., Any]:
    """Deploy a service with what the test changes in its scale and gives besides."""

    def run(
        *,
        name: str = "orders",
        routed: bool = False,
        tag: str | None = "v1",
        queue: Any = None,
        off_hours: Any = None,
        **scale: Any,
    ) -> Any:
        def program() -> Any:
            cluster, owner = StandInCluster(), Owner(name)
            return autoscale(
                owner,
                scope,
                cluster,
                made_of(tag, **scale),
                namespace="core-api",
                deployment=kubernetes.apps.v1.Deployment(
                    "deployment", metadata={"name": "orders"}, spec={}, opts=owner.child(provider=cluster.provider)
                ),
                target=StandInTarget(rule=aws.sns.Topic("listener-rule")) if routed else None,
                off_hours=off_hours,
                queue=queue,
                after=(aws.sns.Topic("keda"),),
            )

        return deploy(program)

    return run
