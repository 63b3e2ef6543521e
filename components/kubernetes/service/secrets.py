"""The secrets a service is given: read by a role of their own, copied into the cluster, renewed as they change."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import pulumi
import pulumi_aws as aws
import pulumi_kubernetes as kubernetes

from ...access import SecretRef
from ...component import Component
from ...compute.secret_reads import secret_statements
from ...eks.contract import Cluster
from ...scope import Scope
from ..controllers.external_secrets import allow_tokens
from ..labels import metadata
from ..namespace.namespace import Namespace

_API = "external-secrets.io/v1"

# A rotated password is wrong for as long as this at most.
_REFRESH = "5m"

# What a new role takes to be known everywhere, and to spare. A value that is not there by then is a person's to give.
_PATIENCE = "5m"

_AUDIENCE = "sts.amazonaws.com"


def secrets_name(name: str) -> str:
    """Return what the Secret of the component *name* is called, and the account under which it is read."""
    return f"{name}-secrets"


def external_secrets(
    owner: Component,
    scope: Scope,
    cluster: Cluster,
    namespace: Namespace,
    secrets: Mapping[str, SecretRef],
    *,
    wait: bool,
    depends_on: Sequence[pulumi.Resource] = (),
) -> tuple[pulumi.Resource, ...]:
    """Fill the Secret `{owner}-secrets` from *secrets*; return what pods depend on, which is nothing without secrets.

    Creates `{owner}-secrets-role`, `{owner}-secrets-policy`, `{owner}-secrets-account`, who may ask for its tokens,
    `{owner}-secret-store` and `{owner}-external-secret`. Only the store of this one component may take the role.
    With *wait* the update goes on once all values are there, or fails after five minutes, before any pod starts.
    """
    if not secrets:
        return ()
    name, place = owner.logical_name, namespace.namespace_name
    inside = [*namespace.ready, *depends_on]
    role, policy = _role(owner, scope, cluster, place, list(secrets.values()))
    account = kubernetes.core.v1.ServiceAccount(
        f"{name}-secrets-account",
        metadata=_account_metadata(scope, name, place, role.arn),
        automount_service_account_token=False,
        opts=owner.child(provider=cluster.provider, depends_on=inside),
    )
    tokens = allow_tokens(
        owner, scope, cluster, namespace=place, service_account=secrets_name(name), depends_on=[account]
    )
    store = kubernetes.apiextensions.CustomResource(
        f"{name}-secret-store",
        api_version=_API,
        kind="SecretStore",
        metadata=_metadata(scope, name, name, place),
        spec=store_spec(scope, secrets_name(name)),
        opts=owner.child(provider=cluster.provider, depends_on=[*inside, account, policy, *tokens]),
    )
    filled = kubernetes.apiextensions.CustomResource(
        f"{name}-external-secret",
        api_version=_API,
        kind="ExternalSecret",
        metadata=_metadata(scope, secrets_name(name), name, place, wait=wait),
        spec=secret_spec(name, secrets),
        opts=owner.child(
            provider=cluster.provider,
            depends_on=[store],
            custom_timeouts=pulumi.CustomTimeouts(create=_PATIENCE, update=_PATIENCE),
        ),
    )
    return (filled,)


def store_spec(scope: Scope, service_account: str) -> Any:
    """Return the spec of a store that reads from Secrets Manager under the role of one account."""
    account = {"serviceAccountRef": {"name": service_account}}
    provider = {"service": "SecretsManager", "region": scope.region, "auth": {"jwt": account}}
    return {"provider": {"aws": provider}}


def secret_spec(name: str, secrets: Mapping[str, SecretRef]) -> Any:
    """Return the spec that fills the Secret of *name*: one key for each variable. It goes with what fills it."""
    return {
        "refreshInterval": _REFRESH,
        "secretStoreRef": {"kind": "SecretStore", "name": name},
        "target": {"name": secrets_name(name), "creationPolicy": "Owner", "deletionPolicy": "Retain"},
        "data": [{"secretKey": variable, "remoteRef": _remote(secrets[variable])} for variable in sorted(secrets)],
    }


def token_trust(
    provider_arn: pulumi.Input[str], issuer: pulumi.Input[str], namespace: str, service_account: str
) -> pulumi.Output[str]:
    """Return a trust policy for the tokens of one service account of one cluster.

    Source: Amazon EKS User Guide, "Assign IAM roles to Kubernetes service accounts".
    """
    return pulumi.Output.all(provider=provider_arn, issuer=issuer).apply(
        lambda known: json.dumps(
            {
                "Version": "2012-10-17",
                "Statement": [
                    {
                        "Effect": "Allow",
                        "Principal": {"Federated": known["provider"]},
                        "Action": "sts:AssumeRoleWithWebIdentity",
                        "Condition": {
                            "StringEquals": {
                                f"{known['issuer']}:aud": _AUDIENCE,
                                f"{known['issuer']}:sub": f"system:serviceaccount:{namespace}:{service_account}",
                            }
                        },
                    }
                ],
            }
        )
    )


def _role(
    owner: Component, scope: Scope, cluster: Cluster, namespace: str, secrets: Sequence[SecretRef]
) -> tuple[aws.iam.Role, aws.iam.RolePolicy]:
    name = owner.logical_name
    role = aws.iam.Role(
        f"{name}-secrets-role",
        assume_role_policy=token_trust(cluster.oidc_provider_arn, cluster.oidc_issuer, namespace, secrets_name(name)),
        # What a budget's ceiling, or a person, has attached meanwhile must not keep a stack that is to leave no trace.
        force_detach_policies=True if cluster.removal == "destroy" else None,
        tags=scope.tags(scope.physical_name(name, "secrets", "role")),
        opts=owner.child(),
    )
    statements = secret_statements(scope, secrets)
    policy = aws.iam.RolePolicy(
        f"{name}-secrets-policy",
        role=role.name,
        policy=pulumi.Output.json_dumps({"Version": "2012-10-17", "Statement": statements}),
        opts=owner.child(),
    )
    return role, policy


def _remote(secret: SecretRef) -> dict[str, Any]:
    found: dict[str, Any] = {"key": secret.secret_arn}
    return found if secret.key is None else {**found, "property": secret.key}


def _metadata(scope: Scope, name: str, of: str, namespace: str, *, wait: bool = False) -> Any:
    # Source: Pulumi Kubernetes provider, "Await logic", annotation `pulumi.com/waitFor`.
    annotations = {"pulumi.com/waitFor": "condition=Ready"} if wait else None
    return metadata(scope, name, namespace=namespace, of=of, annotations=annotations)


def _account_metadata(scope: Scope, name: str, namespace: str, role_arn: pulumi.Output[str]) -> Any:
    found = metadata(scope, secrets_name(name), namespace=namespace, of=name)
    return {**found, "annotations": {"eks.amazonaws.com/role-arn": role_arn}}
