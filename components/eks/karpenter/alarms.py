"""What Karpenter watches about itself, by metrics that AWS publishes by itself."""

from __future__ import annotations

import pulumi

from ...observability.spec import AlarmSpec, Metric, single

# A spot node has two minutes from the warning on. Source: Amazon EC2 User Guide, "Spot Instance interruption notices".
_LATE_SECONDS = 60
# A node is there in about two; a pool that is full, or an account at its quota, never gets there.
_WAITING_MINUTES = 15


def karpenter_alarms(queue_name: pulumi.Output[str], cluster_name: pulumi.Output[str]) -> tuple[AlarmSpec, ...]:
    """Return the alarms on interruptions that nobody reads, and on pods that no node fits."""
    return (
        AlarmSpec(
            key="interruptions-unread",
            title=f"Interruptions of nodes wait more than {_LATE_SECONDS} seconds to be read",
            severity="P2",
            metrics=single(
                Metric(
                    namespace="AWS/SQS",
                    name="ApproximateAgeOfOldestMessage",
                    dimensions={"QueueName": queue_name},
                    statistic="Maximum",
                )
            ),
            threshold=_LATE_SECONDS,
            periods=3,
            runbook="karpenter-interruptions",
        ),
        AlarmSpec(
            key="pods-waiting",
            title=f"Pods have been waiting for a node for {_WAITING_MINUTES} minutes",
            severity="P1",
            # Source: Amazon EKS User Guide, "Monitor cluster data with Amazon CloudWatch", basic metrics.
            metrics=single(
                Metric(
                    namespace="AWS/EKS",
                    name="scheduler_pending_pods_UNSCHEDULABLE",
                    dimensions={"ClusterName": cluster_name},
                    statistic="Sum",
                )
            ),
            threshold=0,
            periods=_WAITING_MINUTES,
            runbook="karpenter-pods-waiting",
        ),
    )
