"""The AWS Load Balancer Controller"""

from __future__ import annotations

import pytest

from components.kubernetes.charts import charts
from components.kubernetes.controllers.load_balancer_controller import (
    LoadBalancerController,
    LoadBalancerControllerArgs,
)
from components.kubernetes.controllers.load_balancer_policy import own_load_balancers, register_targets
from components.kubernetes.controllers.values import RESTRICTED
from tests.components.compute.conftest import StandInNetwork

from .conftest import IDENTITY, RELEASE, ROLE, ROLE_POLICY, SYSTEM, ask

TYPE = "stackwright:kubernetes:LoadBalancerController"
NAME = "aws-load-balancer-controller"
CHILDREN = {
    "traffic-controller-role": ROLE,
    "traffic-controller-policy": ROLE_POLICY,
    "traffic-controller-identity": IDENTITY,
    "traffic-release": RELEASE,
}


@pytest.fixture
def made(make):
    return make(LoadBalancerController, LoadBalancerControllerArgs, "traffic", network=lambda _: StandInNetwork())


@pytest.fixture
def with_ingresses(make):
    return make(
        LoadBalancerController,
        LoadBalancerControllerArgs,
        "traffic",
        network=lambda _: StandInNetwork(),
        ingresses=True,
    )


def test_is_one_release_and_its_role(made):
    assert made.named(f"{TYPE}$") == CHILDREN


def test_has_its_children_under_it(made):
    parent = made["traffic", TYPE]
    assert {made[name].parent for name in CHILDREN} == {parent.urn}
    assert parent.inputs == {"ingresses": False}


def test_is_released_into_kube_system_by_its_own_name(made):
    inputs = made["traffic-release"].inputs
    assert (inputs["name"], inputs["namespace"], inputs["version"]) == (NAME, "kube-system", charts()[NAME].version)


def test_only_registers_targets(made, scope):
    assert made.json("traffic-controller-policy", "policy")["Statement"] == register_targets(scope)


def test_acts_under_an_account_of_its_own(made):
    identity = made["traffic-controller-identity"].inputs
    assert (identity["namespace"], identity["serviceAccount"]) == ("kube-system", NAME)
    assert made["traffic-release"].inputs["values"]["serviceAccount"] == {"create": True, "name": NAME}


def test_has_its_role_before_its_first_pod(made):
    waits = made["traffic-release"].dependencies
    assert {made[f"traffic-controller-{part}"].urn for part in ("identity", "policy")} <= set(waits)


def test_is_told_where_it_is_since_no_pod_can_ask_its_node(made):
    values = made["traffic-release"].inputs["values"]
    assert {key: values[key] for key in ("clusterName", "region", "vpcId")} == {
        "clusterName": "acme-test-main",
        "region": "eu-west-1",
        "vpcId": "vpc-1",
    }


def test_never_stands_between_other_releases_and_their_services(made, with_ingresses):
    # Its webhook for Services fails closed: while it is not up, no other chart could create one.
    for one in (made, with_ingresses):
        assert one["traffic-release"].inputs["values"]["enableServiceMutatorWebhook"] is False


def test_keeps_its_certificate_so_that_no_update_differs_by_itself(made):
    assert made["traffic-release"].inputs["values"]["keepTLSSecret"] is True


def test_runs_twice_on_system_nodes_with_few_rights(made):
    values = made["traffic-release"].inputs["values"]
    assert {
        "replicaCount": 2,
        "podDisruptionBudget": {"maxUnavailable": 1},
        "resources": ask("100m", "256Mi"),
        "securityContext": RESTRICTED,
        **SYSTEM,
    }.items() <= values.items()


def test_builds_no_load_balancer_of_its_own(made):
    values = made["traffic-release"].inputs["values"]
    assert values["createIngressClassResource"] is False
    assert values["ingressClassParams"] == {"create": False}
    assert values["controllerConfig"] == {
        "featureGates": {
            "EnableServiceController": False,
            "NLBGatewayAPI": False,
            "ALBGatewayAPI": False,
            "GlobalAcceleratorController": False,
        }
    }
    assert {key: values[key] for key in ("enableShield", "enableWaf", "enableWafv2")} == {
        "enableShield": False,
        "enableWaf": False,
        "enableWafv2": False,
    }


def test_by_choice_builds_load_balancers_from_ingress_objects(with_ingresses):
    values = with_ingresses["traffic-release"].inputs["values"]
    assert values["createIngressClassResource"] is True
    assert values["ingressClassParams"] == {"create": True}
    assert values["controllerConfig"] == {"featureGates": {}}
    assert values["enableWafv2"] is True


def test_by_choice_may_own_load_balancers_of_its_cluster(with_ingresses, scope):
    assert with_ingresses.json("traffic-controller-policy", "policy")["Statement"] == [
        *register_targets(scope),
        *own_load_balancers(scope, "acme-test-main", "vpc-1"),
    ]


def test_is_ready_once_its_release_is_up(made):
    (ready,) = made.result.ready
    assert made.value(ready.urn) == made["traffic-release"].urn
