"""The EKS compute gives every service of a stack the same surroundings."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pulumi
import pulumi_aws as aws
import pytest

from components.access import Connection, SecretRef
from components.compute import Image, Scale, ServiceSpec, Workload, run_workloads
from components.compute.ecs_cluster import EcsCluster, EcsClusterArgs
from components.compute.fargate_compute import FargateCompute
from components.database import RdsDatabase, RdsDatabaseArgs
from components.ecr_repository import EcrRepository, EcrRepositoryArgs
from components.kubernetes.eks_compute import EksCompute
from components.kubernetes.namespace.namespace import Namespace, NamespaceArgs
from components.load_balancer import Domain, LoadBalancer, LoadBalancerArgs, Route
from components.network import Vpc, VpcArgs
from components.schedule.hours import WorkingHours
from components.scope import Scope
from components.secret import Secret, SecretArgs
from tests.components.compute.conftest import StandInNetwork
from tests.components.eks.making import StandInCluster
from tests.kubernetes.validation import problems

KEY = "arn:aws:kms:eu-west-1:123456789012:key/1"
DEPLOYMENT = ("web", "kubernetes:apps/v1:Deployment")
HOURS = WorkingHours(timezone="Europe/Berlin", start="08:00", stop="18:00")


@dataclass(frozen=True)
class Cluster(StandInCluster):
    commands: Mapping[str, pulumi.Output[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class StandInPlatform:
    """What `EksCompute` asks of a platform."""

    cluster: Any = field(default_factory=Cluster)
    nodes_ready: tuple[pulumi.Resource, ...] = field(default_factory=lambda: (aws.sns.Topic("pools"),))
    controllers_ready: tuple[pulumi.Resource, ...] = field(default_factory=lambda: (aws.sns.Topic("controllers"),))
    watched: tuple[Any, ...] = ()
    collector: Any = None

    @property
    def commands(self) -> Any:
        return {"cluster": self.cluster.commands}


def _compute(scope: Scope, network: Any = None, *, platform: Any = None, **changes: Any) -> EksCompute:
    platform = platform or StandInPlatform()
    namespace = Namespace("core-api", NamespaceArgs(scope=scope, cluster=platform.cluster))
    basis = {
        "scope": scope,
        "platform": platform,
        "network": network or StandInNetwork(),
        "images": {"shop": EcrRepository("shop", EcrRepositoryArgs(scope=scope, kms_key_arn=KEY))},
        "namespaces": dict.fromkeys(("web", "orders", "pricing"), namespace),
    }
    return EksCompute(**{**basis, **changes})


def _spec(repository: str = "shop") -> ServiceSpec:
    image = Image(repository=repository, tag="7")
    return ServiceSpec(cpu=0.25, memory=512, port=8080, image=image, scale=Scale(min=2, max=3))


def _run(compute: EksCompute, name: str = "web", repository: str = "shop") -> Any:
    told = Connection(environment={"A": "b"}, secrets={"TOKEN": SecretRef(secret_arn="arn:a")})
    after = (aws.sns.Topic("called"),)
    return compute.run(name, _spec(repository), target=None, connection=told, after=after)


def test_runs_the_image_of_the_named_repository_in_the_namespace_of_the_service(
    deploy: Callable[..., Any], scope: Scope
) -> None:
    made = deploy(lambda: _run(_compute(scope)))
    found = made[DEPLOYMENT].inputs
    (container,) = found["spec"]["template"]["spec"]["containers"]
    assert container["image"] == made["shop"].outputs["repositoryUrl"] + ":7"
    assert found["metadata"]["namespace"] == "core-api"
    assert made["web-configuration"].inputs["data"] == {"A": "b"}
    assert made["web-external-secret"].inputs["spec"]["data"] == [{"secretKey": "TOKEN", "remoteRef": {"key": "arn:a"}}]


def test_runs_it_once_nodes_its_namespace_and_what_it_calls_are_there(deploy: Callable[..., Any], scope: Scope) -> None:
    made = deploy(lambda: _run(_compute(scope)))
    before = {urn.rpartition("::")[2] for urn in made.before(DEPLOYMENT)}
    # Controllers come before the namespace does, on a platform.
    assert before >= {"pools", "called", "core-api"}


def test_runs_it_in_working_hours_where_there_are_any(deploy: Callable[..., Any], scope: Scope) -> None:
    always = deploy(lambda: _run(_compute(scope)))
    at_times = deploy(lambda: _run(_compute(scope, off_hours=HOURS)))
    assert always["web-autoscaler"].inputs["kind"] == "HorizontalPodAutoscaler"
    assert at_times["web-autoscaler"].inputs["kind"] == "ScaledObject"


def test_refuses_an_image_repository_it_does_not_have(deploy: Callable[..., Any], scope: Scope) -> None:
    with pytest.raises(ValueError, match="service 'web': no image repository 'blog'; there are: shop"):
        deploy(lambda: _run(_compute(scope), repository="blog"))


def test_refuses_it_where_there_are_none(deploy: Callable[..., Any], scope: Scope) -> None:
    with pytest.raises(ValueError, match="service 'web': no image repository 'shop'; there are: none"):
        deploy(lambda: _run(_compute(scope, images={})))


def test_refuses_a_service_that_has_no_namespace(deploy: Callable[..., Any], scope: Scope) -> None:
    with pytest.raises(
        ValueError, match="service 'blog': no namespace to run in; there is one for: orders, pricing, web"
    ):
        deploy(lambda: _run(_compute(scope), name="blog"))


def test_has_what_its_platform_watches_and_the_commands_of_its_cluster(
    deploy: Callable[..., Any], scope: Scope
) -> None:
    def program() -> Any:
        commands = {"nodes": pulumi.Output.from_input("kubectl get nodes")}
        watched = (aws.sns.Topic("watched"),)
        platform = StandInPlatform(cluster=Cluster(commands=commands), watched=watched)
        compute = _compute(scope, platform=platform)
        assert compute.watched is watched
        return compute.commands

    made = deploy(program)
    assert {kind: set(found) for kind, found in made.result.items()} == {"cluster": {"nodes"}}


def _shop(scope: Scope, make: Callable[[Vpc], Any]) -> None:
    """Run two services, of which one is public and needs the other, a database and a secret."""
    network = Vpc("main", VpcArgs(scope=scope, cidr="10.0.0.0/16", zones=("a", "b"), nat="none", kms_key_arn=KEY))
    domain = Domain(name="acme.example", hosted_zone_id="Z1")
    balancer = LoadBalancer("public", LoadBalancerArgs(scope=scope, network=network, domain=domain))
    stored: dict[str, Any] = {"version": "17.6", "instance_class": "db.t4g.micro", "storage_gib": 20}
    database = RdsDatabase(
        "ledger", RdsDatabaseArgs(scope=scope, network=network, kms_key_arn=KEY, log_kms_key_arn=KEY, **stored)
    )
    secret = Secret("stripe", SecretArgs(scope=scope, kms_key_arn=KEY, description="Payment key"))
    workloads = {
        "pricing": Workload(spec=_spec()),
        "orders": Workload(
            spec=_spec(),
            route=Route(),
            needs=("ledger", "pricing", "stripe"),
            secrets={"STRIPE_KEY": "stripe"},
        ),
    }
    run_workloads(
        workloads,
        compute=make(network),
        balancer=balancer,
        databases={"ledger": database},
        secrets={"stripe": secret},
    )


def _fargate(scope: Scope, network: Vpc) -> FargateCompute:
    return FargateCompute(
        scope=scope,
        cluster=EcsCluster("services", EcsClusterArgs(scope=scope, kms_key_arn=KEY)),
        network=network,
        images={"shop": EcrRepository("shop", EcrRepositoryArgs(scope=scope, kms_key_arn=KEY))},
        log_kms_key_arn=KEY,
        log_days=14,
    )


@pytest.fixture
def both(deploy: Callable[..., Any], scope: Scope) -> tuple[Any, Any]:
    return (
        deploy(lambda: _shop(scope, lambda network: _fargate(scope, network))),
        deploy(lambda: _shop(scope, lambda network: _compute(scope, network))),
    )


def test_changes_nothing_but_what_runs_the_services(both: tuple[Any, Any]) -> None:
    own = ("FargateService$", "KubernetesService$", "EcsCluster$")

    def shared(made: Any) -> set[str]:
        found = (it for it in made.stack.resources if it.type.startswith("aws:") and "sns/topic" not in it.type)
        return {it.urn for it in found if not any(part in it.urn for part in own)}

    fargate, eks = map(shared, both)
    assert fargate == eks
    assert {"public-target-orders", "public-route-orders", "ledger", "stripe", "shop"} <= {
        urn.rpartition("::")[2] for urn in eks
    }


def test_lets_the_same_reach_the_same(both: tuple[Any, Any]) -> None:
    def rules(made: Any) -> dict[str, tuple[Any, ...]]:
        """Return rule -> ports and text; whom it joins is in its name."""
        return {
            it.name: (it.type, it.inputs["fromPort"], it.inputs["toPort"], it.inputs["description"])
            for it in made.stack.resources
            if it.type.startswith("aws:vpc/securityGroup")
        }

    fargate, eks = map(rules, both)
    assert fargate == eks
    assert {"ledger-ingress-orders", "orders-ingress-public", "pricing-ingress-orders"} <= set(eks)
    assert "ledger-ingress-pricing" not in eks


def test_grants_the_same_to_the_roles_of_the_processes(both: tuple[Any, Any]) -> None:
    def grants(made: Any) -> dict[str, Any]:
        role = made["orders-task-role"].outputs["name"]
        policies = (it for it in made.stack.resources if it.type == "aws:iam/rolePolicy:RolePolicy")
        return {it.name: it.inputs["policy"] for it in policies if it.inputs["role"] == role}

    fargate, eks = map(grants, both)
    assert set(eks) == {"ledger-read-orders", "stripe-read-orders"}
    assert set(fargate) == set(eks)


def test_opens_in_the_cluster_what_is_needed_and_no_more(both: tuple[Any, Any]) -> None:
    policies = {it.name for it in both[1].stack.resources if it.type.endswith(":NetworkPolicy")}
    assert {name for name in policies if not name.startswith("core-api")} == {
        "orders-admit-public",
        "orders-let-out-ledger",
        "orders-let-out-pricing",
        "pricing-admit-orders",
    }


def test_makes_objects_that_the_cluster_takes(both: tuple[Any, Any]) -> None:
    assert problems(both[1].stack) == []


class StandInCollector:
    """What `EksCompute` asks of a collector."""

    connection = Connection(environment={"OTEL_EXPORTER_OTLP_ENDPOINT": "http://collector:4318"})

    def __init__(self) -> None:
        self.let_in: list[str] = []

    def allow_from(self, source: Any) -> None:
        self.let_in.append(source.logical_name)


def test_where_there_is_a_collector_every_service_is_told_of_it_and_let_in(deploy, scope):
    collector = StandInCollector()

    def program() -> None:
        compute = _compute(scope, platform=StandInPlatform(collector=collector))
        spec = ServiceSpec(cpu=0.25, memory=512, image=Image(repository="shop", tag="v1"), scale=Scale(min=2, max=4))
        compute.run("web", spec, target=None, connection=Connection(), after=())
        own = Connection(environment={"OTEL_EXPORTER_OTLP_ENDPOINT": "http://own:4318"})
        compute.run("orders", spec, target=None, connection=own, after=())

    made = deploy(program)
    assert collector.let_in == ["web", "orders"]
    assert made["web-configuration"].inputs["data"] == {"OTEL_EXPORTER_OTLP_ENDPOINT": "http://collector:4318"}
    assert made["orders-configuration"].inputs["data"] == {"OTEL_EXPORTER_OTLP_ENDPOINT": "http://own:4318"}
