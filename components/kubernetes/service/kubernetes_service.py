"""A service on Kubernetes that deploys without downtime, may do only its work, and is reached by whom it names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import ClassVar

import pulumi
import pulumi_kubernetes as kubernetes

from ...access import Connection, Peer, open_port, variable
from ...component import Component
from ...observability.spec import AlarmSpec
from ...off_hours import ScalableService
from ..alarms import service_alarms
from ..labels import selector
from ..scaling.autoscaler import autoscale, fewest
from ..volumes import claim_name, claims
from .args import KubernetesServiceArgs
from .commands import reach
from .configuration import configuration
from .deployment import deployment
from .disruption import disruption_budget
from .identity import Identity, identity
from .ingress import ingress
from .network import pod_network
from .registration import named_service, target_group_binding
from .secrets import external_secrets

__all__ = ["KubernetesService", "KubernetesServiceArgs"]

# Source: Kubernetes documentation, "Object Names and IDs", RFC 1035 label names, which a Service needs.
_NAME = re.compile(r"[a-z]([a-z0-9-]{0,61}[a-z0-9])?")


class KubernetesService(Component):
    """A service on Kubernetes that deploys without downtime, may do only its work, and is reached by whom it names.

    It takes the same `ServiceSpec` as a `FargateService`, and makes the same rules, role and grants of it. Its pods
    start anew when a secret it is given has another value. `spec.exec` only shows how to open a shell: administrators
    of the cluster may, no team does, and the audit log of the cluster tells who has.
    """

    TYPE: ClassVar[str] = "stackwright:kubernetes:KubernetesService"
    """Type of the component; a kind of service has its own."""

    LATER_ROLES: ClassVar[tuple[str, ...]] = (*Component.LATER_ROLES, "admit-", "let-out-")

    service_name: pulumi.Output[str]
    """Name of the Deployment, of its pods' container and of the Service."""

    task_role_arn: pulumi.Output[str]
    """ARN of the role its process acts under."""

    role_name: pulumi.Output[str]
    """Name of the role its process acts under; what other components grant to."""

    security_group_id: pulumi.Output[str]
    """Security group of its pods alone."""

    internal_url: pulumi.Output[str] | None
    """Where other services of the cluster reach it, for instance `http://orders.core-api:8080`; none without a port."""

    namespace_name: str
    """Namespace it runs in."""

    def __init__(self, name: str, args: KubernetesServiceArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        check_name(name)
        super().__init__(self.TYPE, name, args.facts, opts, args.transform)
        self._args = args
        self.namespace_name = args.namespace.namespace_name
        self._network = pod_network(self, args.scope, args.cluster, args.network, args.namespace)
        who = identity(self, args.scope, args.cluster, args.namespace, statements=args.statements)
        service = self._service()
        budget = self._scale(self._deploy(who, service))

        # Made of what comes last, so that whoever is told of the service starts after its pods serve.
        self.service_name = budget.metadata.apply(lambda _: name)
        self.task_role_arn = who.role.arn
        self.role_name = who.role.name
        self.security_group_id = self._network.group.id
        self.internal_url = self._internal_url()
        self._open_ingress(service)
        self._surround()
        self.finish()

    @property
    def pod_labels(self) -> Mapping[str, str]:
        """Labels that select its pods."""
        return selector(self.logical_name)

    @property
    def alarms(self) -> tuple[AlarmSpec, ...]:
        """CPU, memory, and how many pods run: an alarm of the same name watches what served before until these do."""
        args = self._args
        return service_alarms(args.spec, args.cluster, self.namespace_name, self.service_name)

    @property
    def scalable(self) -> ScalableService | None:
        """Nothing for a `Schedule`: the service's own autoscaler knows its working hours."""
        return None

    @property
    def connection(self) -> Connection:
        """What a service that calls this one must be told: `{NAME}_URL`."""
        if self.internal_url is None:
            raise ValueError(f"{self.logical_name} has no port, so nothing can connect to it: give spec.port")
        return Connection(environment={variable(self.logical_name, "URL"): self.internal_url})

    @property
    def commands(self) -> dict[str, pulumi.Output[str]]:
        """Commands that reach it: `kubeconfig`, `logs`, `history`, `tasks`, `rollout`, `rollback`, maybe `shell`."""
        args = self._args
        return reach(
            args.scope,
            args.cluster,
            self.logical_name,
            self.namespace_name,
            shell=args.spec.exec,
            awake=max(1, args.spec.scale.min) if args.off_hours is not None and args.spec.released else None,
        )

    def allow_from(self, peer: Peer) -> None:
        """Let *peer* reach the service's port."""
        port = self._args.spec.port
        if port is None:
            raise ValueError(f"{self.logical_name} has no port to open to {peer.logical_name}: give spec.port")
        open_port(self, self._args.scope, source=peer, destination=self, port=port)

    def admit(self, source: Peer, port: int) -> None:
        """Let *source* through the network policies in on *port*; the security group is `allow_from`'s."""
        self._network.admit(source, port)

    def let_out(self, destination: Peer, port: int) -> None:
        """Let its pods through the network policies out to *destination* on *port*."""
        self._network.let_out(destination, port)

    def _surround(self) -> None:
        """Create what a kind of service has around it. A service itself: nothing more."""

    def _service(self) -> list[pulumi.Resource]:
        """Create what it is found by, if it has a port: its name, and its place in the target group."""
        args = self._args
        if args.spec.port is None:
            return []
        found: list[pulumi.Resource] = [
            named_service(self, args.scope, args.cluster, args.namespace, args.spec.port),
        ]
        if args.target is not None:
            found.append(
                target_group_binding(
                    self,
                    args.scope,
                    args.cluster,
                    args.namespace,
                    args.target,
                    args.spec.port,
                    depends_on=[*found, *args.controllers_ready],
                )
            )
        return found

    def _deploy(self, who: Identity, service: list[pulumi.Resource]) -> kubernetes.apps.v1.Deployment:
        args = self._args
        common = (self, args.scope, args.cluster)
        settings = configuration(*common, args.namespace, {**args.spec.environment, **args.environment})
        filled = external_secrets(
            *common, args.namespace, args.secrets, wait=args.spec.released, depends_on=args.controllers_ready
        )
        disks = claims(*common, namespace=self.namespace_name, volumes=args.volumes, depends_on=args.namespace.ready)
        return deployment(
            self,
            args,
            service_account=who.service_account,
            configuration=None if settings is None else settings.metadata.apply(lambda it: str(it.name)),
            claims={path: claim_name(self.logical_name, path) for path in disks},
            depends_on=[
                # The namespace, and the network, come before the service account does.
                *who.ready,
                *self._network.ready,
                *filled,
                *disks.values(),
                *service,
                *args.controllers_ready,
                *args.nodes_ready,
                *args.after,
            ],
        )

    def _scale(self, pods: kubernetes.apps.v1.Deployment) -> kubernetes.policy.v1.PodDisruptionBudget:
        args = self._args
        autoscaler = autoscale(
            self,
            args.scope,
            args.cluster,
            args.spec,
            namespace=self.namespace_name,
            deployment=pods,
            target=args.target,
            off_hours=args.off_hours,
            queue=args.queue,
            after=args.controllers_ready,
        )
        return disruption_budget(
            self,
            args.scope,
            args.cluster,
            args.namespace,
            least=fewest(args.spec, args.off_hours),
            depends_on=[pods] if autoscaler is None else [pods, autoscaler],
        )

    def _open_ingress(self, service: list[pulumi.Resource]) -> None:
        args, port = self._args, self._args.spec.port
        if args.ingress is None or port is None:
            return
        balancer = ingress(
            self,
            args.scope,
            args.cluster,
            args.network,
            self.namespace_name,
            args.ingress,
            port=port,
            health=args.spec.health,
            wait=args.spec.released,
            depends_on=[*service, *args.controllers_ready],
        )
        self.allow_from(balancer)

    def _internal_url(self) -> pulumi.Output[str] | None:
        port = self._args.spec.port
        if port is None:
            return None
        return self.service_name.apply(lambda name: f"http://{name}.{self.namespace_name}:{port}")


def check_name(name: str) -> None:
    """Raise ValueError where *name* cannot be the name of a Service, and so of a host."""
    if not _NAME.fullmatch(name):
        raise ValueError(
            f"a service's name must be up to 63 lower-case letters, digits and inner hyphens, a letter first, "
            f"got {name!r}"
        )
