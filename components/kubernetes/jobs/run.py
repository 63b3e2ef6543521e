"""What both kinds of job are: pods under an identity of their own, which reach only what they were granted."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

import pulumi

from ...access import Peer
from ...component import Component
from ...network.contract import whole
from ..labels import metadata, selector
from ..service.configuration import configuration
from ..service.identity import identity
from ..service.network import pod_network
from ..service.pods import pod_template
from ..service.secrets import external_secrets
from .args import KubernetesJobArgs

# A label of its pods has the name of the Job. Source: Kubernetes documentation, "Labels and Selectors".
_LONGEST_NAME = 63


class Run(Component):
    """What both kinds of job are: pods under an identity of their own, which reach only what they were granted."""

    LATER_ROLES: ClassVar[tuple[str, ...]] = (*Component.LATER_ROLES, "let-out-")

    task_role_arn: pulumi.Output[str]
    """ARN of the role its process acts under."""

    role_name: pulumi.Output[str]
    """Name of the role its process acts under; what other components grant to."""

    security_group_id: pulumi.Output[str]
    """Security group of its pods alone."""

    namespace_name: str
    """Namespace it runs in."""

    def __init__(
        self,
        type_: str,
        name: str,
        args: KubernetesJobArgs,
        facts: Mapping[str, Any],
        opts: pulumi.ResourceOptions | None,
    ) -> None:
        super().__init__(type_, name, {**_facts(args), **facts}, opts, args.transform)
        self._args = args
        self._granted: list[pulumi.Resource] = []
        self.namespace_name = args.namespace.namespace_name
        common = (self, args.scope, args.cluster)
        self._network = pod_network(*common, args.network, args.namespace)
        self._identity = identity(*common, args.namespace)
        settings = configuration(*common, args.namespace, {**args.spec.environment, **args.environment})
        self._settings = None if settings is None else name_of(settings)
        self._filled = external_secrets(
            *common, args.namespace, args.secrets, wait=args.spec.released, depends_on=args.controllers_ready
        )
        self.task_role_arn = self._identity.role.arn
        self.role_name = self._identity.role.name
        self.security_group_id = self._network.group.id

    @property
    def pod_labels(self) -> Mapping[str, str]:
        """Labels that select its pods."""
        return selector(self.logical_name)

    @property
    def commands(self) -> dict[str, pulumi.Output[str]]:
        """Commands that tell of its runs: `runs`, and what they said, `logs`."""
        pods = " ".join(f"--selector {key}={value}" for key, value in self.pod_labels.items())
        return {
            "runs": self._kubectl(f"get pods {pods} --sort-by .metadata.creationTimestamp"),
            "logs": self._kubectl(f"logs {pods} --tail -1 --prefix --timestamps"),
        }

    def admit(self, source: Peer, port: int) -> None:
        """Refuse: a job listens on no port."""
        raise ValueError(f"{self.logical_name} is a job, which {source.logical_name} can not reach on {port}")

    def let_out(self, destination: Peer, port: int) -> None:
        """Let its pods through the network policies out to *destination* on *port*."""
        self._granted.append(self._network.let_out(destination, port))
        if isinstance(destination, pulumi.Resource):
            self._granted.append(destination)

    def _kubectl(self, rest: str) -> pulumi.Output[str]:
        name = self._args.cluster.cluster_name
        return pulumi.Output.concat("kubectl --context ", name, f" --namespace {self.namespace_name} {rest}")

    def _template(self) -> Any:
        """Return the template of its pods: an attempt that fails stays to be looked at, and none is moved about."""
        args, name = self._args, self.logical_name
        template = pod_template(
            args.scope,
            name,
            args.spec.pod,
            repository_url=args.repository_url,
            service_account=self._identity.service_account,
            configuration=self._settings,
            secrets=sorted(args.secrets),
            restart_policy="Never",
        )
        # Nodes are emptied to save money; a job that is half done would begin again.
        # Source: Karpenter documentation, "Disruption", pod-level controls.
        template["metadata"]["annotations"] = {"karpenter.sh/do-not-disrupt": "true"}
        return template

    def _job_spec(self) -> Any:
        """Return the spec of one run. One that has ended stays: once cleaned up, a deployment would repeat it."""
        spec = self._args.spec
        return {
            "backoffLimit": spec.retries,
            "activeDeadlineSeconds": spec.timeout_seconds,
            # A node that goes away is no failure of the job.
            "podFailurePolicy": {"rules": [{"action": "Ignore", "onPodConditions": [{"type": "DisruptionTarget"}]}]},
            "template": self._template(),
        }

    def _metadata(self, name: str) -> dict[str, Any]:
        return metadata(self._args.scope, name, namespace=self.namespace_name, of=self.logical_name)

    def _before(self) -> pulumi.Output[Sequence[pulumi.Resource]]:
        """Return what must stand before the first run, with the grants: they come once the whole program is read."""
        args = self._args
        known = [
            *whole(args.network),
            *args.namespace.ready,
            *self._identity.ready,
            *self._network.ready,
            *self._filled,
            *args.controllers_ready,
            *args.nodes_ready,
            *args.after,
        ]
        return pulumi.Output.from_input(True).apply(lambda _: [*known, *self._granted])


def name_of(made: Any) -> pulumi.Output[str]:
    """Return what the object *made* is called in the cluster."""
    found: pulumi.Output[str] = made.metadata.apply(lambda it: it.name)
    return found


def check_name(name: str, longest: int) -> None:
    """Raise ValueError where *name* leaves no room for what the cluster, or a hash, adds to it."""
    if len(name) > longest:
        raise ValueError(f"a job's name must be at most {longest} characters, as more is added to it, got {name!r}")


def run_name(name: str, image: str, command: Sequence[str], settings: str | None) -> str:
    """Return what the run of this image, command and configuration is called: another one has another name."""
    digest = hashlib.sha256(json.dumps([image, list(command), settings]).encode()).hexdigest()
    return f"{name}-{digest[:8]}"


LONGEST_NAME = _LONGEST_NAME - len(run_name("", "", (), None))
"""Most characters of a job's name, as its runs have a hash at their end."""


def _facts(args: KubernetesJobArgs) -> dict[str, Any]:
    spec = args.spec
    return {
        "image": str(spec.image),
        "cpu": spec.cpu,
        "memory": spec.memory,
        "architecture": spec.architecture,
        "spot": spec.spot,
        "timeoutSeconds": spec.timeout_seconds,
        "retries": spec.retries,
        "namespace": args.namespace.namespace_name,
    }
