"""The task definition of a service: one container, read-only but for named paths, never root, always logged."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from typing import Any

import pulumi
import pulumi_aws as aws

from ..component import Component
from ..scope import Scope
from .args import FargateServiceArgs
from .roles import Roles
from .sizes import cpu_units
from .spec import TEMPORARY, ServiceSpec

UNRELEASED = "unreleased"
"""Tag in the task definition of a service with no image yet; no task is started from it."""

# What the agent behind a shell session writes to; without them it dies under a read-only root file system.
# AWS publishes no list; these are the paths that are known to be enough.
_AGENT_PATHS = ("/managed-agents", "/var/lib/amazon/ssm", "/var/log/amazon/ssm")

_ARCHITECTURES = {"arm64": "ARM64", "x86_64": "X86_64"}
_PLAIN_PATH = re.compile(r"[A-Za-z0-9/]+")


def task_definition(
    owner: Component, args: FargateServiceArgs, roles: Roles, log_group_name: pulumi.Output[str]
) -> aws.ecs.TaskDefinition:
    """Create `{owner}-task-definition`; a change makes a new revision, to which the service then moves."""
    spec, family = args.spec, args.scope.physical_name(owner.logical_name)
    disk = spec.ephemeral_gib
    return aws.ecs.TaskDefinition(
        f"{owner.logical_name}-task-definition",
        family=family,
        requires_compatibilities=["FARGATE"],
        network_mode="awsvpc",
        cpu=str(cpu_units(spec.cpu)),
        memory=str(spec.memory),
        runtime_platform=aws.ecs.TaskDefinitionRuntimePlatformArgs(
            cpu_architecture=_ARCHITECTURES[spec.architecture], operating_system_family="LINUX"
        ),
        task_role_arn=roles.task.arn,
        execution_role_arn=roles.execution.arn,
        container_definitions=pulumi.Output.json_dumps([_container(owner.logical_name, args, log_group_name)]),
        volumes=[aws.ecs.TaskDefinitionVolumeArgs(name=name) for name in volume_names(spec)],
        ephemeral_storage=aws.ecs.TaskDefinitionEphemeralStorageArgs(size_in_gib=disk) if disk else None,
        tags=args.scope.tags(family),
        opts=owner.child(),
    )


def log_options(scope: Scope, group: pulumi.Output[str], prefix: str) -> dict[str, pulumi.Input[str]]:
    """Return the options of the `awslogs` driver: a log that cannot be written never stops the process."""
    return {
        "awslogs-group": group,
        "awslogs-region": scope.region,
        "awslogs-stream-prefix": prefix,
        "mode": "non-blocking",
        "max-buffer-size": "25m",
    }


def volume_names(spec: ServiceSpec) -> Mapping[str, str]:
    """Return volume name -> the path it is mounted at; a name comes from its path alone."""
    paths = {*spec.volumes, *(_AGENT_PATHS if spec.exec else ())}
    return {_volume_name(path): path for path in sorted(paths)}


def _volume_name(path: str) -> str:
    readable = re.sub(r"[^A-Za-z0-9]+", "-", path).strip("-")
    if _PLAIN_PATH.fullmatch(path):
        return readable
    return f"{readable}-{hashlib.sha256(path.encode()).hexdigest()[:6]}"


def _container(name: str, args: FargateServiceArgs, log_group_name: pulumi.Output[str]) -> dict[str, Any]:
    spec = args.spec
    environment = {**spec.environment, **args.environment}
    container = {
        "name": name,
        "image": pulumi.Output.concat(args.repository_url, ":", spec.image.tag or UNRELEASED),
        # A tag that moves afterwards changes nothing: ECS starts every task of a deployment from one digest.
        "versionConsistency": "enabled",
        "essential": True,
        "user": spec.user,
        "readonlyRootFilesystem": True,
        "linuxParameters": _linux(spec),
        "stopTimeout": spec.stop_timeout_seconds,
        "portMappings": _ports(name, spec),
        "environment": [{"name": key, "value": environment[key]} for key in sorted(environment)],
        "secrets": [{"name": key, "valueFrom": args.secrets[key].value_from} for key in sorted(args.secrets)],
        "mountPoints": [
            {"sourceVolume": volume, "containerPath": path, "readOnly": False}
            for volume, path in volume_names(spec).items()
        ],
        "logConfiguration": {"logDriver": "awslogs", "options": log_options(args.scope, log_group_name, "task")},
    }
    return {**container, "command": list(spec.command)} if spec.command else container


def _linux(spec: ServiceSpec) -> dict[str, Any]:
    # Passes signals on and collects orphans, which a process that is number 1 has to do for itself.
    found: dict[str, Any] = {"initProcessEnabled": True}
    if spec.temporary_mib is not None:
        # Anybody may write to a tmpfs, where a volume is root's. On Fargate since 2026-01 (AWS, What's New, 6 January).
        options = ["rw", "nosuid", "nodev"]
        found["tmpfs"] = [{"containerPath": TEMPORARY, "size": spec.temporary_mib, "mountOptions": options}]
    return found


def _ports(name: str, spec: ServiceSpec) -> list[dict[str, Any]]:
    if spec.port is None:
        return []
    return [{"name": name, "containerPort": spec.port, "hostPort": spec.port, "protocol": "tcp", "appProtocol": "http"}]
