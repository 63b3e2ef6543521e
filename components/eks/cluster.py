"""An EKS cluster whose API is private, whose add-ons and nodes stand, and which goes as cleanly as it came."""

from __future__ import annotations

from collections.abc import Sequence

import pulumi
import pulumi_aws as aws
import pulumi_kubernetes as kubernetes

from ..component import Component, Removal
from ..observability.spec import AlarmSpec
from .access import grant_access
from .addons import AGENT, after_nodes, before_nodes
from .alarms import cluster_alarms
from .args import EksClusterArgs
from .commands import reach
from .control_plane import control_plane
from .kubeconfig import kubeconfig
from .logs import container_logs
from .nodes import system_nodes
from .oidc import identity_provider, issuer
from .pod_security_group import pod_security_group
from .private_access import private_access
from .storage import STORAGE_CLASS, storage


class EksCluster(Component):
    """An EKS cluster whose API is private, whose add-ons and nodes stand, and which goes as cleanly as it came."""

    cluster_name: pulumi.Output[str]
    """Name of the cluster: `{organization}-{environment}-{name}-` and six characters, other ones for a new cluster."""

    cluster_arn: pulumi.Output[str]
    """ARN of the cluster."""

    cluster_endpoint: pulumi.Output[str]
    """URL of the Kubernetes API."""

    security_group_id: pulumi.Output[str]
    """Security group of the control plane and of every node, which EKS makes."""

    node_security_group_id: pulumi.Output[str]
    """Security group of every node: the same one."""

    pod_security_group_id: pulumi.Output[str]
    """Security group that every pod of a service has beside its own."""

    node_role_arn: pulumi.Output[str]
    """ARN of the system nodes' role."""

    node_role_name: pulumi.Output[str]
    """Name of the system nodes' role."""

    oidc_provider_arn: pulumi.Output[str]
    """ARN of the IAM identity provider that trusts the tokens of the cluster's service accounts."""

    oidc_issuer: pulumi.Output[str]
    """Who signs those tokens: the URL without `https://`."""

    log_group_name: pulumi.Output[str]
    """Log group of the control plane."""

    pod_log_group_name: pulumi.Output[str]
    """Log group of what all containers write."""

    storage_class_name: str
    """Name of the default storage class: encrypted gp3 volumes."""

    kubernetes_version: str
    """Minor version of Kubernetes."""

    container_insights: bool
    """Whether pods are measured."""

    removal: Removal
    """What happens to the cluster with its stack; what runs in it follows."""

    provider: kubernetes.Provider
    """How objects get into the cluster: whatever uses it comes after the cluster is ready, and goes before it."""

    ready: Sequence[pulumi.Resource]
    """What must stand before a pod with an identity of its own can start: the agent that hands identities out."""

    commands: dict[str, pulumi.Output[str]]
    """Purpose -> command that reaches the cluster: `kubeconfig`, `nodes`, `pods`, `logs`."""

    def __init__(self, name: str, args: EksClusterArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("stackwright:eks:EksCluster", name, _inputs(args), opts, args.transform)
        plane = control_plane(self, args)
        cluster = plane.cluster
        access = grant_access(self, args, cluster.name)
        early = before_nodes(self, args, cluster)
        nodes = system_nodes(self, args, cluster, tuple(early.values()))
        logs = container_logs(self, args, cluster.name)
        late = after_nodes(self, args, cluster, nodes=nodes.group, logs=tuple(logs.values()))
        group_id = cluster.vpc_config.cluster_security_group_id
        identities = identity_provider(self, args.scope, cluster)
        pods, rules = pod_security_group(self, args, group_id)
        reached = private_access(self, args, group_id)

        self.cluster_name = cluster.name
        self.cluster_arn = cluster.arn
        self.cluster_endpoint = cluster.endpoint
        self.security_group_id = self.node_security_group_id = group_id
        self.pod_security_group_id = pods.id
        self.node_role_arn, self.node_role_name = nodes.role.arn, nodes.role.name
        self.oidc_provider_arn, self.oidc_issuer = identities.arn, issuer(cluster)
        self.log_group_name = plane.logs.name
        self.pod_log_group_name = logs["application"].name
        self.storage_class_name = STORAGE_CLASS
        self.kubernetes_version = args.kubernetes_version
        self.container_insights = args.container_insights
        self.removal = args.removal
        self.ready = (early[AGENT],)
        self.commands = reach(cluster.name, self.pod_log_group_name, region=args.scope.region)
        self._alarms = cluster_alarms(
            cluster.name, fewest_nodes=args.system_nodes.min, container_insights=args.container_insights
        )
        # Whoever deploys may act, nodes run and the network carries them until the last object has left the cluster.
        # The later add-ons come after the nodes, those after the earlier ones, and all after the network.
        needs = [*access, *late.values(), *rules, *reached]
        self.provider = self._entrance(args, cluster, needs)
        storage(self, args, cluster.name, self.provider)
        self.finish()

    @property
    def alarms(self) -> tuple[AlarmSpec, ...]:
        """What the cluster watches about itself."""
        return self._alarms

    def _entrance(
        self, args: EksClusterArgs, cluster: aws.eks.Cluster, needs: Sequence[pulumi.Resource]
    ) -> kubernetes.Provider:
        known = pulumi.Output.all(
            name=cluster.name, endpoint=cluster.endpoint, authority=cluster.certificate_authority.data
        )
        return kubernetes.Provider(
            f"{self.logical_name}-provider",
            # Whatever else changes, its address or its certificate: only another cluster makes other objects.
            cluster_identifier=cluster.arn,
            enable_server_side_apply=True,
            kubeconfig=known.apply(
                lambda found: kubeconfig(
                    cluster_name=found["name"],
                    endpoint=found["endpoint"],
                    certificate_authority=found["authority"],
                    region=args.scope.region,
                )
            ),
            opts=self.child(depends_on=list(needs)),
        )


def _inputs(args: EksClusterArgs) -> dict[str, object]:
    nodes = args.system_nodes
    return {
        "kubernetesVersion": args.kubernetes_version,
        "publicAccessCidrs": list(args.public_access_cidrs),
        "privateAccessCidrs": list(args.private_access_cidrs),
        "administrators": sorted(args.administrators),
        "teams": sorted(args.teams),
        "systemNodes": {"instanceTypes": list(nodes.instance_types), "min": nodes.min, "max": nodes.max},
        "containerInsights": args.container_insights,
        "logDays": args.log_days,
        "removal": args.removal,
    }
