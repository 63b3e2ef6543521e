"""How a service's pods run and are replaced: beside the old ones and watched, or after them where a disk is theirs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pulumi
import pulumi_kubernetes as kubernetes

from ...component import Component
from ...compute.spec import ServiceSpec
from ..labels import metadata, selector
from .args import KubernetesServiceArgs
from .pods import pod_template
from .probes import probes
from .secrets import secrets_name
from .spreading import spread

TIMEOUT = "30m"
"""What pods may take to be well: nodes to start, a large image to be pulled, and one pod after another."""

# What a node may take to start, and a large image to be pulled, on top of what a pod takes to be well.
_NODE_SECONDS = 600
_SETTLED_SECONDS = 10

# As long as the balancer lets requests under way finish by default, and time to hear of it; names are quicker.
_BALANCER_SECONDS = 35
_NAME_SECONDS = 10

# After `kubectl rollout undo`, or another change by hand, a deployment takes back what the program says, rather than
# stop at a conflict. What it does not say, the number of pods first of all, stays the autoscaler's.
# Source: Pulumi Kubernetes provider, "Server-Side Apply", and repository pulumi/pulumi-kubernetes, await.go.
_OURS = {"pulumi.com/patchForce": "true"}


def deployment(
    owner: Component,
    args: KubernetesServiceArgs,
    *,
    service_account: str,
    configuration: pulumi.Input[str] | None,
    claims: Mapping[str, str],
    depends_on: Sequence[pulumi.Resource],
) -> kubernetes.apps.v1.Deployment:
    """Create the Deployment of *owner*; an update ends when all new pods are well, or fails and leaves the old ones.

    The first one starts with a single pod, since the number of pods is the autoscaler's, which comes after it: the
    disruption budget waits for the others.
    """
    name = owner.logical_name
    found = pod_template(
        args.scope,
        name,
        args.spec,
        repository_url=args.repository_url,
        service_account=service_account,
        configuration=configuration,
        secrets=sorted(args.secrets),
        claims=claims,
        probes=probes(args.spec, routed=_is_routed(args)),
        drain_seconds=drain_seconds(args),
        more=spread(args.spec, selector(name)),
    )
    template = args.complete(found)
    return kubernetes.apps.v1.Deployment(
        name,
        metadata=_metadata(args, name),
        spec=deployment_spec(name, args.spec, template, tied=bool(claims)),
        opts=owner.child(
            provider=args.cluster.provider,
            depends_on=list(depends_on),
            custom_timeouts=pulumi.CustomTimeouts(create=TIMEOUT, update=TIMEOUT, delete=TIMEOUT),
        ),
    )


def deployment_spec(name: str, spec: ServiceSpec, template: Any, *, tied: bool) -> Any:
    """Return the spec of the Deployment of *name*; *tied* to a disk, an old pod lets go of it before a new one starts.

    The number of pods is the autoscaler's: it is said here only where there is nothing to run yet.
    """
    found: dict[str, Any] = {} if spec.released else {"replicas": 0}
    return {
        **found,
        "selector": {"matchLabels": selector(name)},
        "strategy": {"type": "Recreate"} if tied else _beside(),
        "minReadySeconds": _SETTLED_SECONDS,
        "progressDeadlineSeconds": _NODE_SECONDS + spec.health.grace_seconds,
        "revisionHistoryLimit": 5,
        "template": template,
    }


def drain_seconds(args: KubernetesServiceArgs) -> int:
    """Return how long a pod goes on answering once it was told to stop: until nobody sends it anything any more."""
    if args.spec.port is None:
        return 0
    return _BALANCER_SECONDS if _is_routed(args) else _NAME_SECONDS


def _is_routed(args: KubernetesServiceArgs) -> bool:
    return args.target is not None or args.ingress is not None


def _beside() -> dict[str, Any]:
    return {"type": "RollingUpdate", "rollingUpdate": {"maxUnavailable": 0, "maxSurge": "25%"}}


def _metadata(args: KubernetesServiceArgs, name: str) -> Any:
    # Reloader starts new pods when the Secret has another content: pods read it only as they start.
    reload = {"secret.reloader.stakater.com/reload": secrets_name(name)} if args.secrets else {}
    notes = {**_OURS, **reload}
    return metadata(args.scope, name, namespace=args.namespace.namespace_name, annotations=notes)
