"""What may be off outside working hours, as its owner describes it: the contract between components and `Schedule`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import pulumi


@dataclass(frozen=True, kw_only=True)
class ScalableService:
    """A service on ECS whose number of tasks Application Auto Scaling sets."""

    resource_id: pulumi.Input[str]
    """What Application Auto Scaling knows it by: `service/{cluster}/{service}`."""

    min: int
    """Fewest tasks while it is on."""

    max: int
    """Most tasks while it is on; none where nothing is released yet."""

    own_schedules: tuple[str, ...] = ()
    """Names of the schedules it has already. Default: none."""


@dataclass(frozen=True, kw_only=True)
class StoppableDatabase:
    """A database on RDS: one instance, or an Aurora cluster."""

    identifier: pulumi.Input[str]
    """Identifier in the RDS API."""

    arn: pulumi.Input[str]
    """ARN of the instance or cluster."""

    kind: Literal["instance", "cluster"] = "instance"
    """What is stopped. Default: one instance; those of Aurora stop with their cluster only."""

    engine: str = "postgres"
    """Engine in the RDS API. Default: PostgreSQL."""

    multi_az: bool = False
    """Whether it has a standby in another zone. Default: it has none."""

    replicas: tuple[str, ...] = ()
    """Names of its read replicas. Default: none."""

    backup_window: str | None = None
    """When its daily backup is taken, `hh:mm-hh:mm` in UTC. Default: nobody says, and nothing is checked."""

    maintenance_window: str | None = None
    """When changes are applied that interrupt, `ddd:hh:mm-ddd:hh:mm` in UTC. Default: likewise."""


@dataclass(frozen=True, kw_only=True)
class MachineGroup:
    """An EC2 Auto Scaling group: machines of its own, or those of an EKS node group."""

    name: pulumi.Input[str]
    """Name of the group."""

    arn: pulumi.Input[str]
    """ARN of the group."""

    min: int
    """Fewest machines while it is on."""

    max: int
    """Most machines while it is on."""

    desired: int
    """Machines it starts the day with."""

    def __post_init__(self) -> None:
        if not 0 <= self.min <= self.desired <= self.max or self.max == 0:
            raise ValueError(
                "a group needs 0 <= min <= desired <= max and max of at least 1, "
                f"got min {self.min}, desired {self.desired} and max {self.max}"
            )
