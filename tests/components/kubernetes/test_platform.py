"""A platform is a cluster with everything that services need in it, in an order that can be undone."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pulumi
import pytest

from components.database import RdsDatabaseArgs
from components.eks.args import SystemNodes
from components.eks.karpenter.node_pool import NodePool
from components.kubernetes.budget import MonthlyBudget
from components.kubernetes.choices import Choices
from components.kubernetes.namespace.args import NamespacePlan
from components.kubernetes.namespace.limits import ContainerLimits, Quota
from components.kubernetes.platform import EksPlatform, EksPlatformArgs
from components.kubernetes.tools.args import Tool
from components.scope import Scope
from tests.components.compute.conftest import StandInNetwork

KEY = "arn:aws:kms:eu-west-1:123456789012:key/1"
RELEASE = "kubernetes:helm.sh/v3:Release"


def arguments(scope: Scope, **changes: Any) -> EksPlatformArgs:
    basis: dict[str, Any] = {
        "scope": scope,
        "network": changes.pop("network", None) or StandInNetwork(),
        "kms_key_arn": KEY,
        "log_kms_key_arn": KEY,
        "administrators": {"deploy": "arn:aws:iam::123456789012:role/deploy"},
        "pools": {"on-demand": NodePool()},
        "namespaces": {"shop": NamespacePlan(access={"web": "developer"}, quota=Quota(pods=7))},
        "teams": {"web": "arn:aws:iam::123456789012:role/web"},
    }
    return EksPlatformArgs(**{**basis, **changes})


@pytest.fixture
def platform(deploy: Callable[..., Any], scope: Scope) -> Callable[..., Any]:
    return lambda **changes: deploy(lambda: EksPlatform("main", arguments(scope, **changes)))


def test_is_made_of_these_components(platform: Callable[..., Any]) -> None:
    made = platform()
    components = {r.name: r.type for r in made.stack.resources if r.type.startswith("stackwright:")}
    assert components == {
        "main": "stackwright:eks:EksCluster",
        "load-balancer-controller": "stackwright:kubernetes:LoadBalancerController",
        "karpenter": "stackwright:eks:Karpenter",
        "external-secrets": "stackwright:kubernetes:ExternalSecrets",
        "keda": "stackwright:kubernetes:Keda",
        "shop": "stackwright:kubernetes:Namespace",
    }


def test_every_one_of_them_belongs_to_it(platform: Callable[..., Any]) -> None:
    made = platform()
    owner = made["main", "stackwright:kubernetes:EksPlatform"]
    parts = [r for r in made.stack.resources if r.type.startswith("stackwright:") and r.urn != owner.urn]
    assert {part.parent for part in parts} == {owner.urn}
    assert owner.inputs == {"namespaces": ["shop"], "pools": ["on-demand"]}


def test_hands_on_what_each_of_them_is_told(platform: Callable[..., Any]) -> None:
    made = platform(
        kubernetes_version="1.36",
        public_access_cidrs=("198.51.100.0/24",),
        private_access_cidrs=("10.99.0.0/24",),
        log_days=30,
        removal="destroy",
        namespaces={"shop": NamespacePlan(quota=Quota(pods=7), container_limits=ContainerLimits(max_cpu=8))},
    )
    cluster = made["main", "aws:eks/cluster:Cluster"].inputs
    assert (cluster["version"], cluster["vpcConfig"]["publicAccessCidrs"]) == ("1.36", ["198.51.100.0/24"])
    assert made["main-api-in-10-99-0-0-24"].inputs["cidrIpv4"] == "10.99.0.0/24"
    assert made["main-control-plane-logs"].inputs["retentionInDays"] == 30
    assert made["main", "aws:eks/cluster:Cluster"].options.protect is False
    assert made["shop-quota"].inputs["spec"]["hard"]["pods"] == "7"
    assert made["shop-limits"].inputs["spec"]["limits"][0]["max"]["cpu"] == "8000m"


def test_keeps_the_logs_of_what_is_chosen_as_long_as_all_others(platform: Callable[..., Any]) -> None:
    made = platform(choices=Choices(prometheus="managed"), log_days=30)
    logs = [one.inputs for one in made.stack.resources if one.type == "aws:cloudwatch/logGroup:LogGroup"]
    assert len(logs) == 6
    assert {log["retentionInDays"] for log in logs} == {30}


def test_controllers_come_after_the_one_that_no_service_may_be_refused_by(platform: Callable[..., Any]) -> None:
    made = platform()
    traffic = made["load-balancer-controller-release"].urn
    for release in ("karpenter-crds", "external-secrets-operator", "keda-release"):
        before: set[str] = set()
        waiting = [release]
        while waiting:
            found = made[waiting.pop()]
            fresh = set(found.dependencies) - before
            before |= fresh
            waiting += [urn.rsplit("::", 1)[1] for urn in fresh if "kubernetes:" in urn]
        assert traffic in before


def test_namespaces_come_after_all_controllers(platform: Callable[..., Any]) -> None:
    made = platform()
    before = {urn.rsplit("::", 1)[1] for urn in made["shop", "kubernetes:core/v1:Namespace"].dependencies}
    assert {"load-balancer-controller-release", "external-secrets-operator", "keda-release"} <= before


def test_tells_what_it_is_watched_by_and_reached_at(deploy: Callable[..., Any], scope: Scope) -> None:
    made = deploy(lambda: EksPlatform("main", arguments(scope)))
    assert [one.logical_name for one in made.result.watched] == ["main", "karpenter"]
    assert made.value(made.result.cluster_name).startswith("acme-test-main-")
    assert made.value(made.result.cluster_endpoint).startswith("https://")
    assert made.result.collector is None
    assert sorted(made.result.commands) == ["cluster"]
    assert sorted(made.result.namespaces) == ["shop"]
    assert all(isinstance(one, pulumi.Resource) for one in (*made.result.nodes_ready, *made.result.controllers_ready))


def test_has_its_tools_on_spare_nodes_of_their_own(deploy: Callable[..., Any], scope: Scope) -> None:
    def program() -> EksPlatform:
        tool = Tool(
            budget=MonthlyBudget(usd=Decimal(200), emails=("data@acme.example",)),
            database=RdsDatabaseArgs(
                scope=scope,
                network=StandInNetwork(),
                kms_key_arn=KEY,
                log_kms_key_arn=KEY,
                version="17.6",
                instance_class="db.t4g.medium",
                storage_gib=20,
            ),
        )
        platform = EksPlatform("main", arguments(scope, tools={"retool": tool}))
        assert sorted(platform.commands) == ["cluster", "retool"]
        return platform

    made = deploy(program)
    assert made["retool", "stackwright:kubernetes:ProductionTool"].parent == made["tools"].urn
    pools = {
        r.inputs["metadata"]["name"] for r in made.stack.resources if r.type == "kubernetes:karpenter.sh/v1:NodePool"
    }
    assert pools == {"on-demand", "retool"}
    first = {"karpenter-pool-retool", "external-secrets-operator"}
    assert first <= {urn.rsplit("::", 1)[1] for urn in made["retool-release"].dependencies}
    assert [one.logical_name for one in made.result.watched] == ["main", "karpenter", "retool"]
    assert made.value(made.result.tools.tools["retool"].database_identifier) == "acme-test-retool-database"


@pytest.mark.parametrize("choices", [Choices(open_telemetry=True), Choices(prometheus="in-cluster")])
def test_needs_room_for_what_is_chosen(scope: Scope, choices: Choices) -> None:
    with pytest.raises(ValueError, match=r"system_nodes.min must be 3 or more with open_telemetry, .* got 2"):
        arguments(scope, network=object(), choices=choices)
    arguments(scope, network=object(), choices=choices, system_nodes=SystemNodes(min=3, desired=3))


def test_makes_the_role_for_spot_where_it_is_told(platform: Callable[..., Any]) -> None:
    kind = "aws:iam/serviceLinkedRole:ServiceLinkedRole"
    assert kind not in platform().named().values()
    assert kind in platform(create_spot_role=True).named().values()


def test_needs_a_namespace(scope: Scope) -> None:
    with pytest.raises(ValueError, match="a platform needs a namespace for its services: give namespaces at least one"):
        arguments(scope, network=object(), namespaces={})
