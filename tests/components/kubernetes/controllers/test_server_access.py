"""The Prometheus server in the cluster"""

from __future__ import annotations

import pulumi_aws as aws
import pytest

from components.kubernetes.controllers.server_access import let_call_server, way_to_server
from tests.components.eks.making import StandInCluster
from tests.kubernetes.validation import problems

from .conftest import POLICY, Owner

PORTS = [{"protocol": "TCP", "port": 9090}]


@pytest.fixture
def made(deploy, scope):
    def program():
        first = aws.sns.Topic("first")
        return let_call_server(Owner(), scope, StandInCluster(), "grafana", depends_on=[first])

    return deploy(program)


def test_lets_a_namespace_in_by_a_policy_of_its_own(made):
    assert made.named("Owner$") == {"owner-server-access": POLICY}
    policy = made["owner-server-access"]
    assert policy.inputs["spec"] == {
        "podSelector": {},
        "policyTypes": ["Ingress"],
        "ingress": [
            {
                "from": [{"namespaceSelector": {"matchLabels": {"kubernetes.io/metadata.name": "grafana"}}}],
                "ports": PORTS,
            }
        ],
    }
    named = policy.inputs["metadata"]
    assert (named["name"], named["namespace"]) == ("allow-grafana", "monitoring")


def test_lets_in_whoever_asks_once_it_is_there(made):
    policy = made["owner-server-access"]
    assert made["first"].urn in policy.dependencies
    assert policy.provider.startswith(made["cluster"].urn)
    assert policy.parent == made["owner", "stackwright:kubernetes:Owner"].urn


def test_is_called_on_its_port_in_its_namespace():
    assert way_to_server() == {
        "to": [{"namespaceSelector": {"matchLabels": {"kubernetes.io/metadata.name": "monitoring"}}}],
        "ports": PORTS,
    }


def test_is_guarded_by_what_kubernetes_takes(made):
    assert problems(made.stack) == []
