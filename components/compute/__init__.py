"""Where services run: what a service is, ECS on Fargate, and what lets services reach what they need."""

from __future__ import annotations

from .args import FargateServiceArgs
from .ecs_cluster import EcsCluster, EcsClusterArgs
from .fargate_compute import FargateCompute
from .fargate_service import FargateService
from .spec import HealthCheck, Image, Scale, ScheduledScale, ServiceSpec
from .workloads import Compute, Workload, run_workloads

__all__ = [
    "Compute",
    "EcsCluster",
    "EcsClusterArgs",
    "FargateCompute",
    "FargateService",
    "FargateServiceArgs",
    "HealthCheck",
    "Image",
    "Scale",
    "ScheduledScale",
    "ServiceSpec",
    "Workload",
    "run_workloads",
]
