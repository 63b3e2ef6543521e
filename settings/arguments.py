"""What each component of the platform takes from the settings: the one place where the two vocabularies meet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pulumi

from components import (
    Alarms,
    AlarmsArgs,
    CostCeiling,
    CostGuardArgs,
    DashboardArgs,
    Domain,
    EcrRepositoryArgs,
    EcsClusterArgs,
    EncryptionKeyArgs,
    LoadBalancerArgs,
    Network,
    RdsDatabase,
    RdsDatabaseArgs,
    Reader,
    Schedule,
    ScheduleArgs,
    SecretArgs,
    SecretRotation,
    VpcArgs,
    Watched,
)
from components.compute.workloads import RunningService
from components.encryption_key import Coverage

from .stack import StackSettings


@dataclass(frozen=True)
class Arguments:
    """Builds the components' arguments from one stack's settings."""

    settings: StackSettings
    """The settings of the stack."""

    def key(self, *covers: Coverage) -> EncryptionKeyArgs:
        """Return the arguments of the key that encrypts *covers*."""
        return EncryptionKeyArgs(scope=self.settings.scope, removal=self.settings.removal, covers=covers)

    def vpc(self, log_key: pulumi.Input[str]) -> VpcArgs:
        """Return the arguments of the network, its flow logs encrypted with *log_key*."""
        network = self.settings.network
        machine = network.nat_instance.machine() if network.nat_instance else None
        return VpcArgs(
            scope=self.settings.scope,
            removal=self.settings.removal,
            kms_key_arn=log_key,
            cidr=network.cidr,
            zones=network.zones,
            nat=network.nat,
            nat_zone=network.nat_zone,
            nat_instance=machine,
            endpoints=network.endpoints,
            flow_log_days=network.flow_log_days,
            ipv6=network.ipv6,
        )

    def load_balancer(self, network: Network) -> LoadBalancerArgs:
        """Return the arguments of the one way in from outside."""
        domain = self.settings.domain
        return LoadBalancerArgs(
            scope=self.settings.scope,
            removal=self.settings.removal,
            network=network,
            domain=Domain(name=domain.name, hosted_zone_id=domain.hosted_zone_id) if domain else None,
            log_days=self.settings.logs.days,
            latency=self.settings.latency.objective(),
        )

    def databases(
        self, network: Network, key: pulumi.Input[str], log_key: pulumi.Input[str]
    ) -> dict[str, RdsDatabaseArgs]:
        """Return name -> arguments of the databases: none, or the one called `database`."""
        database = self.settings.database
        if database is None:
            return {}
        arguments = RdsDatabaseArgs(
            scope=self.settings.scope,
            removal=self.settings.removal,
            network=network,
            kms_key_arn=key,
            log_kms_key_arn=log_key,
            log_days=self.settings.logs.days,
            **database.arguments(),
        )
        return {"database": arguments}

    def secrets(self, key: pulumi.Input[str]) -> dict[str, SecretArgs]:
        """Return name -> arguments of the secrets, their values encrypted with *key*."""
        return {name: self._secret(name, key) for name in sorted(self.settings.secrets)}

    def images(self, key: pulumi.Input[str]) -> dict[str, EcrRepositoryArgs]:
        """Return name -> arguments of the image repositories that services name."""
        images = self.settings.images
        arguments = EcrRepositoryArgs(
            scope=self.settings.scope,
            removal=self.settings.removal,
            kms_key_arn=key,
            keep_deployed=images.keep_deployed,
            keep_days=images.keep_days,
            pull_account_ids=images.pull_account_ids,
        )
        return dict.fromkeys(self.settings.repositories, arguments)

    def cluster(self, log_key: pulumi.Input[str]) -> EcsClusterArgs:
        """Return the arguments of the cluster that services run in."""
        return EcsClusterArgs(
            scope=self.settings.scope,
            removal=self.settings.removal,
            kms_key_arn=log_key,
            log_days=self.settings.logs.days,
            container_insights=self.settings.logs.container_insights,
        )

    def alarms(self, watched: Sequence[Watched], key: pulumi.Input[str]) -> AlarmsArgs:
        """Return the arguments of the alarms on everything *watched*, their topics encrypted with *key*."""
        return AlarmsArgs(
            scope=self.settings.scope, kms_key_arn=key, watched=watched, subscriptions=self.settings.subscriptions()
        )

    def dashboard(self, watched: Sequence[Watched], alarms: Alarms) -> DashboardArgs:
        """Return the arguments of the dashboard over everything *watched*, its alarms on top."""
        return DashboardArgs(scope=self.settings.scope, watched=watched, alarm_arns=tuple(alarms.alarm_arns.values()))

    def cost_guards(
        self,
        alarms: Alarms,
        databases: Mapping[str, RdsDatabase],
        services: Mapping[str, Reader],
        schedules: Mapping[str, Schedule],
    ) -> dict[str, CostGuardArgs]:
        """Return name -> arguments of the budgets: none, or the one called `costs`, which is told through *alarms*."""
        budget = self.settings.budget
        if budget is None:
            return {}
        arguments = CostGuardArgs(
            scope=self.settings.scope,
            topic_arns=alarms.topic_arns,
            monthly_usd=budget.monthly_usd,
            thresholds=budget.thresholds,
            watches=budget.watches,
            anomaly=budget.anomaly.watch() if budget.anomaly else None,
            ceiling=_ceiling(databases, services, schedules) if budget.ceiling == "stop" else None,
        )
        return {"costs": arguments}

    def schedules(
        self, services: Mapping[str, RunningService], databases: Mapping[str, RdsDatabase], alarms: Alarms
    ) -> dict[str, ScheduleArgs]:
        """Return name -> arguments of the schedules: none, or the one called `off-hours`, which mutes *alarms* too."""
        working_hours = self.settings.working_hours
        scalable = {name: found for name in sorted(services) if (found := services[name].scalable) is not None}
        if working_hours is None or not (scalable or databases):
            return {}
        arguments = ScheduleArgs(
            scope=self.settings.scope,
            hours=working_hours.hours(),
            services=scalable,
            databases={name: databases[name].stoppable for name in sorted(databases)},
            muted_alarms=tuple(alarms.names_to_mute.values()),
        )
        return {"off-hours": arguments}

    def _secret(self, name: str, key: pulumi.Input[str]) -> SecretArgs:
        secret = self.settings.secrets[name]
        rotation = secret.rotation
        return SecretArgs(
            scope=self.settings.scope,
            removal=self.settings.removal,
            kms_key_arn=key,
            description=secret.description,
            source=secret.source,
            value=self.settings.secret_value(name) if secret.source == "supplied" else None,
            rotation=SecretRotation(function_arn=rotation.function_arn, days=rotation.days) if rotation else None,
        )


def _ceiling(
    databases: Mapping[str, RdsDatabase], services: Mapping[str, Reader], schedules: Mapping[str, Schedule]
) -> CostCeiling | None:
    """Return what stops *databases* and *services*, and *schedules* from starting them; None where nothing is there."""
    if not databases and not services:
        return None
    return CostCeiling(
        database_identifiers=tuple(databases[name].database_identifier for name in sorted(databases)),
        role_names=(
            *(services[name].role_name for name in sorted(services)),
            # Else the next morning would start the database again.
            *(schedule.role_name for schedule in schedules.values() if schedule.role_name is not None),
        ),
    )
