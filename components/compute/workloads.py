"""Runs services on any compute, and lets each reach exactly what it needs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

import pulumi

from ..access import Connection, Peer, Reader, SecretRef, variable
from ..component import Component
from ..load_balancer import LoadBalancer, Route
from ..observability.spec import Watched
from ..off_hours import ScalableService
from ..secret import Secret
from .contract import Target
from .spec import ServiceSpec


@dataclass(frozen=True, kw_only=True)
class Workload:
    """One service with its surroundings: who reaches it and what it reaches."""

    spec: ServiceSpec
    """What runs."""

    route: Route | None = None
    """Requests from the load balancer that reach it. Default: none, it is reached by name from inside."""

    needs: tuple[str, ...] = ()
    """Names of databases, secrets and other services it may use. Default: none."""

    secrets: Mapping[str, str] = field(default_factory=dict)
    """Environment variable -> name of the secret whose value it gets. Default: none."""

    def __post_init__(self) -> None:
        if self.route is not None and self.spec.port is None:
            raise ValueError("a service with a route needs a port: say which port the container listens on")


class Service(Protocol):
    """A service that runs somewhere."""

    @property
    def connection(self) -> Connection:
        """What a program must be told to call it."""

    def allow_from(self, peer: Peer) -> None:
        """Let *peer* reach its port."""


class Compute(Protocol):
    """Where services run. The one seam between what a service is and how it is run."""

    def run(
        self,
        name: str,
        spec: ServiceSpec,
        *,
        target: Target | None,
        connection: Connection,
        after: tuple[pulumi.Resource, ...],
    ) -> RunningService:
        """Run *spec* behind *target*, told of *connection*, once everything in *after* is up."""

    @property
    def watched(self) -> tuple[Watched, ...]:
        """What services run on, as far as it has alarms of its own."""

    @property
    def commands(self) -> Mapping[str, Mapping[str, pulumi.Output[str]]]:
        """What services run on -> purpose -> command that reaches it; empty where nobody logs in to it."""


class RunningService(Service, Peer, Watched, Protocol):
    """A service as a compute returns it: a component that can be granted access, and is watched."""

    @property
    def commands(self) -> Mapping[str, pulumi.Output[str]]:
        """Purpose -> command that reaches it."""

    @property
    def role_name(self) -> pulumi.Output[str]:
        """The IAM role it acts under."""

    @property
    def scalable(self) -> ScalableService | None:
        """What a `Schedule` switches off and on; none where the compute keeps working hours by itself."""


class Database(Protocol):
    """A database that services may be let into."""

    @property
    def connection(self) -> Connection:
        """What a program must be told to use it."""

    def allow_from(self, peer: Peer) -> None:
        """Let *peer* reach its port."""

    def grant_read(self, reader: Reader) -> None:
        """Let *reader* read the secret with its credentials."""


def run_workloads(
    workloads: Mapping[str, Workload],
    *,
    compute: Compute,
    balancer: LoadBalancer | None,
    databases: Mapping[str, Database],
    secrets: Mapping[str, Secret],
) -> dict[str, RunningService]:
    """Run *workloads* in the given order and open what each needs; return name -> service.

    Raises ValueError where a workload needs a name that is neither a database, a secret nor a service before it,
    or has a route while there is no balancer.
    """
    running: dict[str, RunningService] = {}
    for name, workload in workloads.items():
        _check_needs(name, workload, {*databases, *secrets, *running})
        target = _route(name, workload, balancer)
        called = tuple(running[need] for need in workload.needs if need in running)
        told = [databases[need].connection for need in workload.needs if need in databases]
        told += [service.connection for service in called]
        told.append(_secrets_of(workload, secrets))
        after = tuple(service for service in called if isinstance(service, Component))
        service = compute.run(name, workload.spec, target=target, connection=merge(told), after=after)
        if target is not None and balancer is not None:
            service.allow_from(balancer)
        for need in workload.needs:
            _admit(need, service, running, databases, secrets)
        running[name] = service
    return running


def _secrets_of(workload: Workload, secrets: Mapping[str, Secret]) -> Connection:
    """Return the values it is given, and the ARNs of the secrets it reads by itself."""
    read = [need for need in workload.needs if need in secrets]
    return Connection(
        environment={variable(need, "SECRET_ARN"): secrets[need].secret_arn for need in read},
        secrets={key: secrets[name].reference() for key, name in workload.secrets.items()},
    )


def merge(connections: Iterable[Connection]) -> Connection:
    """Return all of *connections* as one."""
    environment: dict[str, pulumi.Input[str]] = {}
    secrets: dict[str, SecretRef] = {}
    for connection in connections:
        environment.update(connection.environment)
        secrets.update(connection.secrets)
    return Connection(environment=environment, secrets=secrets)


def _check_needs(name: str, workload: Workload, known: set[str]) -> None:
    unknown = sorted(set(workload.needs) - known)
    if unknown:
        raise ValueError(
            f"service {name!r} needs {', '.join(unknown)}, which is no database, secret or earlier service"
        )


def _route(name: str, workload: Workload, balancer: LoadBalancer | None) -> Target | None:
    if workload.route is None or workload.spec.port is None:
        return None
    if balancer is None:
        raise ValueError(f"service {name!r} has a route, but there is no load balancer to route by")
    return balancer.route(name, workload.route, port=workload.spec.port, health=workload.spec.health)


def _admit(
    need: str,
    service: RunningService,
    running: Mapping[str, RunningService],
    databases: Mapping[str, Database],
    secrets: Mapping[str, Secret],
) -> None:
    """Let *service* use the one thing *need* names."""
    if need in secrets:
        secrets[need].grant_read(service)
    elif need in databases:
        databases[need].allow_from(service)
        databases[need].grant_read(service)
    else:
        running[need].allow_from(service)
