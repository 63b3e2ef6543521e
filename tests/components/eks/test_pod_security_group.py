"""Every pod of a service may ask CoreDNS, and be asked by kubelets, and nothing else"""

from __future__ import annotations

import pytest

RULES = ("dns-tcp-in", "dns-tcp-out", "dns-udp-in", "dns-udp-out", "probes-in")


def groups(made):
    nodes = made["main", "aws:eks/cluster:Cluster"].outputs["vpcConfig"]["clusterSecurityGroupId"]
    return made["main-pods"].id, nodes


def test_by_a_group_that_lets_nothing_through_by_itself(deploy_cluster, scope):
    inputs = dict(deploy_cluster()["main-pods"].inputs)
    inputs.pop("name", None)
    assert inputs == {
        "description": "Every pod of a service in main",
        "vpcId": "vpc-1",
        "tags": scope.tags("acme-test-main-pods"),
    }


@pytest.mark.parametrize("protocol", ["tcp", "udp"])
def test_by_one_rule_on_each_side_for_names(deploy_cluster, scope, protocol):
    made = deploy_cluster()
    pods, nodes = groups(made)
    ask = {
        "ipProtocol": protocol,
        "fromPort": 53,
        "toPort": 53,
        "description": f"Pods ask CoreDNS by {protocol.upper()}",
    }
    assert made[f"main-dns-{protocol}-out"].inputs == {
        **ask,
        "securityGroupId": pods,
        "referencedSecurityGroupId": nodes,
        "tags": scope.tags(f"acme-test-main-dns-{protocol}-out"),
    }
    assert made[f"main-dns-{protocol}-in"].inputs == {
        **ask,
        "securityGroupId": nodes,
        "referencedSecurityGroupId": pods,
        "tags": scope.tags(f"acme-test-main-dns-{protocol}-in"),
    }


def test_by_one_rule_for_health(deploy_cluster, scope):
    made = deploy_cluster()
    pods, nodes = groups(made)
    assert made["main-probes-in"].inputs == {
        "securityGroupId": pods,
        "referencedSecurityGroupId": nodes,
        "ipProtocol": "tcp",
        "fromPort": 1,
        "toPort": 65535,
        "description": "Kubelets ask the health of pods, each on its own port",
        "tags": scope.tags("acme-test-main-probes-in"),
    }


def test_by_no_other_rule(deploy_cluster):
    made = deploy_cluster()
    # The API's own rules are about people, not pods.
    rules = {name for name, type_ in made.named().items() if "securityGroup" in type_ and "Rule" in type_}
    assert {name for name in rules if not name.startswith("main-api-in-")} == {f"main-{rule}" for rule in RULES}


@pytest.mark.parametrize("rule", RULES)
def test_from_before_the_first_pod_until_after_the_last(deploy_cluster, before, rule):
    assert f"main-{rule}" in before(deploy_cluster(), "main-storage-gp3")
