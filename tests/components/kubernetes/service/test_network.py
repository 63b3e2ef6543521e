"""Pods are let in and out by two gates: a security group of their own, and network policies."""

from __future__ import annotations

from dataclasses import dataclass

import pulumi
import pytest

from components.kubernetes.service.network import Pods, peer_of, pod_network
from tests.components.compute.conftest import StandInNetwork

SELECTOR = {"app.kubernetes.io/name": "orders"}
LABELS = {**SELECTOR, "app.kubernetes.io/part-of": "acme-test", "app.kubernetes.io/managed-by": "pulumi"}


@dataclass(frozen=True)
class Peer:
    logical_name: str
    security_group_id: pulumi.Output[str] | None = None


@pytest.fixture
def gates(deploy, making):
    """Deploy the gates of `orders`, and what a test does with them."""

    def run(use=lambda found: None, *, ipv6=False, labels=None):
        def program():
            owner, scope, cluster, namespace = making.owner()
            found = pod_network(owner, scope, cluster, StandInNetwork(ipv6=ipv6), namespace, labels=labels)
            use(found)
            return found

        return deploy(program)

    return run


def test_and_carry_the_group_of_the_cluster_and_their_own(gates):
    made = gates()
    assert made["orders-security-group-policy"].inputs == {
        "apiVersion": "vpcresources.k8s.aws/v1beta1",
        "kind": "SecurityGroupPolicy",
        "metadata": {"name": "orders", "namespace": "core-api", "labels": LABELS},
        "spec": {
            "podSelector": {"matchLabels": SELECTOR},
            "securityGroups": {"groupIds": ["sg-pods", made["orders-security-group"].id]},
        },
    }


def test_and_do_so_from_their_first_moment(gates):
    made = gates()
    (ready,) = made.result.ready
    assert made.value(ready.urn) == made["orders-security-group-policy"].urn


def test_and_their_own_group_is_in_the_network_and_tagged(gates, scope):
    found = gates()["orders-security-group"].inputs
    assert found["vpcId"] == "vpc-1"
    assert found["description"] == "Pods of acme-test-orders"
    assert found["tags"] == scope.tags("acme-test-orders-security-group")


def test_and_out_they_go_over_https_alone(gates):
    made = gates(ipv6=True)
    rules = {it.name: it.inputs for it in made.stack.resources if it.type.endswith("GroupEgressRule")}
    assert set(rules) == {"orders-egress-https", "orders-egress-https-ipv6"}
    assert {(rule["fromPort"], rule["toPort"], rule["ipProtocol"]) for rule in rules.values()} == {(443, 443, "tcp")}


def test_and_in_comes_who_is_named_on_one_port(gates):
    made = gates(lambda found: found.admit(Peer("edge"), 8080))
    assert made["orders-admit-edge"].inputs == {
        "apiVersion": "networking.k8s.io/v1",
        "kind": "NetworkPolicy",
        "metadata": {"name": "orders-admit-edge", "namespace": "core-api", "labels": LABELS},
        "spec": {
            "podSelector": {"matchLabels": SELECTOR},
            "policyTypes": ["Ingress"],
            "ingress": [{"from": [{"ipBlock": {"cidr": "10.0.0.0/16"}}], "ports": [{"protocol": "TCP", "port": 8080}]}],
        },
    }


def test_and_out_they_go_to_what_is_named_on_one_port(gates):
    made = gates(lambda found: found.let_out(Peer("main"), 5432))
    assert made["orders-let-out-main"].inputs["spec"] == {
        "podSelector": {"matchLabels": SELECTOR},
        "policyTypes": ["Egress"],
        "egress": [{"to": [{"ipBlock": {"cidr": "10.0.0.0/16"}}], "ports": [{"protocol": "TCP", "port": 5432}]}],
    }


def test_and_the_pods_of_a_chart_are_known_by_the_labels_it_gives_them(gates):
    made = gates(lambda found: found.admit(Peer("edge"), 80), labels={"app": "temporal"})
    assert made["orders-security-group-policy"].inputs["spec"]["podSelector"] == {"matchLabels": {"app": "temporal"}}
    assert made["orders-admit-edge"].inputs["spec"]["podSelector"] == {"matchLabels": {"app": "temporal"}}


def test_and_without_labels_all_of_the_namespace_is_meant(gates):
    made = gates(labels={})
    assert made["orders-security-group-policy"].inputs["spec"]["podSelector"] == {"matchLabels": {}}


def test_and_who_opens_a_way_may_wait_for_it(gates):
    kept = []
    made = gates(lambda found: kept.extend([found.admit(Peer("edge"), 80), found.let_out(Peer("main"), 5432)]))
    names = [made.value(policy.urn).rpartition("::")[2] for policy in kept]
    assert names == ["orders-admit-edge", "orders-let-out-main"]


def test_and_other_pods_are_known_by_their_labels(deploy, making):
    def program():
        service = making.service("pricing", namespace="front-end")
        assert isinstance(service, Pods)
        return peer_of(service, StandInNetwork())

    assert deploy(program).result == {
        "namespaceSelector": {"matchLabels": {"kubernetes.io/metadata.name": "front-end"}},
        "podSelector": {"matchLabels": {"app.kubernetes.io/name": "pricing"}},
    }
