"""A role that stands with all that it may do"""

from __future__ import annotations

import json

import pytest

from components.component import Component
from components.eks.roles import managed_role

TRUST = json.dumps({"Version": "2012-10-17", "Statement": []})


class Owner(Component):
    def __init__(self):
        super().__init__("house:test:Owner", "main", {}, None)


@pytest.fixture
def deploy_role(deploy, scope):
    def run(removal="retain", **more):
        return deploy(
            lambda: managed_role(
                Owner(),
                scope,
                "agent",
                removal=removal,
                description="What the agent may do",
                trust=TRUST,
                policies=("CloudWatchAgentServerPolicy", "service-role/Other"),
                **more,
            )
        )

    return run


def test_is_made_of_these_children(deploy_role):
    made = deploy_role(statements=[{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}])
    assert made.named() == {
        "main-agent-role": "aws:iam/role:Role",
        "main-agent-CloudWatchAgentServerPolicy": "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
        "main-agent-Other": "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
        "main-agent-policy": "aws:iam/rolePolicy:RolePolicy",
    }
    assert {made[name].parent for name in made.named()} == {made["main", "house:test:Owner"].urn}


def test_trusts_what_it_is_told_and_says_whose_it_is(deploy_role, scope):
    inputs = deploy_role()["main-agent-role"].inputs
    assert (inputs["assumeRolePolicy"], inputs["description"]) == (TRUST, "What the agent may do")
    assert inputs["tags"] == scope.tags("acme-test-main-agent-role")


def test_has_the_policies_of_its_partition(deploy_role):
    made = deploy_role()
    assert [made[f"main-agent-{name}"].inputs["policyArn"] for name in ("CloudWatchAgentServerPolicy", "Other")] == [
        "arn:aws:iam::aws:policy/CloudWatchAgentServerPolicy",
        "arn:aws:iam::aws:policy/service-role/Other",
    ]


def test_has_a_policy_of_its_own_only_where_there_is_something_to_say(deploy_role):
    assert "main-agent-policy" not in deploy_role().named()
    statement = {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::x/*"}
    made = deploy_role(statements=[statement])
    assert made.json("main-agent-policy", "policy") == {"Version": "2012-10-17", "Statement": [statement]}


def test_is_ready_once_its_policies_are(deploy_role):
    made = deploy_role(statements=[])
    urns = {made.value(resource.urn) for resource in made.result.ready}
    assert urns == {made[name].urn for name in made.named() if name != "main-agent-role"}


@pytest.mark.parametrize(("removal", "forced"), [("retain", False), ("destroy", True)])
def test_goes_with_whatever_was_attached_meanwhile_only_where_no_trace_may_stay(deploy_role, removal, forced):
    assert (deploy_role(removal=removal)["main-agent-role"].inputs.get("forceDetachPolicies") or False) is forced
