"""KEDA: services scale on requests, on the depth of queues and on schedules, and to zero."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, ClassVar

import pulumi
import pulumi_aws as aws

from ...component import Component, Transform
from ...eks.contract import Cluster
from ...eks.pod_identity import pod_identity
from ...scope import Scope
from ..charts import release
from ..placement import on_system_nodes
from .namespaces import own_namespace
from .values import ONE_AT_A_TIME, apart, resources

_NAMESPACE = "keda"
_ACCOUNT = "keda-operator"

# Source: values of the chart keda: service.portHttpsTarget, and the default of webhooks.port.
_METRICS_PORT, _WEBHOOK_PORT = 6443, 9443

# All of a system node of the default size.
_CPU_LIMIT = "2"


@dataclass(frozen=True, kw_only=True)
class KedaArgs:
    """What `Keda` is made of."""

    scope: Scope
    """Where the controllers live."""

    cluster: Cluster
    """The cluster they run in."""

    after: tuple[pulumi.Resource, ...] = ()
    """What has to stand first. Default: nothing but the cluster."""

    transform: Transform = field(default_factory=dict)
    """Changes to children by role, see `Component`. Default: none."""


class Keda(Component):
    """KEDA, whose operator measures under a role of its own: metrics, and the queues that are granted to it.

    A trigger says `identityOwner: operator`; services need no permission to be measured.
    """

    LATER_ROLES: ClassVar[tuple[str, ...]] = ("queue-",)

    role_name: pulumi.Output[str]
    """Role under which the operator measures."""

    ready: tuple[pulumi.Resource, ...]
    """What a ScaledObject depends on."""

    def __init__(self, name: str, args: KedaArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("stackwright:kubernetes:Keda", name, {}, opts, args.transform)
        identity = pod_identity(
            self,
            args.scope,
            args.cluster,
            "operator",
            namespace=_NAMESPACE,
            service_account=_ACCOUNT,
            # It supports no resource, and no condition that names a metric.
            statements=[{"Effect": "Allow", "Action": ["cloudwatch:GetMetricData"], "Resource": "*"}],
        )
        place = own_namespace(
            self,
            args.scope,
            args.cluster,
            _NAMESPACE,
            called_on=(_METRICS_PORT, _WEBHOOK_PORT),
            depends_on=args.after,
        )
        made = release(
            self,
            args.cluster,
            "keda",
            role="release",
            namespace=_NAMESPACE,
            values=_values(args.scope),
            depends_on=[*place, *identity.ready],
        )
        self.role_name = identity.role.name
        self.ready = (made,)
        self.finish()

    def grant_queue(self, name: str, queue_arn: pulumi.Input[str]) -> aws.iam.RolePolicy:
        """Let the operator measure the depth of one queue: the policy `{owner}-queue-{name}`, on which to depend."""
        statement = {"Effect": "Allow", "Action": ["sqs:GetQueueAttributes"], "Resource": queue_arn}
        return aws.iam.RolePolicy(
            f"{self.logical_name}-queue-{name}",
            role=self.role_name,
            policy=pulumi.Output.json_dumps({"Version": "2012-10-17", "Statement": [statement]}),
            opts=self.child(),
        )


def _values(scope: Scope) -> dict[str, Any]:
    # The chart calls the parts differently in its different tables.
    parts = ("operator", "metricsServer", "webhooks")
    names = {
        "operator": "keda-operator",
        "metricsServer": "keda-operator-metrics-apiserver",
        "webhooks": "keda-admission-webhooks",
    }
    return {
        "clusterName": scope.prefix,
        "image": {"pullPolicy": "IfNotPresent"},
        **{part: {"replicaCount": 2} for part in parts},
        "podDisruptionBudget": dict.fromkeys(("operator", "metricServer", "webhooks"), ONE_AT_A_TIME),
        "topologySpreadConstraints": {part: apart(name, "app") for part, name in names.items()},
        "resources": {
            "operator": _resources("100m", "512Mi"),
            "metricServer": _resources("50m", "256Mi"),
            "webhooks": _resources("20m", "128Mi"),
        },
        # It measures under its own role and scales Deployments: it needs no Secret and no other kind.
        "permissions": {"operator": {"restrict": {"secret": True}}, "metricServer": {"restrict": {"secret": True}}},
        "rbac": {"enabledCustomScaledRefKinds": False},
        "serviceAccount": {"operator": {"create": True, "name": _ACCOUNT}},
        **on_system_nodes(),
    }


def _resources(cpu: str, memory: str) -> dict[str, Any]:
    """Return what `resources` does, with a limit of processor time that is out of the way.

    The chart has one of a whole CPU, and Helm keeps what values do not name. A null would take it away, which Pulumi's
    SDK for Python is not known to pass on. Source: repository pulumi/pulumi-kubernetes, pull request 4293.
    """
    asked = resources(cpu, memory)
    return {**asked, "limits": {**asked["limits"], "cpu": _CPU_LIMIT}}
