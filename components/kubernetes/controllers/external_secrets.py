"""External Secrets: values kept in AWS become Secrets, and a changed one restarts the pods that read it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import pulumi
import pulumi_kubernetes as kubernetes

from ...component import Component, Transform
from ...eks.contract import Cluster
from ...scope import Scope
from ..charts import release
from ..labels import metadata
from ..placement import on_system_nodes
from .namespaces import own_namespace
from .values import ONE_AT_A_TIME, RESTRICTED, apart, resources

EXTERNAL_SECRETS_NAMESPACE = "external-secrets"
"""Namespace of the operator and of Reloader."""

EXTERNAL_SECRETS_ACCOUNT = "external-secrets"
"""Service account of the operator: who asks for the tokens under which a store reads."""

# Source: values of the chart external-secrets, webhook.port.
_WEBHOOK_PORT = 10250


@dataclass(frozen=True, kw_only=True)
class ExternalSecretsArgs:
    """What `ExternalSecrets` is made of."""

    scope: Scope
    """Where the controllers live."""

    cluster: Cluster
    """The cluster they run in."""

    after: tuple[pulumi.Resource, ...] = ()
    """What has to stand first. Default: nothing but the cluster."""

    transform: Transform = field(default_factory=dict)
    """Changes to children by role, see `Component`. Default: none."""


class ExternalSecrets(Component):
    """The External Secrets operator, which has no role in AWS, and Reloader.

    Each SecretStore reads as a service account of its own, for which the operator asks a token: `allow_tokens` lets it,
    account by account. Stores of the whole cluster are switched off. A store names Secrets Manager or Parameter Store.
    """

    ready: tuple[pulumi.Resource, ...]
    """What a SecretStore and an ExternalSecret depend on: both releases are up, webhooks included."""

    def __init__(self, name: str, args: ExternalSecretsArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("stackwright:kubernetes:ExternalSecrets", name, {}, opts, args.transform)
        place = own_namespace(
            self,
            args.scope,
            args.cluster,
            EXTERNAL_SECRETS_NAMESPACE,
            called_on=(_WEBHOOK_PORT,),
            depends_on=args.after,
        )
        parts = (("operator", "external-secrets", _operator()), ("reloader", "reloader", _reloader()))
        self.ready = tuple(
            release(
                self,
                args.cluster,
                chart,
                role=role,
                namespace=EXTERNAL_SECRETS_NAMESPACE,
                values=values,
                depends_on=place,
            )
            for role, chart, values in parts
        )
        self.finish()


def allow_tokens(
    owner: Component,
    scope: Scope,
    cluster: Cluster,
    *,
    namespace: str,
    service_account: str,
    depends_on: Sequence[pulumi.Resource] = (),
) -> tuple[pulumi.Resource, ...]:
    """Let the operator ask for tokens of one service account: `{owner}-tokens-role` and `{owner}-tokens-binding`."""
    named: Any = metadata(scope, f"{service_account}-tokens", namespace=namespace, of=owner.logical_name)
    options = owner.child(provider=cluster.provider, depends_on=[*cluster.ready, *depends_on])
    rules: Any = [
        {
            "apiGroups": [""],
            "resources": ["serviceaccounts/token"],
            "resourceNames": [service_account],
            "verbs": ["create"],
        }
    ]
    operator: Any = {
        "kind": "ServiceAccount",
        "name": EXTERNAL_SECRETS_ACCOUNT,
        "namespace": EXTERNAL_SECRETS_NAMESPACE,
    }
    reference: Any = {"apiGroup": "rbac.authorization.k8s.io", "kind": "Role", "name": f"{service_account}-tokens"}
    name = owner.logical_name
    return (
        kubernetes.rbac.v1.Role(f"{name}-tokens-role", metadata=named, rules=rules, opts=options),
        kubernetes.rbac.v1.RoleBinding(
            f"{name}-tokens-binding", metadata=named, role_ref=reference, subjects=[operator], opts=options
        ),
    )


def _operator() -> dict[str, Any]:
    budget = {"enabled": True, "minAvailable": 1}
    # A store or a secret of the whole cluster would read what no single service may.
    whole_cluster = ("ClusterStore", "ClusterExternalSecret", "ClusterPushSecret", "ClusterGenerator", "PushSecret")
    return {
        **{f"process{kind}": False for kind in whole_cluster},
        "serviceAccount": {"create": True, "name": EXTERNAL_SECRETS_ACCOUNT},
        # Who may ask for a token of any account is every service at once.
        "rbac": {"serviceAccountTokenCreate": False},
        "replicaCount": 2,
        "leaderElect": True,
        "podDisruptionBudget": budget,
        "resources": resources("50m", "256Mi"),
        "topologySpreadConstraints": apart("external-secrets"),
        **on_system_nodes(),
        "webhook": {
            "replicaCount": 2,
            "podDisruptionBudget": budget,
            "resources": resources("20m", "128Mi"),
            "topologySpreadConstraints": apart("external-secrets-webhook"),
            **on_system_nodes(),
        },
        "certController": {
            "replicaCount": 2,
            "podDisruptionBudget": budget,
            "resources": resources("20m", "256Mi"),
            "topologySpreadConstraints": apart("external-secrets-cert-controller"),
            **on_system_nodes(),
        },
    }


def _reloader() -> dict[str, Any]:
    return {
        "reloader": {
            # Only what is annotated, and only for secrets: a ConfigMap of this platform changes its name instead.
            "autoReloadAll": False,
            "ignoreConfigMaps": True,
            "ignoreJobs": True,
            "ignoreCronJobs": True,
            "reloadStrategy": "annotations",
            "enableHA": True,
            "readOnlyRootFileSystem": True,
            "podDisruptionBudget": {"enabled": True, **ONE_AT_A_TIME},
            "deployment": {
                "replicas": 2,
                "containerSecurityContext": RESTRICTED,
                "resources": resources("20m", "256Mi"),
                "topologySpreadConstraints": apart("reloader"),
                **on_system_nodes(),
            },
        }
    }
