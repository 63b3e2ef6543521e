"""What a cluster watches about itself: its API, its store, its nodes, and pods that find no place."""

from __future__ import annotations

import pulumi

from ..observability.spec import AlarmSpec, Metric, single

# Source: Amazon EKS Best Practices Guide, "Scalability, Kubernetes control plane": the store stops taking writes there.
_STORE_BYTES = 8 * 1024**3
_FULL_SHARE = 0.75
_FAILED_PERCENT = 1
_DISK_PERCENT = 80


def cluster_alarms(
    cluster_name: pulumi.Input[str], *, fewest_nodes: int, container_insights: bool
) -> tuple[AlarmSpec, ...]:
    """Return the alarms of a cluster; those on nodes need Container Insights to have any data."""
    dimensions = {"ClusterName": cluster_name}

    def eks(name: str, statistic: str) -> Metric:
        # EKS publishes these for every cluster. Source: Amazon EKS User Guide, "Monitor cluster data with CloudWatch".
        return Metric(namespace="AWS/EKS", name=name, dimensions=dimensions, statistic=statistic)

    def measured(name: str, statistic: str) -> Metric:
        # Source: Amazon CloudWatch User Guide, "Enhanced Container Insights (Classic) metric reference".
        return Metric(namespace="ContainerInsights", name=name, dimensions=dimensions, statistic=statistic)

    api = (
        AlarmSpec(
            key="api-errors",
            title=f"More than {_FAILED_PERCENT} % of calls to the Kubernetes API fail for 10 minutes",
            severity="P1",
            metrics={
                "failed": eks("apiserver_request_total_5XX", "Sum"),
                "all": eks("apiserver_request_total", "Sum"),
            },
            expression="100 * failed / all",
            threshold=_FAILED_PERCENT,
            periods=10,
            runbook="cluster-api-errors",
        ),
        AlarmSpec(
            key="api-throttled",
            title="The Kubernetes API turns calls away for 15 minutes",
            severity="P3",
            metrics=single(eks("apiserver_request_total_429", "Sum")),
            threshold=0,
            periods=15,
            runbook="cluster-api-errors",
        ),
        AlarmSpec(
            key="store-full",
            title=f"The cluster's store holds more than {_FULL_SHARE:.0%} of the {_STORE_BYTES // 1024**3} GiB it can",
            severity="P1",
            metrics=single(eks("apiserver_storage_size_bytes", "Maximum")),
            threshold=_STORE_BYTES * _FULL_SHARE,
            runbook="cluster-store-full",
        ),
        AlarmSpec(
            key="pods-unplaced",
            title="A pod finds no node for 15 minutes",
            severity="P2",
            metrics=single(eks("scheduler_pending_pods_UNSCHEDULABLE", "Minimum")),
            threshold=0,
            periods=15,
            runbook="cluster-pods-unplaced",
        ),
    )
    if not container_insights:
        return api
    nodes = (
        AlarmSpec(
            key="nodes-missing",
            title=f"Fewer than {fewest_nodes} nodes for 5 minutes",
            severity="P0",
            metrics=single(measured("cluster_node_count", "Minimum")),
            threshold=fewest_nodes,
            comparison="below",
            # It is the nodes that publish it: without any, there is silence.
            missing="breaching",
            runbook="cluster-nodes-missing",
        ),
        AlarmSpec(
            key="nodes-failed",
            title="A node is not well for 15 minutes, though it should have been replaced",
            severity="P1",
            metrics=single(measured("cluster_failed_node_count", "Minimum")),
            threshold=0,
            periods=15,
            runbook="cluster-nodes-failed",
        ),
        AlarmSpec(
            key="node-disk",
            title=f"A node's disk is more than {_DISK_PERCENT} % full for 10 minutes",
            severity="P2",
            metrics=single(measured("node_filesystem_utilization", "Maximum")),
            threshold=_DISK_PERCENT,
            periods=10,
            runbook="cluster-nodes-failed",
        ),
    )
    return (*api, *nodes)
