"""A cluster with everything that services need in it: nodes on demand, traffic, secrets, scaling, namespaces."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pulumi

from ..component import Component, Removal
from ..eks.args import EksClusterArgs, SystemNodes
from ..eks.cluster import EksCluster
from ..eks.karpenter.args import KarpenterArgs
from ..eks.karpenter.karpenter import Karpenter
from ..eks.karpenter.node_pool import NodePool
from ..network.contract import Network
from ..observability.spec import Watched
from ..scope import Scope
from .choices import Choices, Ground, add_choices
from .controllers.external_secrets import ExternalSecrets, ExternalSecretsArgs
from .controllers.keda import Keda, KedaArgs
from .controllers.load_balancer_controller import LoadBalancerController, LoadBalancerControllerArgs
from .namespace.args import NamespaceArgs, NamespacePlan
from .namespace.namespace import Namespace
from .placement import NODES_OF_CHOICES
from .tools.args import ProductionToolsArgs, Tool
from .tools.pools import tool_pools
from .tools.production_tools import ProductionTools
from .tools.recipes import ToolName


@dataclass(frozen=True, kw_only=True)
class EksPlatformArgs:
    """What an `EksPlatform` is made of."""

    scope: Scope
    """Where it lives."""

    network: Network
    """Network whose private subnets nodes and pods are in."""

    kms_key_arn: pulumi.Input[str]
    """Key that encrypts Kubernetes Secrets and volumes."""

    log_kms_key_arn: pulumi.Input[str]
    """Key that encrypts logs; its policy must let CloudWatch Logs use it."""

    administrators: Mapping[str, pulumi.Input[str]]
    """Stable name -> ARN of a role that may do everything in the cluster; the deployer's among them."""

    pools: Mapping[str, NodePool]
    """Name -> nodes that Karpenter may start."""

    namespaces: Mapping[str, NamespacePlan]
    """Name -> namespace that services run in."""

    teams: Mapping[str, pulumi.Input[str]] = field(default_factory=dict)
    """Team -> ARN of the role its people take. Default: none."""

    kubernetes_version: str = EksClusterArgs.kubernetes_version
    """Minor version of Kubernetes. Default: see `EksClusterArgs`."""

    public_access_cidrs: tuple[str, ...] = ()
    """IPv4 ranges that may reach the API from the internet. Default: none."""

    private_access_cidrs: tuple[str, ...] = ()
    """IPv4 ranges beyond the network that reach the private endpoint. Default: none."""

    create_spot_role: bool = False
    """Whether the account's role for Spot is made here: an account has one, and a second is refused. Default: it is
    there; without it Karpenter starts on-demand nodes where Spot is asked for."""

    system_nodes: SystemNodes = field(default_factory=SystemNodes)
    """Nodes of the controllers. Default: see `SystemNodes`."""

    log_days: int = 365
    """Days that logs are kept. Default: a year."""

    container_insights: bool = True
    """Whether pods are measured. Default: they are."""

    removal: Removal = "retain"
    """What happens when the stack goes. Default: the cluster is protected from deletion."""

    choices: Choices = field(default_factory=Choices)
    """What is in it besides. Default: nothing."""

    tools: Mapping[ToolName, Tool] = field(default_factory=dict)
    """Name -> tool of another maker, on spare nodes of its own. Default: none."""

    def __post_init__(self) -> None:
        if self.choices.heavy and self.system_nodes.min < NODES_OF_CHOICES:
            raise ValueError(
                f"system_nodes.min must be {NODES_OF_CHOICES} or more with open_telemetry, or with prometheus in the "
                f"cluster, as two have no room for them, got {self.system_nodes.min}"
            )
        if not self.namespaces:
            raise ValueError("a platform needs a namespace for its services: give namespaces at least one")


class EksPlatform(Component):
    """A cluster with everything that services need in it: nodes on demand, traffic, secrets, scaling, namespaces."""

    cluster: EksCluster
    """The cluster itself."""

    karpenter: Karpenter
    """What starts nodes."""

    keda: Keda
    """What scales services; it reads the depth of a queue once that is granted."""

    nodes_ready: tuple[pulumi.Resource, ...]
    """What pods depend on so that nodes can be started for them, and stay until they are gone."""

    controllers_ready: tuple[pulumi.Resource, ...]
    """What objects depend on that a controller answers for: it is there before them, and until they are gone."""

    tools: ProductionTools | None
    """Tools of other makers, where there are any."""

    cluster_name: pulumi.Output[str]
    """Name of the cluster."""

    cluster_endpoint: pulumi.Output[str]
    """Where its API answers."""

    def __init__(self, name: str, args: EksPlatformArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        inputs = {"namespaces": sorted(args.namespaces), "pools": sorted(args.pools)}
        super().__init__("stackwright:kubernetes:EksPlatform", name, inputs, opts)
        self._args = args
        self.cluster = EksCluster(name, _cluster(args), self.child())
        traffic = LoadBalancerController(
            "load-balancer-controller",
            LoadBalancerControllerArgs(scope=args.scope, cluster=self.cluster, network=args.network),
            self.child(),
        )
        self.karpenter = Karpenter(
            "karpenter",
            KarpenterArgs(
                scope=args.scope,
                cluster=self.cluster,
                network=args.network,
                pools={**args.pools, **tool_pools(args.tools)},
                create_spot_role=args.create_spot_role,
                after=traffic.ready,
            ),
            self.child(),
        )
        secrets = ExternalSecrets(
            "external-secrets",
            ExternalSecretsArgs(scope=args.scope, cluster=self.cluster, after=traffic.ready),
            self.child(),
        )
        self.keda = Keda("keda", KedaArgs(scope=args.scope, cluster=self.cluster, after=traffic.ready), self.child())
        # Neither is declared above, as Pulumi would look it up: this one's class is imported only where it is chosen,
        # and `namespaces` is an input too, which shows their names.
        self.collector = add_choices(self, self._ground(traffic.ready), args.choices)
        self.nodes_ready = self.karpenter.ready
        self.controllers_ready = (*traffic.ready, *secrets.ready, *self.keda.ready)
        self.namespaces = {key: self._namespace(key) for key in sorted(args.namespaces)}
        self.tools = self._tools() if args.tools else None
        self.cluster_name = self.cluster.cluster_name
        self.cluster_endpoint = self.cluster.cluster_endpoint
        self.finish()

    @property
    def watched(self) -> tuple[Watched, ...]:
        """The cluster, what starts its nodes, and each of its tools."""
        return (self.cluster, self.karpenter, *(self.tools.tools.values() if self.tools else ()))

    @property
    def commands(self) -> dict[str, dict[str, pulumi.Output[str]]]:
        """`cluster`, or the name of a tool -> purpose -> command that reaches it."""
        return {"cluster": self.cluster.commands, **({} if self.tools is None else self.tools.commands)}

    def _ground(self, after: tuple[pulumi.Resource, ...]) -> Ground:
        args = self._args
        return Ground(
            scope=args.scope,
            cluster=self.cluster,
            network=args.network,
            kms_key_arn=args.kms_key_arn,
            log_kms_key_arn=args.log_kms_key_arn,
            log_days=args.log_days,
            after=after,
        )

    def _tools(self) -> ProductionTools:
        args = self._args
        tools = ProductionToolsArgs(
            scope=args.scope,
            cluster=self.cluster,
            network=args.network,
            kms_key_arn=args.kms_key_arn,
            tools=args.tools,
            controllers_ready=self.controllers_ready,
            nodes_ready=self.nodes_ready,
        )
        return ProductionTools("tools", tools, self.child())

    def _namespace(self, key: str) -> Namespace:
        plan = self._args.namespaces[key]
        args = NamespaceArgs(
            scope=self._args.scope,
            cluster=self.cluster,
            quota=plan.quota,
            container_limits=plan.container_limits,
            access=plan.access,
            after=self.controllers_ready,
        )
        return Namespace(key, args, self.child())


def _cluster(args: EksPlatformArgs) -> EksClusterArgs:
    return EksClusterArgs(
        scope=args.scope,
        network=args.network,
        kms_key_arn=args.kms_key_arn,
        log_kms_key_arn=args.log_kms_key_arn,
        administrators=args.administrators,
        teams=args.teams,
        kubernetes_version=args.kubernetes_version,
        public_access_cidrs=args.public_access_cidrs,
        private_access_cidrs=args.private_access_cidrs,
        log_days=args.log_days,
        system_nodes=args.system_nodes,
        container_insights=args.container_insights,
        removal=args.removal,
    )
