"""The inside of a tool"""

from __future__ import annotations

from components.kubernetes.tools.inside import open_cluster, open_inside, policy_spec

_GROUP = "sg-tool"


def test_is_open_to_its_own_pods_at_both_gates(deploy, making, scope):
    made = deploy(lambda: open_inside(*making.owner(), _GROUP))
    known = {
        "securityGroupId": _GROUP,
        "referencedSecurityGroupId": _GROUP,
        "ipProtocol": "tcp",
        "fromPort": 1024,
        "toPort": 65535,
        "description": "orders among its own pods",
    }
    for direction in ("ingress", "egress"):
        tags = scope.tags(f"acme-test-orders-inside-{direction}")
        assert made[f"orders-inside-{direction}"].inputs == {**known, "tags": tags}
    policy = made["orders-inside"].inputs
    assert policy["metadata"]["namespace"] == "core-api"
    assert policy["spec"] == {
        "podSelector": {},
        "policyTypes": ["Ingress", "Egress"],
        "ingress": [{"from": [{"podSelector": {}}]}],
        "egress": [{"to": [{"podSelector": {}}]}],
    }
    assert len(made.result) == 3


def test_reaches_the_api_of_the_cluster_by_one_rule(deploy, making, scope):
    def program():
        owner, scope, cluster, _ = making.owner()
        return open_cluster(owner, scope, cluster, _GROUP)

    made = deploy(program)
    assert made["orders-cluster-ingress"].inputs == {
        "securityGroupId": "sg-cluster",
        "referencedSecurityGroupId": _GROUP,
        "ipProtocol": "tcp",
        "fromPort": 443,
        "toPort": 443,
        "description": "orders to the Kubernetes API",
        "tags": scope.tags("acme-test-orders-cluster-ingress"),
    }


def test_lets_nobody_else_in():
    assert policy_spec()["ingress"] == [{"from": [{"podSelector": {}}]}]
