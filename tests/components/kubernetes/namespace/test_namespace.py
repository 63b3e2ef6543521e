"""A namespace..."""

from __future__ import annotations

from typing import Any

import pulumi_aws as aws
import pytest

from components.kubernetes.namespace.isolation import policies
from components.kubernetes.namespace.limits import ContainerLimits, Quota, limits_spec, quota_spec
from components.kubernetes.namespace.namespace import Namespace, NamespaceArgs
from tests.components.eks.making import StandInCluster
from tests.kubernetes.validation import problems

COMPONENT = ("core-api", "stackwright:kubernetes:Namespace")
NAMESPACE = "kubernetes:core/v1:Namespace"
POLICY = "kubernetes:networking.k8s.io/v1:NetworkPolicy"
ROLE = "kubernetes:rbac.authorization.k8s.io/v1:Role"
BINDING = "kubernetes:rbac.authorization.k8s.io/v1:RoleBinding"
RBAC = "rbac.authorization.k8s.io"
LABELS = {
    "app.kubernetes.io/name": "core-api",
    "app.kubernetes.io/part-of": "acme-test",
    "app.kubernetes.io/managed-by": "pulumi",
}
ALWAYS = {
    "core-api": NAMESPACE,
    "core-api-default-deny": POLICY,
    "core-api-allow-dns": POLICY,
    "core-api-allow-pod-identity": POLICY,
    "core-api-allow-https": POLICY,
    "core-api-limits": "kubernetes:core/v1:LimitRange",
    "core-api-quota": "kubernetes:core/v1:ResourceQuota",
}
ACCESS = {"web": "read-only", "data": "read-only", "core": "admin"}


@pytest.fixture
def made(deploy, scope) -> Any:
    """Deploy `core-api` with what the test changes in its arguments, in a cluster with what it changes there."""

    def run(cluster: dict[str, Any] | None = None, **given: Any) -> Any:
        def program() -> Namespace:
            return Namespace("core-api", NamespaceArgs(scope=scope, cluster=StandInCluster(**(cluster or {})), **given))

        return deploy(program)

    return run


def test_is_made_of_exactly_these_children(made):
    assert made().named("stackwright:kubernetes:Namespace$") == ALWAYS


def test_has_a_role_and_a_binding_for_each_level_that_a_team_has(made):
    assert made(access=ACCESS).named("stackwright:kubernetes:Namespace$") == {
        **ALWAYS,
        "core-api-role-read-only": ROLE,
        "core-api-teams-read-only": BINDING,
        "core-api-role-admin": ROLE,
        "core-api-teams-admin": BINDING,
    }


def test_has_its_children_under_itself_in_the_cluster_and_in_the_namespace(made):
    found = made(access=ACCESS)
    provider = found["cluster"]
    for name in found.named("stackwright:kubernetes:Namespace$"):
        child = found[name]
        assert child.parent == found[COMPONENT].urn
        assert child.provider.startswith(f"{provider.urn}::")
        if name != "core-api":
            assert child.inputs["metadata"]["namespace"] == "core-api"
            assert child.inputs["metadata"]["labels"] == LABELS
            assert found["core-api", NAMESPACE].urn in found.before((name, child.type))


def test_shows_what_matters_as_its_inputs(made):
    assert made()[COMPONENT].inputs == {"podSecurity": "restricted"}
    assert made(access={"core": "admin"})[COMPONENT].inputs == {
        "podSecurity": "restricted",
        "access": {"core": "admin"},
    }


def test_admits_only_restricted_pods_as_its_clusters_version_means_it_and_waits_for_the_load_balancer(made):
    assert made({"kubernetes_version": "1.34"})["core-api", NAMESPACE].inputs["metadata"] == {
        "name": "core-api",
        "labels": {
            **LABELS,
            "pod-security.kubernetes.io/enforce": "restricted",
            "pod-security.kubernetes.io/enforce-version": "v1.34",
            "pod-security.kubernetes.io/audit": "restricted",
            "pod-security.kubernetes.io/audit-version": "v1.34",
            "pod-security.kubernetes.io/warn": "restricted",
            "pod-security.kubernetes.io/warn-version": "v1.34",
            "elbv2.k8s.aws/pod-readiness-gate-inject": "enabled",
        },
    }


def test_still_warns_of_what_only_the_strictest_standard_refuses(made):
    labels = made(pod_security="baseline")["core-api", NAMESPACE].inputs["metadata"]["labels"]
    modes = {mode: labels[f"pod-security.kubernetes.io/{mode}"] for mode in ("enforce", "audit", "warn")}
    assert modes == {"enforce": "baseline", "audit": "restricted", "warn": "restricted"}


def test_carries_further_labels(made):
    labels = made(labels={"team": "core"})["core-api", NAMESPACE].inputs["metadata"]["labels"]
    assert labels["team"] == "core"


def test_keeps_its_pods_to_themselves(made):
    found = made()
    specs = {name: found[f"core-api-{name}"].inputs["spec"] for name in policies()}
    assert specs == policies()
    assert {name: found[f"core-api-{name}"].inputs["metadata"]["name"] for name in policies()} == {
        name: name for name in policies()
    }


def test_is_bounded(made):
    quota, limits = Quota(cpu=8), ContainerLimits(max_cpu=2)
    found = made(quota=quota, container_limits=limits)
    assert found["core-api-quota"].inputs["spec"] == quota_spec(quota)
    assert found["core-api-limits"].inputs["spec"] == limits_spec(limits)
    assert found.result.container_limits == limits


def test_opens_to_the_groups_of_its_teams(made):
    found = made(access=ACCESS)
    assert found["core-api-role-admin"].inputs["metadata"]["name"] == "admin"
    role = found["core-api-role-read-only"].inputs
    assert {verb for rule in role["rules"] for verb in rule["verbs"]} == {"get", "list", "watch"}
    given = found["core-api-teams-read-only"].inputs
    assert given["roleRef"] == {"apiGroup": RBAC, "kind": "Role", "name": "read-only"}
    assert given["subjects"] == [
        {"apiGroup": RBAC, "kind": "Group", "name": "team:data"},
        {"apiGroup": RBAC, "kind": "Group", "name": "team:web"},
    ]


@pytest.mark.parametrize(("removal", "protected"), [("retain", True), ("destroy", False)])
def test_is_as_hard_to_lose_as_its_cluster(made, removal, protected):
    found = made({"removal": removal})
    assert found["core-api", NAMESPACE].options.protect is protected
    assert [name for name in ALWAYS if name != "core-api" and found[name].options.protect] == []


def test_stands_after_the_controllers_that_act_in_it_and_so_ends_before_them(deploy, scope):
    def program() -> None:
        controller = aws.sns.Topic("controller")
        Namespace("core-api", NamespaceArgs(scope=scope, cluster=StandInCluster(), after=(controller,)))

    found = deploy(program)
    assert found["controller"].urn in found["core-api", NAMESPACE].dependencies


def test_is_ready_once_its_policies_and_bounds_stand(made):
    found = made(access=ACCESS)
    assert found.result.namespace_name == "core-api"
    (last,) = [found.value(one.urn) for one in found.result.ready]
    others = {found[name, type_].urn for name, type_ in ALWAYS.items()} - {last}
    assert last == found["core-api-quota"].urn
    assert found.before("core-api-quota") >= others


def test_is_what_the_server_takes(made):
    assert problems(made(access={**ACCESS, "apps": "developer"}).stack) == []


def test_refuses_a_name_that_kubernetes_keeps_for_itself(deploy, scope):
    with pytest.raises(ValueError, match="must not be 'default' or begin with 'kube-', got 'kube-core'"):
        deploy(lambda: Namespace("kube-core", NamespaceArgs(scope=scope, cluster=StandInCluster())))


def test_lets_the_caller_change_a_child_by_role(made):
    found = made(transform={"quota": lambda props: {**props, "spec": {"hard": {"pods": "1"}}}})
    assert found["core-api-quota"].inputs["spec"] == {"hard": {"pods": "1"}}
