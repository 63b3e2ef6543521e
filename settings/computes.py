"""Makes what services run on, as `compute` says: the one place that tells the kinds apart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pulumi

import components as sw

from .arguments import Arguments
from .eks import EksSettings

if TYPE_CHECKING:
    from components.kubernetes.eks_compute import EksCompute
    from components.kubernetes.platform import EksPlatformArgs
    from components.kubernetes.tools.args import Tool

    from .tools import ToolSettings


@dataclass(frozen=True, kw_only=True)
class Ground:
    """What every kind of compute stands on."""

    arguments: Arguments
    """The settings, as arguments."""

    network: sw.Network
    """Network that services run in."""

    images: Mapping[str, sw.EcrRepository]
    """Name in a service's `image` -> repository."""

    log_kms_key_arn: pulumi.Input[str]
    """Key that encrypts logs."""


def make_compute(
    arguments: Arguments,
    *,
    network: sw.Network,
    images: Mapping[str, sw.EcrRepository],
    log_kms_key_arn: pulumi.Input[str],
) -> sw.Compute:
    """Create what services run on."""
    ground = Ground(arguments=arguments, network=network, images=images, log_kms_key_arn=log_kms_key_arn)
    eks = arguments.settings.eks
    return _eks(ground, eks) if arguments.settings.compute == "eks" and eks else _fargate(ground)


def _fargate(ground: Ground) -> sw.FargateCompute:
    settings = ground.arguments.settings
    return sw.FargateCompute(
        scope=settings.scope,
        cluster=sw.EcsCluster("services", ground.arguments.cluster(ground.log_kms_key_arn)),
        network=ground.network,
        images=ground.images,
        log_kms_key_arn=ground.log_kms_key_arn,
        log_days=settings.logs.days,
    )


def _eks(ground: Ground, eks: EksSettings) -> EksCompute:
    # Imported here: a stack on Fargate needs no SDK of Kubernetes.
    from components.kubernetes.eks_compute import EksCompute
    from components.kubernetes.platform import EksPlatform

    settings = ground.arguments.settings
    key = sw.EncryptionKey(
        "kubernetes",
        replace(ground.arguments.key("storage", "secrets", "database"), removal=eks.removal or settings.removal),
    )
    platform = EksPlatform("services", _platform(ground, eks, key.key_arn))
    hours = settings.working_hours
    return EksCompute(
        scope=settings.scope,
        platform=platform,
        network=ground.network,
        images=ground.images,
        namespaces={name: platform.namespaces[eks.namespace_of(name)] for name in sorted(settings.services)},
        off_hours=hours.hours() if hours else None,
    )


def _platform(ground: Ground, eks: EksSettings, key: pulumi.Input[str]) -> EksPlatformArgs:
    from components.eks.args import SystemNodes
    from components.kubernetes.choices import Choices
    from components.kubernetes.platform import EksPlatformArgs

    from .namespaces import namespace_plans, pools

    settings = ground.arguments.settings
    domain = settings.domain if eks.external_dns else None
    nodes = eks.system_nodes
    return EksPlatformArgs(
        scope=settings.scope,
        network=ground.network,
        kms_key_arn=key,
        log_kms_key_arn=ground.log_kms_key_arn,
        administrators=eks.administrators,
        pools=pools(eks, settings.services),
        namespaces=namespace_plans(eks, settings.services),
        teams=eks.teams,
        kubernetes_version=eks.version,
        public_access_cidrs=eks.public_access_cidrs,
        private_access_cidrs=eks.private_access_cidrs,
        create_spot_role=eks.create_spot_role,
        system_nodes=SystemNodes(instance_types=nodes.instance_types, min=nodes.min, desired=nodes.min, max=nodes.max),
        log_days=settings.logs.days,
        container_insights=settings.logs.container_insights != "disabled",
        removal=eks.removal or settings.removal,
        tools={name: _tool(ground, tool, key) for name, tool in eks.tools.items()},
        choices=Choices(
            domain=sw.Domain(name=domain.name, hosted_zone_id=domain.hosted_zone_id) if domain else None,
            cert_manager=eks.cert_manager,
            prometheus=eks.prometheus,
            grafana=eks.grafana,
            open_telemetry=eks.open_telemetry,
        ),
    )


def _tool(ground: Ground, tool: ToolSettings, key: pulumi.Input[str]) -> Tool:
    from components.kubernetes.budget import MonthlyBudget
    from components.kubernetes.tools.args import Tool

    settings = ground.arguments.settings
    return Tool(
        budget=MonthlyBudget(usd=Decimal(tool.monthly_usd), emails=tool.emails or settings.alerts.emails()),
        database=sw.RdsDatabaseArgs(
            scope=settings.scope,
            removal=settings.removal,
            network=ground.network,
            kms_key_arn=key,
            log_kms_key_arn=ground.log_kms_key_arn,
            log_days=settings.logs.days,
            **tool.database.model_dump(),
        ),
    )
