"""The AWS Load Balancer Controller: it registers pods with the target groups of load balancers that Pulumi owns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import pulumi

from ...component import Component, Transform
from ...eks.contract import Cluster
from ...eks.pod_identity import Statement, pod_identity
from ...network.contract import Network
from ...scope import Scope
from ..charts import release
from ..placement import on_system_nodes
from .load_balancer_policy import own_load_balancers, register_targets
from .values import ONE_AT_A_TIME, RESTRICTED, resources

_NAMESPACE = "kube-system"
_ACCOUNT = "aws-load-balancer-controller"


@dataclass(frozen=True, kw_only=True)
class LoadBalancerControllerArgs:
    """What a `LoadBalancerController` is made of."""

    scope: Scope
    """Where the controller lives; it may register targets with target groups of this environment only."""

    cluster: Cluster
    """The cluster it runs in."""

    network: Network
    """The VPC it looks things up in: pods cannot ask their node, whose metadata service is out of their reach."""

    ingresses: bool = False
    """Also build load balancers from Ingress objects and Services of type LoadBalancer. Default: no, it only registers
    pods, and may do nothing else in AWS."""

    transform: Transform = field(default_factory=dict)
    """Changes to children by role, see `Component`. Default: none."""


class LoadBalancerController(Component):
    """The AWS Load Balancer Controller, which registers the pods that a TargetGroupBinding names."""

    ready: tuple[pulumi.Resource, ...]
    """What a TargetGroupBinding depends on."""

    def __init__(self, name: str, args: LoadBalancerControllerArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(
            "stackwright:kubernetes:LoadBalancerController", name, {"ingresses": args.ingresses}, opts, args.transform
        )
        scope, cluster = args.scope, args.cluster
        identity = pod_identity(
            self,
            scope,
            cluster,
            "controller",
            namespace=_NAMESPACE,
            service_account=_ACCOUNT,
            statements=_statements(args),
        )
        self.ready = (
            release(
                self,
                cluster,
                "aws-load-balancer-controller",
                role="release",
                namespace=_NAMESPACE,
                values=_values(args),
                depends_on=identity.ready,
            ),
        )
        self.finish()


def _statements(args: LoadBalancerControllerArgs) -> pulumi.Input[Sequence[Statement]]:
    bindings = register_targets(args.scope)
    if not args.ingresses:
        return bindings
    known = pulumi.Output.all(args.cluster.cluster_name, args.network.vpc_id)
    return known.apply(lambda names: [*bindings, *own_load_balancers(args.scope, *names)])


def _values(args: LoadBalancerControllerArgs) -> dict[str, Any]:
    features = ("EnableServiceController", "NLBGatewayAPI", "ALBGatewayAPI", "GlobalAcceleratorController")
    return {
        "clusterName": args.cluster.cluster_name,
        "region": args.scope.region,
        "vpcId": args.network.vpc_id,
        "serviceAccount": {"create": True, "name": _ACCOUNT},
        "replicaCount": 2,
        "podDisruptionBudget": ONE_AT_A_TIME,
        "resources": resources("100m", "256Mi"),
        "securityContext": RESTRICTED,
        # Its webhook would refuse every new Service of the cluster while the controller is not up, and does nothing
        # but choose which controller answers a Service of type LoadBalancer.
        "enableServiceMutatorWebhook": False,
        # Without it each update would make a new certificate, and so a difference.
        "keepTLSSecret": True,
        # Without an ingress class no Ingress is this controller's.
        "createIngressClassResource": args.ingresses,
        "ingressClassParams": {"create": args.ingresses},
        "controllerConfig": {"featureGates": {} if args.ingresses else dict.fromkeys(features, False)},
        # Both are old ways to guard a load balancer, for which it has no permission.
        "enableShield": False,
        "enableWaf": False,
        "enableWafv2": args.ingresses,
        **on_system_nodes(),
    }
