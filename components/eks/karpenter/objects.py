"""The pools and what their nodes are made from, as objects in the cluster that outlive no node of theirs."""

from __future__ import annotations

from typing import Any

import pulumi
import pulumi_aws as aws
import pulumi_kubernetes as kubernetes

from ...component import Component
from ...kubernetes.labels import metadata
from .args import KarpenterArgs
from .manifests import NODE_CLASS, NODE_POOL_KIND, node_class_spec, node_pool_spec

# Removing a pool waits until its last node is gone: the longest a node waits for its pods, and this for EC2.
_MARGIN_MINUTES = 15


def node_pools(
    owner: Component, args: KarpenterArgs, role: aws.iam.Role, controller: kubernetes.helm.v3.Release
) -> tuple[kubernetes.apiextensions.CustomResource, ...]:
    """Create `{owner}-class-{pool}` and `{owner}-pool-{pool}` of each pool, and return the pools.

    They depend on *controller*: they go before it, so that it is still there to drain and end their nodes.
    """
    return tuple(_node_pool(owner, args, name, role, controller) for name in args.pools)


def _node_pool(
    owner: Component, args: KarpenterArgs, name: str, role: aws.iam.Role, controller: kubernetes.helm.v3.Release
) -> kubernetes.apiextensions.CustomResource:
    pool = args.pools[name]
    node_class = _object(
        owner,
        args,
        f"class-{name}",
        NODE_CLASS,
        node_class_spec(
            args.scope,
            args.network,
            name,
            pool,
            role=role.name,
            security_group_id=args.cluster.security_group_id,
            bottlerocket_version=args.bottlerocket_version,
        ),
        depends_on=[controller],
        custom_timeouts=pulumi.CustomTimeouts(delete=f"{_MARGIN_MINUTES}m"),
    )
    return _object(
        owner,
        args,
        f"pool-{name}",
        NODE_POOL_KIND,
        node_pool_spec(args.scope, args.network, name, pool),
        depends_on=[controller, node_class],
        custom_timeouts=pulumi.CustomTimeouts(delete=f"{pool.termination_grace_minutes + _MARGIN_MINUTES}m"),
    )


def _object(
    owner: Component, args: KarpenterArgs, role: str, kind: tuple[str, str], spec: Any, **options: Any
) -> kubernetes.apiextensions.CustomResource:
    _, _, name = role.partition("-")
    described: Any = metadata(args.scope, name, of=owner.logical_name)
    return kubernetes.apiextensions.CustomResource(
        f"{owner.logical_name}-{role}",
        api_version=kind[0],
        kind=kind[1],
        metadata=described,
        spec=spec,
        opts=owner.child(provider=args.cluster.provider, **options),
    )
