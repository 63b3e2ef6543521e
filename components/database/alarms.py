"""What a database watches about itself; every limit that has a size follows from the database's own."""

from __future__ import annotations

from collections.abc import Mapping

import pulumi

from ..observability.spec import AlarmSpec, Metric, single
from .args import RdsDatabaseArgs
from .engine import GIB, InstanceClass

_BUSY_PERCENT = 80
_FREE_STORAGE_SHARE = 0.2
_FREE_MEMORY_SHARE = 0.1
_CONNECTIONS_SHARE = 0.8


def database_alarms(
    args: RdsDatabaseArgs,
    identifier: pulumi.Output[str],
    replicas: Mapping[str, pulumi.Output[str]],
    rotation_function_name: pulumi.Output[str] | None,
) -> tuple[AlarmSpec, ...]:
    """Return the alarms of the primary, of each replica, and of the rotation where there is one."""
    watched = [_cpu("cpu", "CPU", identifier), *_capacity(args, identifier)]
    for key, replica in replicas.items():
        watched += [_lag(args, key, replica), _cpu(f"replica-{key}-cpu", f"CPU of replica {key}", replica)]
    if rotation_function_name is not None:
        watched.append(_rotation(rotation_function_name))
    return tuple(watched)


def _capacity(args: RdsDatabaseArgs, identifier: pulumi.Output[str]) -> list[AlarmSpec]:
    size: InstanceClass = args.size
    connections = args.engine_facts.connections(size.memory_bytes, args.parameters)
    return [
        AlarmSpec(
            key="storage",
            title=f"Free storage below {_FREE_STORAGE_SHARE:.0%} of {args.storage_gib} GiB",
            severity="P1",
            metrics=_rds("FreeStorageSpace", identifier, "Minimum"),
            threshold=args.storage_gib * GIB * _FREE_STORAGE_SHARE,
            comparison="below",
            runbook="database-storage",
        ),
        AlarmSpec(
            key="connections",
            title=f"More than {_CONNECTIONS_SHARE:.0%} of {connections} connections in use",
            severity="P1",
            metrics=_rds("DatabaseConnections", identifier, "Maximum"),
            threshold=int(connections * _CONNECTIONS_SHARE),
            runbook="database-connections",
        ),
        AlarmSpec(
            key="memory",
            title=f"Freeable memory below {_FREE_MEMORY_SHARE:.0%} of {size.memory_gib} GiB for 15 minutes",
            severity="P2",
            metrics=_rds("FreeableMemory", identifier),
            threshold=size.memory_bytes * _FREE_MEMORY_SHARE,
            comparison="below",
            periods=15,
            runbook="database-memory",
        ),
    ]


def _cpu(key: str, what: str, identifier: pulumi.Output[str]) -> AlarmSpec:
    return AlarmSpec(
        key=key,
        title=f"{what} above {_BUSY_PERCENT} % for 15 minutes",
        severity="P2",
        metrics=_rds("CPUUtilization", identifier),
        threshold=_BUSY_PERCENT,
        periods=15,
        runbook="database-cpu",
    )


def _lag(args: RdsDatabaseArgs, key: str, identifier: pulumi.Output[str]) -> AlarmSpec:
    # Twice what a healthy replica of an idle source reports.
    limit = 2 * args.engine_facts.idle_lag_seconds
    return AlarmSpec(
        key=f"replica-{key}-lag",
        title=f"Replica {key} more than {limit // 60} minutes behind",
        severity="P2",
        metrics=_rds("ReplicaLag", identifier),
        threshold=limit,
        runbook="database-replica-lag",
    )


def _rotation(function_name: pulumi.Output[str]) -> AlarmSpec:
    return AlarmSpec(
        key="rotation-errors",
        title="The rotation of the master password failed",
        severity="P2",
        metrics=single(
            Metric(namespace="AWS/Lambda", name="Errors", dimensions={"FunctionName": function_name}, statistic="Sum")
        ),
        threshold=1,
        comparison="at_least",
        periods=1,
        # A stopped database refuses a new password; Secrets Manager tries again.
        only_while_on=True,
        runbook="secret-rotation",
    )


def _rds(metric: str, identifier: pulumi.Output[str], statistic: str = "Average") -> dict[str, Metric]:
    dimensions = {"DBInstanceIdentifier": identifier}
    return single(Metric(namespace="AWS/RDS", name=metric, dimensions=dimensions, statistic=statistic))
