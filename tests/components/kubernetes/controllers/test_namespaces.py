"""A controller's namespace"""

from __future__ import annotations

import pulumi_aws as aws

from components.kubernetes.controllers.namespaces import allow_controller, close_namespace, own_namespace
from components.kubernetes.namespace.isolation import policies
from tests.components.eks.making import StandInCluster
from tests.kubernetes.validation import problems

from .conftest import NAMESPACE, Owner, called_on, closed


def _own(deploy, scope, **changes):
    return deploy(lambda: own_namespace(Owner(), scope, StandInCluster(), "keda", **changes))


def test_is_made_with_the_policies_that_close_it(deploy, scope):
    made = _own(deploy, scope)
    assert made.named("Owner$") == {"owner-namespace": NAMESPACE, **closed("owner")}


def test_admits_only_harmless_pods_by_the_standard_of_its_version(deploy, scope):
    modes = ("enforce", "audit", "warn")
    assert _own(deploy, scope)["owner-namespace"].inputs["metadata"] == {
        "name": "keda",
        "labels": {
            "app.kubernetes.io/name": "keda",
            "app.kubernetes.io/part-of": "acme-test",
            "app.kubernetes.io/managed-by": "pulumi",
            **{f"pod-security.kubernetes.io/{mode}": "restricted" for mode in modes},
            **{f"pod-security.kubernetes.io/{mode}-version": "v1.35" for mode in modes},
        },
    }


def test_is_as_closed_as_any_namespace_of_services(deploy, scope):
    made = _own(deploy, scope)
    for policy, spec in policies().items():
        assert made[f"owner-{policy}"].inputs["spec"] == spec
        assert made[f"owner-{policy}"].inputs["metadata"]["namespace"] == "keda"


def test_lets_its_pods_talk_among_themselves_alone():
    siblings = {"podSelector": {}}
    assert allow_controller((), ()) == {
        "podSelector": {},
        "policyTypes": ["Ingress", "Egress"],
        "ingress": [{"from": [siblings]}],
        "egress": [{"to": [siblings]}],
    }


def test_is_called_on_the_ports_it_names_and_no_other(deploy, scope):
    assert called_on(_own(deploy, scope, called_on=(6443, 9443)), "owner-allow-controller") == [6443, 9443]


def test_has_further_ways_out_where_a_controller_needs_them(deploy, scope):
    way = {"to": [{"ipBlock": {"cidr": "10.0.0.0/16"}}], "ports": [{"protocol": "TCP", "port": 10250}]}
    spec = _own(deploy, scope, calls=[way])["owner-allow-controller"].inputs["spec"]
    assert spec["egress"] == [{"to": [{"podSelector": {}}]}, way]


def test_comes_into_the_cluster_before_its_policies(deploy, scope):
    made = _own(deploy, scope)
    namespace = made["owner-namespace"]
    assert namespace.provider.startswith(made["cluster"].urn)
    for name in closed("owner"):
        assert made[name].provider.startswith(made["cluster"].urn)
        assert namespace.urn in made.before(name)
        assert made[name].parent == made["owner", "stackwright:kubernetes:Owner"].urn


def test_comes_after_what_it_is_told_to(deploy, scope):
    def program():
        return own_namespace(Owner(), scope, StandInCluster(), "keda", depends_on=[aws.sns.Topic("first")])

    made = deploy(program)
    assert made["first"].urn in made["owner-namespace"].dependencies


def test_that_an_add_on_made_is_closed_all_the_same(deploy, scope):
    def program():
        first = aws.sns.Topic("add-on")
        return close_namespace(Owner(), scope, StandInCluster(), "cert-manager", part="operator", depends_on=[first])

    made = deploy(program)
    assert made.named("Owner$") == closed("owner-operator")
    assert all(made["add-on"].urn in made.before(name) for name in closed("owner-operator"))
    assert {made[name].inputs["metadata"]["namespace"] for name in closed("owner-operator")} == {"cert-manager"}


def test_is_what_kubernetes_takes(deploy, scope):
    assert problems(_own(deploy, scope, called_on=(9443,)).stack) == []
