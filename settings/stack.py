"""The settings of one stack, and what the program builds from them."""

from __future__ import annotations

import pulumi

from components import Scope, Severity, Subscription, Workload

from .alerts import SECRET_PREFIX
from .declaration import Declaration
from .order import in_order


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

    def _subscription(self, endpoint: str) -> Subscription:
        if endpoint.startswith(SECRET_PREFIX):
            name = endpoint.removeprefix(SECRET_PREFIX)
            return Subscription(protocol="https", endpoint=self.secret_value(name), key=name)
        return Subscription(protocol="https" if endpoint.startswith("https://") else "email", endpoint=endpoint)
