"""The identity provider that lets IAM trust the tokens of single service accounts."""

from __future__ import annotations

import pulumi
import pulumi_aws as aws

from ..component import Component
from ..scope import Scope

_STS = "sts.amazonaws.com"


def identity_provider(owner: Component, scope: Scope, cluster: aws.eks.Cluster) -> aws.iam.OpenIdConnectProvider:
    """Create `{owner}-identity-provider`, for the issuer of the cluster's tokens, with STS as their one audience."""
    return aws.iam.OpenIdConnectProvider(
        f"{owner.logical_name}-identity-provider",
        url=_url(cluster),
        client_id_lists=[_STS],
        tags=scope.tags(scope.physical_name(owner.logical_name, "identity-provider")),
        opts=owner.child(),
    )


def issuer(cluster: aws.eks.Cluster) -> pulumi.Output[str]:
    """Return who signs the tokens, as IAM conditions write it: the URL without `https://`."""
    return _url(cluster).apply(lambda url: url.removeprefix("https://"))


def _url(cluster: aws.eks.Cluster) -> pulumi.Output[str]:
    return cluster.identities[0].oidcs[0].issuer
