"""Amazon Managed Service for Prometheus: a workspace, the collector that fills it, and rules on what it holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from ...component import Component
from ...eks.contract import Cluster
from ...network.contract import Network
from ...scope import Scope
from ..placement import on_system_nodes
from .addon import addon
from .namespaces import close_namespace
from .promises import rules
from .scraping import scrape_configuration
from .values import resources

# Source: Amazon EKS User Guide, "Community add-ons", kube-state-metrics; the port of its chart.
_STATES = "kube-state-metrics"
_STATES_PORT = 8080

# The collector writes it on its workspace by itself; without it here, every update would take it off.
_COLLECTOR_TAG = {"AMPAgentlessScraper": ""}


@dataclass(frozen=True, kw_only=True)
class Workspace:
    """Where AWS keeps metrics."""

    arn: pulumi.Output[str]
    """ARN of the workspace."""

    endpoint: pulumi.Output[str]
    """URL of its API, with a final slash."""

    ready: tuple[pulumi.Resource, ...]
    """The collector and the rules."""


def managed(
    owner: Component,
    scope: Scope,
    cluster: Cluster,
    network: Network,
    *,
    kms_key_arn: pulumi.Input[str],
    log_kms_key_arn: pulumi.Input[str],
    log_days: int,
    retention_days: int,
    depends_on: Sequence[pulumi.Resource],
) -> Workspace:
    """Create the workspace `{owner}` with its log, retention, rules and collector, and kube-state-metrics.

    A cluster whose access entries are the API's lets the collector in by itself: it makes the entry of its role.
    Source: AWS, "What's New", May 2024, Amazon Managed Service for Prometheus collector and EKS access management.
    """
    name = owner.logical_name
    workspace = _workspace(owner, scope, cluster, kms_key_arn, log_kms_key_arn, log_days)
    aws.amp.WorkspaceConfiguration(
        f"{name}-configuration",
        workspace_id=workspace.id,
        retention_period_in_days=retention_days,
        opts=owner.child(),
    )
    promised = aws.amp.RuleGroupNamespace(
        f"{name}-rules",
        name="promises",
        workspace_id=workspace.id,
        data=rules(),
        tags=scope.tags(scope.physical_name(name, "rules")),
        opts=owner.child(),
    )
    states = addon(
        owner,
        scope,
        cluster,
        _STATES,
        values={"resources": resources("20m", "256Mi"), **on_system_nodes()},
        depends_on=depends_on,
    )
    closed = close_namespace(owner, scope, cluster, _STATES, called_on=(_STATES_PORT,), depends_on=[states])
    collector = aws.amp.Scraper(
        f"{name}-collector",
        alias=scope.physical_name(name),
        source=aws.amp.ScraperSourceArgs(
            eks=aws.amp.ScraperSourceEksArgs(
                cluster_arn=cluster.cluster_arn,
                subnet_ids=[network.private_subnet_ids[zone] for zone in network.zones],
                security_group_ids=[cluster.security_group_id],
            )
        ),
        destination=aws.amp.ScraperDestinationArgs(amp=aws.amp.ScraperDestinationAmpArgs(workspace_arn=workspace.arn)),
        scrape_configuration=scrape_configuration(),
        tags=scope.tags(scope.physical_name(name, "collector")),
        opts=owner.child(depends_on=[*cluster.ready, states, *depends_on]),
    )
    return Workspace(
        arn=workspace.arn, endpoint=workspace.prometheus_endpoint, ready=(collector, promised, states, *closed)
    )


def _workspace(
    owner: Component,
    scope: Scope,
    cluster: Cluster,
    kms_key_arn: pulumi.Input[str],
    log_kms_key_arn: pulumi.Input[str],
    log_days: int,
) -> aws.amp.Workspace:
    name = owner.logical_name
    # Source: Amazon Managed Service for Prometheus User Guide, "Configure CloudWatch Logs": the name's beginning.
    log_name = f"/aws/vendedlogs/prometheus/{scope.physical_name(name)}"
    log = aws.cloudwatch.LogGroup(
        f"{name}-logs",
        name=log_name,
        retention_in_days=log_days,
        kms_key_id=log_kms_key_arn,
        tags=scope.tags(log_name),
        opts=owner.child(),
    )
    return aws.amp.Workspace(
        name,
        alias=scope.physical_name(name),
        kms_key_arn=kms_key_arn,
        logging_configuration=aws.amp.WorkspaceLoggingConfigurationArgs(
            log_group_arn=pulumi.Output.concat(log.arn, ":*")
        ),
        tags={**scope.tags(scope.physical_name(name)), **_COLLECTOR_TAG},
        opts=owner.keeping(cluster.removal),
    )
