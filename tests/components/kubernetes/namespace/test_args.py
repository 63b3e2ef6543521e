"""The arguments of a namespace..."""

from __future__ import annotations

from typing import Any

import pytest

from components.kubernetes.namespace.args import NamespaceArgs, check_name
from components.kubernetes.namespace.limits import ContainerLimits, Quota
from tests.components.eks.making import StandInCluster


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"pod_security": "privileged"}, "pod_security must be 'restricted' or 'baseline', got 'privileged'"),
        ({"quota": Quota(cpu=2)}, "max_cpu must be at most the quota of the namespace"),
        ({"access": {"core": "owner"}}, "access of core must be one of read-only, developer, admin, got 'owner'"),
        ({"access": {"Core": "admin"}}, "a team's name must be up to 63 lower-case letters, .*, got 'Core'"),
        (
            {"labels": {"team": "core", "pod-security.kubernetes.io/enforce": "privileged"}},
            "labels are set by the namespace itself, leave them out: pod-security.kubernetes.io/enforce",
        ),
        ({"labels": {"elbv2.k8s.aws/a": "b"}}, "leave them out: elbv2.k8s.aws/a"),
        ({"labels": {"kubernetes.io/metadata.name": "b"}}, "leave them out: kubernetes.io/metadata.name"),
        ({"labels": {"app.kubernetes.io/name": "b"}}, "leave them out: app.kubernetes.io/name"),
        ({"labels": {"a b": "c"}}, "a label must be up to 63 letters, .*, got 'a b'$"),
        ({"labels": {"Acme.example/team": "c"}}, "a label must be up to 63 letters, .*, got 'Acme.example/team'$"),
        ({"labels": {"/team": "c"}}, "a label must be up to 63 letters, .*, got '/team'$"),
        ({"labels": {"a" * 64: "c"}}, "a label must be up to 63 letters, .*, got 'a{64}'$"),
        ({"labels": {"team": "a b"}}, "label team must be up to 63 letters, .*, got 'a b'$"),
        ({"labels": {"team": "-a"}}, "label team must be up to 63 letters, .*, got '-a'$"),
    ],
)
def test_refuse(deploy, scope, given: dict[str, Any], message: str):
    with pytest.raises(ValueError, match=message):
        deploy(lambda: NamespaceArgs(scope=scope, cluster=StandInCluster(), **given))


def test_are_strict_and_closed_by_default(deploy, scope):
    args = deploy(lambda: NamespaceArgs(scope=scope, cluster=StandInCluster())).result
    assert (args.pod_security, dict(args.access), args.after) == ("restricted", {}, ())
    assert (args.quota, args.container_limits) == (Quota(), ContainerLimits())


@pytest.mark.parametrize("label", [("team", ""), ("acme.example/team", "Core_1.2"), ("a" * 63, "b" * 63)])
def test_take_labels_that_kubernetes_takes(deploy, scope, label):
    deploy(lambda: NamespaceArgs(scope=scope, cluster=StandInCluster(), labels=dict([label])))


@pytest.mark.parametrize("name", ["default", "kube-system", "kube-mine"])
def test_refuse_a_name_that_kubernetes_keeps_for_itself(name):
    with pytest.raises(ValueError, match=f"must not be 'default' or begin with 'kube-', got '{name}': choose another"):
        check_name(name)


@pytest.mark.parametrize("name", ["Core", "core_api", "-core", "core-", "a" * 64, ""])
def test_refuse_a_name_that_is_no_label_of_dns(name):
    with pytest.raises(ValueError, match=f"a namespace's name must be up to 63 .*, got '{name}'"):
        check_name(name)


@pytest.mark.parametrize("name", ["core-api", "a", "9", "a" * 63, "kubernetes"])
def test_take_any_other(name):
    check_name(name)
