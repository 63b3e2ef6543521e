"""A pod that may do its work and no more: no root, no rights, no token, a read-only file system."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal

import pulumi

from ...compute.spec import ServiceSpec
from ...compute.task import UNRELEASED
from ...scope import Scope
from ..labels import labels, selector
from .containers import container, volumes
from .spreading import placement

RestartPolicy = Literal["Always", "OnFailure", "Never"]
"""What happens to a container that has ended."""


def pod_template(
    scope: Scope,
    name: str,
    spec: ServiceSpec,
    *,
    repository_url: pulumi.Input[str],
    service_account: str,
    configuration: pulumi.Input[str] | None = None,
    secrets: Sequence[str] = (),
    claims: Mapping[str, str] | None = None,
    probes: Mapping[str, Any] | None = None,
    drain_seconds: int = 0,
    restart_policy: RestartPolicy = "Always",
    more: Mapping[str, Any] | None = None,
) -> Any:
    """Return the template of the pods of *name*, whose one container has that name too.

    *configuration* is the ConfigMap that holds the plain environment, *secrets* the variables that the Secret
    `{name}-secrets` fills, *claims* path -> claim on a disk, *probes* the probes of the container, *drain_seconds* how
    long it goes on after it was told to stop, and *more* what else the spec of the pod says.
    """
    disks = claims or {}
    return {
        "metadata": {"labels": labels(scope, name)},
        "spec": {
            "serviceAccountName": service_account,
            # Pod Identity brings a token of its own; nothing here talks to the Kubernetes API.
            "automountServiceAccountToken": False,
            # Services find each other by name; variables with every address would tell each of all.
            "enableServiceLinks": False,
            "securityContext": security_context(spec),
            "terminationGracePeriodSeconds": drain_seconds + spec.stop_timeout_seconds,
            "restartPolicy": restart_policy,
            **placement(spec, selector(name)),
            "containers": [
                container(
                    name,
                    spec,
                    image=pulumi.Output.concat(repository_url, ":", spec.image.tag or UNRELEASED),
                    configuration=configuration,
                    secrets=secrets,
                    claims=disks,
                    probes=probes or {},
                    drain_seconds=drain_seconds,
                )
            ],
            "volumes": volumes(spec, disks),
            **(more or {}),
        },
    }


def security_context(spec: ServiceSpec) -> dict[str, Any]:
    """Return who the process is. Its group owns what it may write to; where none is named, it has the user's number."""
    user, _, group = spec.user.partition(":")
    owner = int(group or user)
    return {
        "runAsNonRoot": True,
        "runAsUser": int(user),
        "runAsGroup": owner,
        "fsGroup": owner,
        # A disk with many files is not walked through at every start.
        "fsGroupChangePolicy": "OnRootMismatch",
        "seccompProfile": {"type": "RuntimeDefault"},
    }
