"""How a service is found: by name in the cluster, and by the target group of the load balancer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pulumi
import pulumi_kubernetes as kubernetes

from ...component import Component
from ...compute.contract import Target
from ...eks.contract import Cluster
from ...scope import Scope
from ..labels import metadata, selector
from ..namespace.namespace import Namespace


def named_service(
    owner: Component, scope: Scope, cluster: Cluster, namespace: Namespace, port: int
) -> kubernetes.core.v1.Service:
    """Create `{owner}-service`, called as *owner*: `http://{owner}.{namespace}:{port}` inside the cluster."""
    name = owner.logical_name
    return kubernetes.core.v1.Service(
        f"{name}-service",
        metadata=_service_metadata(scope, name, namespace.namespace_name),
        spec=service_spec(name, port),
        opts=owner.child(provider=cluster.provider, depends_on=list(namespace.ready)),
    )


def service_spec(name: str, port: int) -> Any:
    """Return the spec of the Service of *name*, which only the cluster can reach."""
    return {
        "type": "ClusterIP",
        "selector": selector(name),
        "ports": [{"name": "http", "port": port, "targetPort": port, "protocol": "TCP", "appProtocol": "http"}],
    }


def target_group_binding(
    owner: Component,
    scope: Scope,
    cluster: Cluster,
    namespace: Namespace,
    target: Target,
    port: int,
    *,
    depends_on: Sequence[pulumi.Resource] = (),
) -> kubernetes.apiextensions.CustomResource:
    """Create `{owner}-target-group-binding`, which registers the pods of the Service of *owner* in the target group.

    Balancer, listener, rule and group stay what they are on every compute. It says nothing of security groups: the
    rules are the program's. Pods come after it, or they would not wait for the balancer to count as ready.
    """
    name = owner.logical_name
    return kubernetes.apiextensions.CustomResource(
        f"{name}-target-group-binding",
        api_version="elbv2.k8s.aws/v1beta1",
        kind="TargetGroupBinding",
        metadata=_metadata(scope, name, namespace.namespace_name),
        spec=binding_spec(name, port, target.target_group_arn),
        # A target group that no listener uses reports no health, and pods would wait for it in vain.
        opts=owner.child(provider=cluster.provider, depends_on=[target.rule, *depends_on]),
    )


def binding_spec(name: str, port: int, target_group_arn: pulumi.Input[str]) -> Any:
    """Return the spec that binds the Service of *name* to a target group of IP addresses."""
    return {
        "serviceRef": {"name": name, "port": port},
        "targetGroupARN": target_group_arn,
        "targetType": "ip",
        # Else the controller takes every target out of the group that is none of its pods: the tasks that still serve
        # while a stack moves here from Fargate, and those that serve again when it moves back. A binding that exists
        # cannot go from one to the other: the controller would lose count of what it has registered.
        # Source: kubernetes-sigs/aws-load-balancer-controller, pkg/targetgroupbinding/multicluster_manager.go.
        "multiClusterTargetGroup": True,
    }


def _service_metadata(scope: Scope, name: str, namespace: str) -> Any:
    # It is made before its pods, so there is nothing to wait for; the Deployment waits for them.
    return metadata(scope, name, namespace=namespace, annotations={"pulumi.com/skipAwait": "true"})


def _metadata(scope: Scope, name: str, namespace: str) -> Any:
    return metadata(scope, name, namespace=namespace)
