"""Production AWS building blocks for Pulumi programs. Import from here, never from the modules inside."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from .access import Connection, Peer, Reader, SecretRef
from .component import Component, Removal, Transform
from .compute import (
    Compute,
    EcsCluster,
    EcsClusterArgs,
    FargateCompute,
    FargateService,
    FargateServiceArgs,
    HealthCheck,
    Image,
    Scale,
    ScheduledScale,
    ServiceSpec,
    Workload,
    run_workloads,
)
from .cost.anomaly import AnomalyWatch
from .cost.ceiling import CostCeiling
from .cost.cost_allocation_tags import CostAllocationTags, CostAllocationTagsArgs
from .cost.cost_guard import CostGuard, CostGuardArgs
from .database import RdsDatabase, RdsDatabaseArgs
from .ecr_repository import EcrRepository, EcrRepositoryArgs
from .encryption_key import EncryptionKey, EncryptionKeyArgs
from .load_balancer import Domain, LatencyObjective, LoadBalancer, LoadBalancerArgs, Route, Target
from .network import ExistingVpc, ExistingVpcArgs, NatInstance, Network, Vpc, VpcArgs
from .observability.alarms import Alarms, AlarmsArgs
from .observability.dashboard import Dashboard, DashboardArgs
from .observability.spec import AlarmSpec, Metric, Severity, Watched
from .observability.subscription import Subscription
from .off_hours import MachineGroup, ScalableService, StoppableDatabase
from .schedule import Schedule, ScheduleArgs, WorkingHours
from .scope import Scope
from .secret import Secret, SecretArgs, SecretRotation

__all__ = [
    "AlarmSpec",
    "Alarms",
    "AlarmsArgs",
    "AnomalyWatch",
    "Component",
    "Compute",
    "Connection",
    "CostAllocationTags",
    "CostAllocationTagsArgs",
    "CostCeiling",
    "CostGuard",
    "CostGuardArgs",
    "Dashboard",
    "DashboardArgs",
    "Domain",
    "EcrRepository",
    "EcrRepositoryArgs",
    "EcsCluster",
    "EcsClusterArgs",
    "EncryptionKey",
    "EncryptionKeyArgs",
    "ExistingVpc",
    "ExistingVpcArgs",
    "FargateCompute",
    "FargateService",
    "FargateServiceArgs",
    "HealthCheck",
    "Image",
    "LatencyObjective",
    "LoadBalancer",
    "LoadBalancerArgs",
    "MachineGroup",
    "Metric",
    "NatInstance",
    "Network",
    "Peer",
    "RdsDatabase",
    "RdsDatabaseArgs",
    "Reader",
    "Removal",
    "Route",
    "ScalableService",
    "Scale",
    "Schedule",
    "ScheduleArgs",
    "ScheduledScale",
    "Scope",
    "Secret",
    "SecretArgs",
    "SecretRef",
    "SecretRotation",
    "ServiceSpec",
    "Severity",
    "StoppableDatabase",
    "Subscription",
    "Target",
    "Transform",
    "Vpc",
    "VpcArgs",
    "Watched",
    "WorkingHours",
    "Workload",
    "run_workloads",
]
