"""An Amazon Managed Grafana workspace that may read one Prometheus workspace, CloudWatch and X-Ray."""

from __future__ import annotations

import json

import pulumi
import pulumi_aws as aws

from ...component import Component
from ...eks.contract import Cluster
from ...eks.pod_identity import Statement
from ...scope import Scope

# Source: pulumi-aws 7.51, aws.grafana.Workspace, the versions that AWS offers.
_VERSION = "12.4"

_METRICS = ("cloudwatch:GetMetricData", "cloudwatch:ListMetrics")

_TRACES = (
    "xray:BatchGetTraces",
    "xray:GetGroups",
    "xray:GetServiceGraph",
    "xray:GetTimeSeriesServiceStatistics",
    "xray:GetTraceGraph",
    "xray:GetTraceSummaries",
)


def managed(
    owner: Component,
    scope: Scope,
    cluster: Cluster,
    workspace_arn: pulumi.Output[str],
    admin_group_ids: tuple[str, ...],
) -> tuple[pulumi.Output[str], tuple[pulumi.Resource, ...]]:
    """Create the workspace `{owner}` and its role; return its URL and what is ready with it."""
    name = owner.logical_name
    role = aws.iam.Role(
        f"{name}-role",
        assume_role_policy=trust(scope),
        force_detach_policies=True if cluster.removal == "destroy" else None,
        tags=scope.tags(scope.physical_name(name, "role")),
        opts=owner.child(),
    )
    document = workspace_arn.apply(
        lambda arn: json.dumps({"Version": "2012-10-17", "Statement": read_metrics(arn)}, sort_keys=True)
    )
    policy = aws.iam.RolePolicy(f"{name}-policy", role=role.name, policy=document, opts=owner.child())
    workspace = aws.grafana.Workspace(
        name,
        name=scope.physical_name(name),
        description=f"Metrics of {scope.prefix}",
        account_access_type="CURRENT_ACCOUNT",
        authentication_providers=["AWS_SSO"],
        permission_type="CUSTOMER_MANAGED",
        role_arn=role.arn,
        data_sources=["CLOUDWATCH", "PROMETHEUS", "XRAY"],
        grafana_version=_VERSION,
        # Plugins are code: none is added by hand.
        configuration=json.dumps({"plugins": {"pluginAdminEnabled": False}, "unifiedAlerting": {"enabled": True}}),
        tags=scope.tags(scope.physical_name(name)),
        # Dashboards that people make are kept in it.
        opts=owner.keeping(cluster.removal, depends_on=[policy]),
    )
    if admin_group_ids:
        aws.grafana.RoleAssociation(
            f"{name}-admins",
            role="ADMIN",
            group_ids=list(admin_group_ids),
            workspace_id=workspace.id,
            opts=owner.child(),
        )
    return pulumi.Output.concat("https://", workspace.endpoint), (workspace,)


def trust(scope: Scope) -> str:
    """Return who takes the role: Grafana workspaces of this account and Region only."""
    workspaces = f"arn:{scope.partition}:grafana:{scope.region}:{scope.account_id}:/workspaces/*"
    return json.dumps(
        {
            "Version": "2012-10-17",
            "Statement": [
                {
                    "Effect": "Allow",
                    "Principal": {"Service": "grafana.amazonaws.com"},
                    "Action": "sts:AssumeRole",
                    "Condition": {
                        "StringEquals": {"aws:SourceAccount": scope.account_id},
                        "ArnLike": {"aws:SourceArn": workspaces},
                    },
                }
            ],
        }
    )


def read_metrics(workspace_arn: str) -> list[Statement]:
    """Return what its data sources need: to ask one workspace of Prometheus, CloudWatch, and X-Ray."""
    return [
        {
            "Effect": "Allow",
            "Action": ["aps:GetLabels", "aps:GetMetricMetadata", "aps:GetSeries", "aps:QueryMetrics"],
            "Resource": workspace_arn,
        },
        # None of these supports a resource.
        {"Effect": "Allow", "Action": [*_METRICS, *_TRACES], "Resource": "*"},
    ]
