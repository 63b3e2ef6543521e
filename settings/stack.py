"""The settings of one stack, and what the program's components take from them."""

from __future__ import annotations

from typing import Any

import pulumi

from components import Domain, Scope, SecretRotation, ServiceSpec, Severity, Subscription, Workload

from .alerts import SECRET_PREFIX
from .declaration import Declaration
from .order import in_order
from .rules.needs import DATABASE


class StackSettings(Declaration):
    """The settings of one stack."""

    @property
    def account_id(self) -> str:
        """The one account."""
        return self.allowed_account_ids[0]

    @property
    def scope(self) -> Scope:
        """Where everything lives, and so what it is called."""
        return Scope(
            organization=self.organization,
            environment=self.environment,
            region=self.region,
            account_id=self.account_id,
            owner=self.owner,
            cost_center=self.cost_center,
            repository=self.repository,
        )

    @property
    def repositories(self) -> tuple[str, ...]:
        """Image repositories that services name, sorted."""
        return tuple(sorted({service.image.repository for service in self.services.values()}))

    def balancer_arguments(self) -> dict[str, Any]:
        """Return what `LoadBalancerArgs` takes from here."""
        domain = self.domain and Domain(name=self.domain.name, hosted_zone_id=self.domain.hosted_zone_id)
        return {"domain": domain, "log_days": self.logs.days, "latency": self.latency.objective()}

    def cluster_arguments(self) -> dict[str, Any]:
        """Return what `EcsClusterArgs` takes from here."""
        return {"container_insights": self.logs.container_insights}

    def database_arguments(self) -> dict[str, dict[str, Any]]:
        """Return name -> what `RdsDatabaseArgs` takes from here; nothing where the stack has no database."""
        return {DATABASE: self.database.arguments()} if self.database else {}

    def secret_arguments(self) -> dict[str, dict[str, Any]]:
        """Return name -> what `SecretArgs` takes from here, sorted."""
        return {name: self._secret(name) for name in sorted(self.secrets)}

    def service_specs(self) -> dict[str, ServiceSpec]:
        """Return name -> what to run, each service after those it needs."""
        return {name: workload.spec for name, workload in self.workloads().items()}

    def workloads(self) -> dict[str, Workload]:
        """Return name -> what to run and what it reaches, each service after those it needs."""
        needs = {name: set(service.needs) & set(self.services) for name, service in self.services.items()}
        return {name: self.services[name].workload() for name in in_order(needs)}

    def secret_value(self, name: str) -> pulumi.Output[str]:
        """Return the encrypted value *name*, as an output that stays secret."""
        return pulumi.Output.secret(self.secret_values[name].get_secret_value())

    def subscriptions(self) -> dict[Severity, tuple[Subscription, ...]]:
        """Return severity -> who hears of it."""
        return {
            severity: tuple(self._subscription(endpoint) for endpoint in endpoints)
            for severity, endpoints in self.alerts.by_severity().items()
        }

    def _secret(self, name: str) -> dict[str, Any]:
        secret = self.secrets[name]
        rotation = secret.rotation
        return {
            "description": secret.description,
            "source": secret.source,
            "value": self.secret_value(name) if secret.source == "supplied" else None,
            "rotation": rotation and SecretRotation(function_arn=rotation.function_arn, days=rotation.days),
        }

    def _subscription(self, endpoint: str) -> Subscription:
        if endpoint.startswith(SECRET_PREFIX):
            name = endpoint.removeprefix(SECRET_PREFIX)
            return Subscription(protocol="https", endpoint=self.secret_value(name), key=name)
        return Subscription(protocol="https" if endpoint.startswith("https://") else "email", endpoint=endpoint)
