"""What anything that runs in a cluster needs to know of it, whoever made it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import pulumi
import pulumi_kubernetes as kubernetes

from ..component import Removal


class Cluster(Protocol):
    """An EKS cluster that is up: its nodes run, its add-ons answer, and the deployer may change what is in it."""

    @property
    def logical_name(self) -> str:
        """Name of the component in the program."""

    @property
    def kubernetes_version(self) -> str:
        """Minor version of Kubernetes, for instance `1.35`."""

    @property
    def removal(self) -> Removal:
        """What happens to the cluster with its stack; what runs in it follows."""

    @property
    def container_insights(self) -> bool:
        """Whether pods are measured: alarms on them have data then."""

    @property
    def cluster_name(self) -> pulumi.Output[str]:
        """Name of the cluster."""

    @property
    def cluster_arn(self) -> pulumi.Output[str]:
        """ARN of the cluster."""

    @property
    def pod_log_group_name(self) -> pulumi.Output[str]:
        """Log group that every container's log goes to."""

    @property
    def security_group_id(self) -> pulumi.Output[str]:
        """Security group of the control plane and of every node, which EKS makes."""

    @property
    def pod_security_group_id(self) -> pulumi.Output[str]:
        """Security group that each pod of a service has beside its own: names are resolved, nodes ask its health."""

    @property
    def oidc_provider_arn(self) -> pulumi.Output[str]:
        """ARN of the IAM identity provider that trusts the tokens of the cluster's service accounts."""

    @property
    def oidc_issuer(self) -> pulumi.Output[str]:
        """Who signs those tokens: the URL without `https://`, as IAM conditions write it."""

    @property
    def provider(self) -> kubernetes.Provider:
        """How objects get into the cluster: whatever uses it comes after the cluster is ready, and goes before it."""

    @property
    def ready(self) -> Sequence[pulumi.Resource]:
        """What must stand before a pod with an identity of its own can start: the agent that hands identities out."""
