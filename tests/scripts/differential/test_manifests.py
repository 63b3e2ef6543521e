"""A case's Kubernetes objects..."""

from __future__ import annotations

import pytest
import yaml

from policy.guardrails.kit.fixtures import JsonText
from policy.guardrails.marks import UNKNOWN, Secret


@pytest.fixture
def written(module, case):
    return lambda *resources: list(yaml.safe_load_all(module("manifests").documents(case(*resources), "c3")))


def test_have_the_version_and_kind_of_their_token(written):
    spec = {"replicas": 2}
    assert written({"type": "kubernetes:apps/v1:Deployment", "name": "web", "properties": {"spec": spec}}) == [
        {"apiVersion": "apps/v1", "kind": "Deployment", "spec": spec, "metadata": {"name": "web-c3"}}
    ]
    (pod,) = written({"type": "kubernetes:core/v1:Pod", "name": "web"})
    assert (pod["apiVersion"], pod["kind"]) == ("v1", "Pod")


def test_keep_what_the_case_says_of_them(written):
    properties = {"apiVersion": "v1", "metadata": {"name": "said", "namespace": "shop"}, "data": {"key": Secret("x")}}
    assert written({"type": "kubernetes:core/v1:ConfigMap", "properties": properties}) == [
        {
            "apiVersion": "v1",
            "kind": "ConfigMap",
            "metadata": {"name": "said-c3", "namespace": "shop"},
            "data": {"key": "x"},
        }
    ]


def test_meet_by_the_names_of_their_own_case_alone(written):
    role = {"type": "kubernetes:rbac.authorization.k8s.io/v1:Role", "name": "reader"}
    binding = {
        "type": "kubernetes:rbac.authorization.k8s.io/v1:RoleBinding",
        "name": "read",
        "properties": {
            "roleRef": {"kind": "Role", "name": "reader"},
            "subjects": [{"kind": "ServiceAccount", "name": "elsewhere"}, {"kind": "Group", "name": "reader"}],
        },
    }
    _, made = written(role, binding)
    assert made["roleRef"]["name"] == "reader-c3"
    assert [one["name"] for one in made["subjects"]] == ["elsewhere", "reader-c3"]


def test_keep_the_name_of_what_every_cluster_has(written):
    (account,) = written({"type": "kubernetes:core/v1:ServiceAccount", "name": "default"})
    assert account["metadata"]["name"] == "default"


def test_meet_by_labels_of_their_own_case_alone(written):
    pod = {"type": "kubernetes:core/v1:Pod", "name": "a", "properties": {"metadata": {"labels": {"app": "web"}}}}
    service = {"type": "kubernetes:core/v1:Service", "name": "b", "properties": {"spec": {"selector": {"app": "web"}}}}
    selecting = {"selector": {"matchLabels": {"app": "web"}}}
    deployment = {"type": "kubernetes:apps/v1:Deployment", "name": "c", "properties": {"spec": selecting}}
    first, second, third = written(pod, service, deployment)
    own = {"app": "web", "fixture": "c3"}
    assert first["metadata"]["labels"] == own
    assert second["spec"]["selector"] == own
    assert third["spec"]["selector"] == {"matchLabels": own}


def test_leave_a_selector_of_everything_as_it_is(written):
    spec = {"podSelector": {}, "policyTypes": ["Ingress"]}
    (policy,) = written({"type": "kubernetes:networking.k8s.io/v1:NetworkPolicy", "properties": {"spec": spec}})
    assert policy["spec"] == spec


def test_refer_to_one_another_by_name(written):
    namespace = {
        "type": "kubernetes:core/v1:Namespace",
        "name": "shop",
        "properties": {"metadata": {"name": "the-shop"}},
    }
    pod = {
        "type": "kubernetes:core/v1:Pod",
        "properties": {"metadata": {"namespace": "${shop.name}"}, "spec": {"hosts": ["${other.name}"]}},
    }
    _, made = written(namespace, pod)
    assert made["metadata"]["namespace"] == "the-shop"
    assert made["spec"] == {"hosts": ["other"]}


def test_hold_a_json_text_as_text(written):
    (one,) = written(
        {"type": "kubernetes:core/v1:ConfigMap", "properties": {"data": {"a.json": JsonText({"a": True})}}}
    )
    assert one["data"] == {"a.json": '{"a": true}'}


@pytest.mark.parametrize(
    "other",
    [
        {"type": "aws:s3/bucket:Bucket"},
        {"type": "kubernetes:core/v1:Pod", "remote": True},
        {"type": "kubernetes:core/v1:Pod", "component": True},
        {"type": "kubernetes:core/v1:Pod", "opaque": "its children are made elsewhere"},
    ],
)
def test_are_none_where_the_case_has_none(module, case, other):
    assert module("manifests").documents(case(other), "c3") == ""


def test_cannot_hold_what_is_not_known(module, case):
    pod = {"type": "kubernetes:core/v1:Pod", "properties": {"spec": {"nodeName": UNKNOWN}}}
    with pytest.raises(module("hcl").UntranslatableError):
        module("manifests").documents(case(pod), "c3")
