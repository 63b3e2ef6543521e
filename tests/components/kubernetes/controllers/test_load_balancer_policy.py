"""The policy of the AWS Load Balancer Controller"""

from __future__ import annotations

import pytest

from components.kubernetes.controllers.load_balancer_policy import own_load_balancers, register_targets

CLUSTER = "acme-test-main-1a2b3c"
REQUESTED, TAGGED = (f"aws:{kind}Tag/elbv2.k8s.aws/cluster" for kind in ("Request", "Resource"))
READS = ("Describe", "Get", "List")


def _whole(scope):
    return own_load_balancers(scope, CLUSTER, "vpc-1")


def _writes(statements):
    """Yield (action, statement) of whatever changes something."""
    for statement in statements:
        for action in statement["Action"]:
            if not action.partition(":")[2].startswith(READS):
                yield action, statement


def test_registers_targets_with_the_groups_of_this_environment(scope):
    assert register_targets(scope)[0] == {
        "Effect": "Allow",
        "Action": ["elasticloadbalancing:RegisterTargets", "elasticloadbalancing:DeregisterTargets"],
        "Resource": "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/*/*",
        "Condition": {"StringEquals": {"aws:ResourceTag/Organization": "acme", "aws:ResourceTag/Environment": "test"}},
    }


def test_does_nothing_else_but_look(scope):
    _, looks = register_targets(scope)
    assert looks["Resource"] == "*"
    assert all(action.partition(":")[2].startswith("Describe") for action in looks["Action"])


def test_names_groups_by_the_tags_that_every_resource_of_the_platform_has(scope):
    condition = register_targets(scope)[0]["Condition"]["StringEquals"]
    tags = scope.tags("orders")
    assert {f"aws:ResourceTag/{key}": tags[key] for key in ("Organization", "Environment")} == condition


def test_by_choice_creates_only_what_it_tags_as_the_clusters_own(scope):
    creates = [
        statement
        for action, statement in _writes(_whole(scope))
        if action in ("elasticloadbalancing:CreateLoadBalancer", "elasticloadbalancing:CreateTargetGroup")
    ]
    assert len(creates) == 2
    assert {statement["Condition"]["StringEquals"][REQUESTED] for statement in creates} == {CLUSTER}


@pytest.mark.parametrize(
    "action",
    ["DeleteListener", "DeleteLoadBalancer", "DeleteRule", "DeleteTargetGroup", "ModifyListener", "ModifyRule"],
)
def test_by_choice_changes_only_what_the_cluster_owns(scope, action):
    found = [one for name, one in _writes(_whole(scope)) if name == f"elasticloadbalancing:{action}"]
    assert [one["Condition"] for one in found] == [{"StringEquals": {TAGGED: CLUSTER}}]


def test_by_choice_tags_only_what_it_is_making_or_owns(scope):
    conditions = [
        one["Condition"]["StringEquals"]
        for name, one in _writes(_whole(scope))
        if name in ("elasticloadbalancing:AddTags", "ec2:CreateTags")
    ]
    assert conditions == [
        {TAGGED: CLUSTER},
        {
            "elasticloadbalancing:CreateAction": [
                "CreateListener",
                "CreateLoadBalancer",
                "CreateRule",
                "CreateTargetGroup",
            ],
            REQUESTED: CLUSTER,
        },
        {"ec2:CreateAction": "CreateSecurityGroup", REQUESTED: CLUSTER},
    ]


def test_by_choice_opens_only_groups_of_its_own_or_of_the_cluster(scope):
    conditions = [
        one["Condition"]["StringEquals"]
        for name, one in _writes(_whole(scope))
        if name == "ec2:AuthorizeSecurityGroupIngress"
    ]
    assert conditions == [
        {TAGGED: CLUSTER},
        {f"aws:ResourceTag/kubernetes.io/cluster/{CLUSTER}": ["owned", "shared"]},
    ]


def test_by_choice_makes_groups_in_the_clusters_network_alone(scope):
    resources = [one["Resource"] for name, one in _writes(_whole(scope)) if name == "ec2:CreateSecurityGroup"]
    assert resources == [
        "arn:aws:ec2:eu-west-1:123456789012:security-group/*",
        "arn:aws:ec2:eu-west-1:123456789012:vpc/vpc-1",
    ]


def test_by_choice_writes_nothing_outside_this_account_and_region(scope):
    for action, statement in _writes(_whole(scope)):
        resources = statement["Resource"]
        for resource in [resources] if isinstance(resources, str) else resources:
            assert ":123456789012:" in resource, action
            assert resource.startswith("arn:aws:iam::") or ":eu-west-1:" in resource, action


def test_by_choice_makes_the_role_of_the_service_and_no_other(scope):
    (statement,) = [one for name, one in _writes(_whole(scope)) if name == "iam:CreateServiceLinkedRole"]
    assert statement["Resource"].endswith(":role/aws-service-role/elasticloadbalancing.amazonaws.com/*")
    assert statement["Condition"] == {"StringEquals": {"iam:AWSServiceName": "elasticloadbalancing.amazonaws.com"}}


def test_by_choice_has_no_wildcard_in_an_action(scope):
    assert not [action for one in _whole(scope) for action in one["Action"] if "*" in action]
