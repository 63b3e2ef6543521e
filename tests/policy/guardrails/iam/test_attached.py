"""Whoever holds policies..."""

from __future__ import annotations

import random

import pytest

from policy.guardrails.iam.attached import attachments, each_statement, granting, holders, of_aws
from policy.guardrails.inventory import Inventory
from policy.guardrails.item import Item
from policy.guardrails.marks import UNKNOWN

ROLE, USER, GROUP = "aws:iam/role:Role", "aws:iam/user:User", "aws:iam/group:Group"
POLICY, ROLE_POLICY = "aws:iam/policy:Policy", "aws:iam/rolePolicy:RolePolicy"
ATTACHMENT = "aws:iam/rolePolicyAttachment:RolePolicyAttachment"
AWS_MANAGED = "arn:aws:iam::aws:policy/ReadOnlyAccess"


def item(type_, name, /, edges=(), **inputs):
    kind = type_.rsplit(":", 1)[1].lower()
    outputs = {"arn": f"arn:aws:iam::123456789012:{kind}/{name}", "name": f"{name}-1a2b"}
    return Item(
        urn=f"urn:{type_}::{name}",
        type=type_,
        name=name,
        inputs=inputs,
        outputs=outputs,
        id=outputs["name"],
        property_dependencies={key: tuple(one.urn for one in targets) for key, targets in dict(edges).items()},
    )


def held(*items):
    """Holder -> names of the items its documents are in."""
    return {one.name: [document.item.name for document in one.documents] for one in holders(Inventory(items))}


DOCUMENT = {"Statement": []}


def test_is_a_role_with_its_inline_policies_and_attachments():
    role = item(ROLE, "worker", inlinePolicies=[{"policy": DOCUMENT}])
    policy = item(POLICY, "data", policy=DOCUMENT)
    beside = item(ROLE_POLICY, "logs", role="worker-1a2b", policy=DOCUMENT)
    attached = item(ATTACHMENT, "worker-data", role=role.outputs["name"], policyArn=policy.outputs["arn"])
    assert held(role, policy, beside, attached) == {role.urn: ["worker", "logs", "data"]}


def test_is_found_by_edges_where_nothing_is_known_yet():
    role, policy = item(ROLE, "worker"), item(POLICY, "data", policy=DOCUMENT)
    edges = {"role": [role], "policyArn": [policy]}
    attached = item(ATTACHMENT, "worker-data", edges, role=UNKNOWN, policyArn=UNKNOWN)
    beside = item(ROLE_POLICY, "logs", {"role": [role]}, role=UNKNOWN, policy=DOCUMENT)
    assert held(role, policy, beside, attached) == {role.urn: ["logs", "data"]}


def test_is_found_by_edges_where_the_value_is_another_output():
    role = item(ROLE, "worker")
    beside = item(ROLE_POLICY, "logs", {"role": [role]}, role="AROAEXAMPLEID1234567", policy=DOCUMENT)
    assert held(role, beside) == {role.urn: ["logs"]}


def test_may_be_of_another_stack():
    one = item(ROLE_POLICY, "a", role="pipeline", policy=DOCUMENT)
    two = item(ROLE_POLICY, "b", role="pipeline", policy=DOCUMENT)
    assert held(one, two) == {"pipeline": ["a", "b"]}


def test_holds_what_is_listed():
    policy = item(POLICY, "data", policy=DOCUMENT)
    role = item(ROLE, "worker", {"managedPolicyArns": [policy]}, managedPolicyArns=[UNKNOWN, AWS_MANAGED])
    (holder,) = holders(Inventory([role, policy]))
    assert [one.item.name for one in holder.documents] == ["data"]
    assert (holder.outside, holder.unclear) == ([AWS_MANAGED], [])


def test_holds_policies_of_others_by_their_arn():
    attached = item(ATTACHMENT, "worker-read", role="worker", policyArn=AWS_MANAGED)
    (holder,) = holders(Inventory([attached]))
    assert (holder.name, holder.documents, holder.outside) == ("worker", [], [AWS_MANAGED])


def test_is_unclear_where_a_policy_is_not_known():
    attached = item(ATTACHMENT, "worker-late", role="worker", policyArn=UNKNOWN)
    (holder,) = holders(Inventory([attached]))
    assert [(one.item.name, one.path) for one in holder.unclear] == [("worker-late", "policyArn")]


def test_is_every_one_of_those_an_attachment_names():
    policy = item(POLICY, "data", policy=DOCUMENT)
    role, user, group = item(ROLE, "r"), item(USER, "u"), item(GROUP, "g")
    attachment = item(
        "aws:iam/policyAttachment:PolicyAttachment",
        "several",
        roles=["r-1a2b", "other"],
        users=["u-1a2b"],
        groups=["g-1a2b"],
        policyArn=policy.outputs["arn"],
    )
    assert held(policy, role, user, group, attachment) == {
        name: ["data"] for name in (role.urn, user.urn, group.urn, "other")
    }


@pytest.mark.parametrize(
    ("type_", "inputs"),
    [
        ("aws:iam/userGroupMembership:UserGroupMembership", {"user": "jane-1a2b", "groups": ["developers-1a2b"]}),
        ("aws:iam/groupMembership:GroupMembership", {"users": ["jane-1a2b"], "group": "developers-1a2b"}),
    ],
)
def test_holds_what_the_groups_hold_it_is_in(type_, inputs):
    user, group = item(USER, "jane"), item(GROUP, "developers")
    of_group = item("aws:iam/groupPolicy:GroupPolicy", "theirs", group="developers-1a2b", policy=DOCUMENT)
    of_user = item("aws:iam/userPolicy:UserPolicy", "own", user="jane-1a2b", policy=DOCUMENT)
    assert held(user, group, of_group, of_user, item(type_, "membership", **inputs)) == {
        group.urn: ["theirs"],
        user.urn: ["own", "theirs"],
    }


def test_is_nobody_for_a_policy_that_nothing_attaches():
    assert held(item(POLICY, "data", policy=DOCUMENT)) == {"": ["data"]}


def test_is_not_who_is_bounded_by_a_policy():
    boundary = item(POLICY, "boundary", policy=DOCUMENT)
    role = item(ROLE, "worker", {"permissionsBoundary": [boundary]}, permissionsBoundary=UNKNOWN)
    assert held(boundary, role) == {}
    assert granting(Inventory([boundary, role])) == []


def test_is_who_is_bounded_by_a_policy_that_is_attached_too():
    boundary = item(POLICY, "boundary", policy=DOCUMENT)
    role = item(ROLE, "worker", permissionsBoundary=boundary.outputs["arn"])
    attached = item(ATTACHMENT, "worker-data", role="worker-1a2b", policyArn=boundary.outputs["arn"])
    assert held(boundary, role, attached) == {role.urn: ["boundary"]}
    assert [one.item.name for one in granting(Inventory([boundary, role, attached]))] == ["boundary"]


def test_holds_a_document_that_is_not_known_where_not_even_their_number_is():
    role = item(ROLE, "worker", inlinePolicies=UNKNOWN)
    (holder,) = holders(Inventory([role]))
    assert [one.node.path for one in holder.documents] == ["inlinePolicies"]


@pytest.mark.parametrize("seed", range(5))
def test_is_the_same_in_whatever_order_the_resources_come(seed):
    items = [
        item(ROLE, "worker", inlinePolicies=[{"policy": DOCUMENT}]),
        item(POLICY, "data", policy=DOCUMENT),
        item(ROLE_POLICY, "a", role="worker-1a2b", policy=DOCUMENT),
        item(ROLE_POLICY, "b", role="worker-1a2b", policy=DOCUMENT),
        item(ATTACHMENT, "worker-data", role="worker-1a2b", policyArn="arn:aws:iam::123456789012:policy/data"),
    ]
    expected = held(*items)
    random.Random(seed).shuffle(items)
    assert held(*items) == expected


def test_has_each_statement_judged_once():
    policy = item(POLICY, "data", policy={"Statement": [{"Sid": "A"}, {"Sid": "B"}]})
    found = each_statement(Inventory([policy]), lambda one: iter([one.node.says(one.mark)]))
    assert [one.text for one in found] == ["A", "B"]


def test_has_arns_of_its_own_of_its_groups_and_of_its_policies():
    group, user = item(GROUP, "team", policy=DOCUMENT), item(USER, "ann")
    policy = item(POLICY, "data", policy=DOCUMENT)
    attached = item("aws:iam/groupPolicyAttachment:GroupPolicyAttachment", "x", group="team-1a2b", policyArn=policy.id)
    member = item("aws:iam/userGroupMembership:UserGroupMembership", "m", user="ann-1a2b", groups=["team-1a2b"])
    own = {one.name: one.own for one in holders(Inventory([group, user, policy, attached, member]))}
    arns = {kind: f"arn:aws:iam::123456789012:{kind}" for kind in ("group", "user", "policy")}
    shared = {f"{arns['group']}/team", f"{arns['policy']}/data"}
    assert own[group.urn] == shared | {f"{arns['group']}/team"}
    assert own[user.urn] >= shared | {f"{arns['user']}/ann"}


@pytest.mark.parametrize(
    ("arn", "name"),
    [
        (AWS_MANAGED, ["ReadOnlyAccess"]),
        ("arn:aws-cn:iam::aws:policy/job-function/Billing", ["Billing"]),
        ("arn:aws:iam::123456789012:policy/ReadOnlyAccess", []),
        (UNKNOWN, []),
    ],
)
def test_holds_policies_of_aws_by_their_name(arn, name):
    assert [found for _, found in of_aws(item(ATTACHMENT, "a", policyArn=arn))] == name


def test_is_attached_policies_by_these_types():
    assert attachments()[ATTACHMENT] == "policyArn"
    assert ROLE_POLICY not in attachments()
