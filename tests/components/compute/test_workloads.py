"""Workloads run in order, are told what they need, and reach that and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from components import (
    Connection,
    Domain,
    EcrRepository,
    EcrRepositoryArgs,
    EcsCluster,
    EcsClusterArgs,
    FargateCompute,
    Image,
    LoadBalancer,
    LoadBalancerArgs,
    Route,
    Scale,
    Scope,
    Secret,
    SecretArgs,
    SecretRef,
    ServiceSpec,
    Vpc,
    VpcArgs,
    Workload,
    run_workloads,
)
from components.compute.workloads import merge

KEY = "arn:aws:kms:eu-west-1:123456789012:key/1"


class FakeDatabase:
    """A database that remembers who was let in."""

    def __init__(self) -> None:
        self.admitted: list[str] = []
        self.readers: list[str] = []
        self.connection = Connection(
            environment={"DATABASE_HOST": "db.internal"},
            secrets={"DATABASE_PASSWORD": SecretRef(secret_arn="arn:aws:secretsmanager:::secret:db", key="password")},
        )

    def allow_from(self, peer: Any) -> None:
        self.admitted.append(peer.logical_name)

    def grant_read(self, reader: Any) -> None:
        self.readers.append(reader.logical_name)


def spec(port: int | None = 8080) -> ServiceSpec:
    return ServiceSpec(
        cpu=0.25, memory=512, port=port, image=Image(repository="api", tag="1.0.0"), scale=Scale(min=1, max=2)
    )


def run(
    scope: Scope, workloads: Mapping[str, Workload], databases: Mapping[str, FakeDatabase] | None = None
) -> dict[str, Any]:
    """Run *workloads* with a whole platform around them."""
    network = Vpc("main", VpcArgs(scope=scope, cidr="10.0.0.0/16", zones=("a", "b"), nat="none", kms_key_arn=KEY))
    balancer = LoadBalancer(
        "public",
        LoadBalancerArgs(scope=scope, network=network, domain=Domain(name="acme.example", hosted_zone_id="Z1")),
    )
    compute = FargateCompute(
        scope=scope,
        cluster=EcsCluster("services", EcsClusterArgs(scope=scope, kms_key_arn=KEY)),
        network=network,
        images={"api": EcrRepository("api", EcrRepositoryArgs(scope=scope, kms_key_arn=KEY))},
        log_kms_key_arn=KEY,
        log_days=30,
    )
    secrets = {"stripe": Secret("stripe", SecretArgs(scope=scope, kms_key_arn=KEY, description="Payment key"))}
    return run_workloads(workloads, compute=compute, balancer=balancer, databases=databases or {}, secrets=secrets)


def variables(made: Any, name: str) -> dict[str, str]:
    (container,) = made.json(f"{name}-task-definition", "containerDefinitions")
    return {each["name"]: each["value"] for each in container["environment"]}


def rules(made: Any, kind: str) -> set[str]:
    found = (r for r in made.stack.managed() if r.type.endswith(f":SecurityGroup{kind}Rule"))
    return {r.name for r in found if "FargateService" in r.urn}


def test_opens_the_port_of_what_is_needed_and_no_other(deploy: Callable[..., Any], scope: Scope) -> None:
    workloads = {
        "pricing": Workload(spec=spec(9000)),
        "stock": Workload(spec=spec(9100)),
        "api": Workload(spec=spec(), route=Route(host="api"), needs=("pricing",)),
    }

    made = deploy(lambda: run(scope, workloads))

    assert rules(made, "Ingress") == {"pricing-ingress-api", "api-ingress-public"}
    assert made["pricing-ingress-api"].inputs["fromPort"] == 9000
    assert variables(made, "api") == {"PRICING_URL": "http://pricing:9000"}
    assert variables(made, "stock") == {}


def test_starts_a_service_after_those_it_calls(deploy: Callable[..., Any], scope: Scope) -> None:
    """Service Connect resolves only the names that existed when a task started."""
    workloads = {"pricing": Workload(spec=spec(9000)), "api": Workload(spec=spec(), needs=("pricing",))}

    made = deploy(lambda: run(scope, workloads))

    pricing = made["pricing", "aws:ecs/service:Service"].urn
    assert pricing in made["api", "aws:ecs/service:Service"].dependencies


def test_lets_a_service_into_the_database_and_tells_it_where(deploy: Callable[..., Any], scope: Scope) -> None:
    database = FakeDatabase()

    made = deploy(lambda: run(scope, {"api": Workload(spec=spec(), needs=("database",))}, {"database": database}))

    (container,) = made.json("api-task-definition", "containerDefinitions")
    assert database.admitted == database.readers == ["api"]
    assert variables(made, "api") == {"DATABASE_HOST": "db.internal"}
    assert container["secrets"] == [
        {"name": "DATABASE_PASSWORD", "valueFrom": "arn:aws:secretsmanager:::secret:db:password::"}
    ]


def test_lets_nobody_else_near_the_database(deploy: Callable[..., Any], scope: Scope) -> None:
    database = FakeDatabase()

    deploy(lambda: run(scope, {"stock": Workload(spec=spec())}, {"database": database}))

    assert database.admitted == database.readers == []


def test_gives_a_secret_by_value_or_lets_the_service_read_it(deploy: Callable[..., Any], scope: Scope) -> None:
    workloads = {
        "given": Workload(spec=spec(), secrets={"STRIPE_KEY": "stripe"}),
        "reader": Workload(spec=spec(9000), needs=("stripe",)),
    }

    made = deploy(lambda: run(scope, workloads))

    arn = made["stripe", "aws:secretsmanager/secret:Secret"].outputs["arn"]
    (container,) = made.json("given-task-definition", "containerDefinitions")
    assert container["secrets"] == [{"name": "STRIPE_KEY", "valueFrom": arn}]
    assert variables(made, "reader") == {"STRIPE_SECRET_ARN": arn}
    assert {r.name for r in made.stack.managed() if r.name.startswith("stripe-read-")} == {"stripe-read-reader"}


@pytest.mark.parametrize(
    ("workload", "message"),
    [
        (Workload(spec=spec(), needs=("cache",)), "service 'api' needs cache, which is no database, secret or earlier"),
        (Workload(spec=spec(), needs=("api",)), "service 'api' needs api, which is no"),
    ],
)
def test_refuses_a_need_that_nothing_meets(
    deploy: Callable[..., Any], scope: Scope, workload: Workload, message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        deploy(lambda: run(scope, {"api": workload}))


def test_refuses_a_route_without_a_balancer(scope: Scope) -> None:
    workloads = {"api": Workload(spec=spec(), route=Route())}

    with pytest.raises(ValueError, match="service 'api' has a route, but there is no load balancer"):
        run_workloads(workloads, compute=None, balancer=None, databases={}, secrets={})  # type: ignore[arg-type]


def test_refuses_a_route_without_a_port() -> None:
    with pytest.raises(ValueError, match="a service with a route needs a port"):
        Workload(spec=spec(port=None), route=Route())


def test_merges_connections_with_the_last_word_to_the_last() -> None:
    one = Connection(environment={"A": "1", "B": "1"})
    two = Connection(environment={"B": "2"}, secrets={"C": SecretRef(secret_arn="c")})

    assert merge([one, two]) == Connection(environment={"A": "1", "B": "2"}, secrets={"C": SecretRef(secret_arn="c")})
