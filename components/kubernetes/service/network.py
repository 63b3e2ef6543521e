"""What a service's pods reach and are reached by: a security group of their own, and network policies beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol, runtime_checkable

import pulumi
import pulumi_aws as aws
import pulumi_kubernetes as kubernetes

from ...access import Peer
from ...component import Component
from ...eks.contract import Cluster
from ...network.contract import Network
from ...network.egress import allow_https_out
from ...scope import Scope
from ..labels import metadata, selector
from ..namespace.namespace import Namespace


@runtime_checkable
class Pods(Protocol):
    """A peer that is pods of the same cluster: a network policy selects it by labels."""

    @property
    def namespace_name(self) -> str:
        """Namespace the pods are in."""

    @property
    def pod_labels(self) -> Mapping[str, str]:
        """Labels that select them."""


@dataclass(frozen=True, kw_only=True)
class PodNetwork:
    """The two gates of the pods of one component: its security group, and its network policies."""

    owner: Component
    """Whose pods they are."""

    scope: Scope
    """Where they live."""

    cluster: Cluster
    """Cluster they run in."""

    network: Network
    """Network that the cluster is in."""

    namespace: Namespace
    """Namespace they run in."""

    labels: Mapping[str, str]
    """Labels that select the pods."""

    group: aws.ec2.SecurityGroup
    """The security group of their own."""

    ready: tuple[pulumi.Resource, ...]
    """What pods depend on: one that starts before would never carry the group."""

    def admit(self, source: Peer, port: int) -> kubernetes.networking.v1.NetworkPolicy:
        """Create `{owner}-admit-{source}`: the policy that lets *source* in on *port*."""
        way = {"from": [peer_of(source, self.network)], "ports": [_tcp(port)]}
        return self._policy(f"admit-{source.logical_name}", "Ingress", {"ingress": [way]})

    def let_out(self, destination: Peer, port: int) -> kubernetes.networking.v1.NetworkPolicy:
        """Create `{owner}-let-out-{destination}`: the policy that lets out to *destination* on *port*."""
        way = {"to": [peer_of(destination, self.network)], "ports": [_tcp(port)]}
        return self._policy(f"let-out-{destination.logical_name}", "Egress", {"egress": [way]})

    def _policy(self, role: str, direction: str, ways: Mapping[str, Any]) -> kubernetes.networking.v1.NetworkPolicy:
        name = f"{self.owner.logical_name}-{role}"
        spec: Any = {
            "podSelector": {"matchLabels": dict(self.labels)},
            "policyTypes": [direction],
            **ways,
        }
        return kubernetes.networking.v1.NetworkPolicy(
            name,
            metadata=_metadata(self.scope, name, self.namespace.namespace_name, self.owner.logical_name),
            spec=spec,
            opts=self.owner.child(provider=self.cluster.provider, depends_on=list(self.namespace.ready)),
        )


def pod_network(
    owner: Component,
    scope: Scope,
    cluster: Cluster,
    network: Network,
    namespace: Namespace,
    *,
    labels: Mapping[str, str] | None = None,
) -> PodNetwork:
    """Create `{owner}-security-group` with the way out over HTTPS, and `{owner}-security-group-policy`.

    The policy gives pods the cluster's shared group and their own: those of *owner*, or those with *labels*, where none
    is every pod of the namespace. Source: Amazon EKS User Guide, "Assign security
    groups to individual Pods".
    """
    name = owner.logical_name
    selected = selector(name) if labels is None else labels
    group = aws.ec2.SecurityGroup(
        f"{name}-security-group",
        description=f"Pods of {scope.physical_name(name)}",
        vpc_id=network.vpc_id,
        tags=scope.tags(scope.physical_name(f"{name}-security-group")),
        opts=owner.child(),
    )
    allow_https_out(owner, scope, network, group.id)
    carried = kubernetes.apiextensions.CustomResource(
        f"{name}-security-group-policy",
        api_version="vpcresources.k8s.aws/v1beta1",
        kind="SecurityGroupPolicy",
        metadata=_metadata(scope, name, namespace.namespace_name, name),
        spec={
            "podSelector": {"matchLabels": dict(selected)},
            "securityGroups": {"groupIds": [cluster.pod_security_group_id, group.id]},
        },
        opts=owner.child(provider=cluster.provider, depends_on=[*cluster.ready, *namespace.ready]),
    )
    return PodNetwork(
        owner=owner,
        scope=scope,
        cluster=cluster,
        network=network,
        namespace=namespace,
        labels=selected,
        group=group,
        ready=(carried,),
    )


def peer_of(peer: Peer, network: Network) -> dict[str, Any]:
    """Return *peer* as a network policy names it: pods by their labels, all else by the network's range.

    Addresses of a load balancer or a database come and go within the network. Which of them may connect is for the
    security groups to say, which know them; the policy leaves one port open to the range, and no other.
    """
    if isinstance(peer, Pods):
        namespace = {"kubernetes.io/metadata.name": peer.namespace_name}
        return {
            "namespaceSelector": {"matchLabels": namespace},
            "podSelector": {"matchLabels": dict(peer.pod_labels)},
        }
    return {"ipBlock": {"cidr": network.cidr_block}}


def _tcp(port: int) -> dict[str, Any]:
    return {"protocol": "TCP", "port": port}


def _metadata(scope: Scope, name: str, namespace: str, of: str) -> Any:
    return metadata(scope, name, namespace=namespace, of=of)
