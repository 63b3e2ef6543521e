"""Plain settings of a service, in an object whose name is their content: another content is another object."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

import pulumi
import pulumi_kubernetes as kubernetes

from ...component import Component
from ...eks.contract import Cluster
from ...scope import Scope
from ..labels import metadata
from ..namespace.namespace import Namespace


def configuration(
    owner: Component,
    scope: Scope,
    cluster: Cluster,
    namespace: Namespace,
    environment: Mapping[str, pulumi.Input[str]],
) -> kubernetes.core.v1.ConfigMap | None:
    """Create `{owner}-configuration`, called `{owner}-{hash of the content}`; none without *environment*.

    A changed value starts new pods, as a changed task definition does. Pods of before keep the object they know until
    the new ones run, so an update that fails can be taken back.
    """
    if not environment:
        return None
    name = owner.logical_name
    return kubernetes.core.v1.ConfigMap(
        f"{name}-configuration",
        metadata=_metadata(scope, name, namespace.namespace_name, environment),
        data=dict(environment),
        immutable=True,
        opts=owner.child(provider=cluster.provider, depends_on=list(namespace.ready)),
    )


def configuration_name(name: str, environment: Mapping[str, str]) -> str:
    """Return what the object with the settings of *name* is called: the same content has the same name."""
    digest = hashlib.sha256(json.dumps(dict(environment), sort_keys=True).encode()).hexdigest()
    return f"{name}-{digest[:8]}"


def _metadata(scope: Scope, name: str, namespace: str, environment: Mapping[str, pulumi.Input[str]]) -> Any:
    hashed = pulumi.Output.all(**environment).apply(lambda known: configuration_name(name, known))
    return {**metadata(scope, name, namespace=namespace), "name": hashed}
