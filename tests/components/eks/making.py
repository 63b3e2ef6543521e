"""A cluster that stands, for tests of what runs in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import pulumi
import pulumi_aws as aws
import pulumi_kubernetes as kubernetes

ARN = "arn:aws:eks:eu-west-1:123456789012:cluster/acme-test-main"
ISSUER = "oidc.eks.eu-west-1.amazonaws.com/id/ABC"


@dataclass(frozen=True)
class StandInCluster:
    """What `components.eks.contract.Cluster` asks for; make it inside the program that a test deploys."""

    logical_name: str = "main"
    kubernetes_version: str = "1.35"
    removal: Any = "retain"
    container_insights: bool = True
    cluster_name: pulumi.Output[str] = field(default_factory=lambda: pulumi.Output.from_input("acme-test-main"))
    cluster_arn: pulumi.Output[str] = field(default_factory=lambda: pulumi.Output.from_input(ARN))
    pod_log_group_name: pulumi.Output[str] = field(
        default_factory=lambda: pulumi.Output.from_input("/aws/containerinsights/acme-test-main/application")
    )
    security_group_id: pulumi.Output[str] = field(default_factory=lambda: pulumi.Output.from_input("sg-cluster"))
    pod_security_group_id: pulumi.Output[str] = field(default_factory=lambda: pulumi.Output.from_input("sg-pods"))
    oidc_provider_arn: pulumi.Output[str] = field(
        default_factory=lambda: pulumi.Output.from_input(f"arn:aws:iam::123456789012:oidc-provider/{ISSUER}")
    )
    oidc_issuer: pulumi.Output[str] = field(default_factory=lambda: pulumi.Output.from_input(ISSUER))
    provider: kubernetes.Provider = field(
        default_factory=lambda: kubernetes.Provider("cluster", kubeconfig="{}", cluster_identifier=ARN)
    )
    ready: Sequence[pulumi.Resource] = field(default_factory=lambda: (aws.sns.Topic("identity-agent"),))
