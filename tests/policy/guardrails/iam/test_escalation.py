"""What a holder of policies can make of them..."""

from __future__ import annotations

import random

import pytest

from policy.guardrails.iam.attached import Holder
from policy.guardrails.iam.documents import Document
from policy.guardrails.iam.escalation import Way, methods, report, ways
from policy.guardrails.inventory import Inventory
from policy.guardrails.item import Item
from policy.guardrails.marks import UNKNOWN
from policy.guardrails.verdicts import Undecided


def item(name, *statements):
    content = {"Statement": list(statements)}
    return Item(
        urn=f"urn:{name}", type="aws:iam/rolePolicy:RolePolicy", name=name, inputs={"role": "r", "policy": content}
    )


def allow(*actions, on="*", **more):
    return {"Effect": "Allow", "Action": list(actions), "Resource": on, **more}


def deny(*actions, on="*", **more):
    return {**allow(*actions, on=on, **more), "Effect": "Deny"}


def found(*documents, kind="escalation"):
    holder = Holder(name="r", documents=[Document(item(f"p{i}", *one)["policy"]) for i, one in enumerate(documents)])
    return list(ways(holder, kind))


def names(*documents, kind="escalation"):
    return [way.method.name if isinstance(way, Way) else way.path for way in found(*documents, kind=kind)]


@pytest.mark.parametrize("method", methods("escalation"), ids=lambda method: method.name)
def test_is_every_method_whose_actions_are_all_allowed(method):
    assert method.name in names([allow(method.key, *method.also)])


@pytest.mark.parametrize("method", [one for one in methods("escalation") if one.also], ids=lambda method: method.name)
def test_is_no_method_that_lacks_an_action(method):
    for missing in (method.key, *method.also):
        assert method.name not in names([allow(*({method.key, *method.also} - {missing}), "s3:ListBucket")])


@pytest.mark.parametrize("method", methods("escalation"), ids=lambda method: method.name)
def test_is_no_method_one_action_of_which_is_denied(method):
    for refused in (method.key, *method.also):
        assert method.name not in names([allow(method.key, *method.also), deny(refused)])


@pytest.mark.parametrize("method", [one for one in methods("escalation") if one.passes], ids=lambda method: method.name)
def test_is_a_method_only_with_the_service_that_it_passes_the_role_to(method):
    def passing(*services):
        return allow("iam:PassRole", Condition={"StringLike": {"iam:PassedToService": list(services)}})

    others = allow(*method.also)
    assert method.name in names([passing("x.amazonaws.com", method.passes), others])
    assert method.name in names([passing("*"), others])
    assert method.name not in names([passing("x.amazonaws.com"), others])


def test_takes_the_policies_of_one_holder_together():
    apart = [allow("iam:PassRole")], [allow("ec2:RunInstances")]
    (way,) = found(*apart)
    assert (way.method.name, way.together, way.statement.node.item.name) == ("pass-role-ec2", True, "p0")
    (way,) = found([allow("iam:PassRole"), allow("ec2:RunInstances")])
    assert way.together is False
    assert names(apart[0]) == names(apart[1]) == []


@pytest.mark.parametrize(
    "statement",
    [
        allow("iam:PutRolePolicy", on="arn:aws:iam::123456789012:role/app/*"),
        allow("iam:PutRolePolicy", Condition={"StringEquals": {"iam:ResourceTag/team": "orders"}}),
        allow("iam:GetRolePolicy"),
        allow("*"),
        {"Effect": "Allow", "NotAction": "iam:*", "Resource": "arn:aws:s3:::data/*"},
        {"Effect": "Allow", "NotAction": ["s3:*"], "Resource": "*"},
    ],
)
def test_is_nothing_with_what_is_limited_or_reported_as_administration(statement):
    assert names([statement]) == []


@pytest.mark.parametrize(
    "statement",
    [
        allow("iam:PutRolePolicy", on="arn:aws:iam::123456789012:role/*"),
        allow("iam:Put*", on=["arn:aws:iam::123456789012:role/app/*", "arn:aws:iam::*:role/*"]),
        allow("iam:PutRolePolicy", Condition={"Bool": {"aws:SecureTransport": "true"}}),
        {"Effect": "Allow", "Action": "iam:PutRolePolicy", "NotResource": "arn:aws:iam::123456789012:role/a"},
        {"Effect": "Allow", "NotAction": "s3:*", "Resource": "arn:aws:iam::123456789012:role/*"},
    ],
)
def test_is_something_with_what_is_not(statement):
    assert "put-role-policy" in names([statement])


@pytest.mark.parametrize(
    "refusal",
    [
        deny("iam:PutRolePolicy", on="arn:aws:iam::123456789012:role/admin"),
        deny("iam:PutRolePolicy", Condition={"Bool": {"aws:MultiFactorAuthPresent": "false"}}),
        deny("iam:PutRolePolicy", Condition=UNKNOWN),
        deny("iam:PutRolePolicy", on=UNKNOWN),
    ],
)
def test_is_not_undone_by_a_refusal_that_does_not_always_hold(refusal):
    assert names([allow("iam:PutRolePolicy"), refusal]) == ["put-role-policy"]


def test_is_undone_by_a_refusal_of_all_but_some():
    assert names([allow("iam:PutRolePolicy"), {"Effect": "Deny", "NotAction": "s3:*", "Resource": "*"}]) == []


@pytest.mark.parametrize(
    ("statement", "path"),
    [
        (allow("iam:PutRolePolicy", on=[UNKNOWN]), "policy.Statement[0].Resource[0]"),
        ({"Effect": "Allow", "Action": ["s3:GetObject", UNKNOWN], "Resource": "*"}, "policy.Statement[0].Action[1]"),
        ({"Effect": "Allow", "NotAction": UNKNOWN, "Resource": "*"}, "policy.Statement[0].NotAction"),
        (UNKNOWN, "policy.Statement[0].Effect"),
        ({**allow("iam:PutRolePolicy"), "Effect": UNKNOWN}, "policy.Statement[0].Effect"),
    ],
)
def test_is_undecided_where_an_unknown_decides(statement, path):
    assert set(names([statement])) == {path}


def test_does_not_hang_on_what_is_not_known_of_a_refusal():
    assert names([deny("s3:GetObject", UNKNOWN)]) == []


def test_is_seen_in_the_actions_that_are_known():
    assert names([allow("iam:PutRolePolicy", UNKNOWN)]) == ["policy.Statement[0].Action[1]", "put-role-policy"]


def test_is_undecided_where_a_document_or_an_attachment_is_not_known():
    late = Item(urn="urn:l", type="aws:iam/rolePolicy:RolePolicy", name="l", inputs={"policy": UNKNOWN, "x": UNKNOWN})
    holder = Holder(name="r", documents=[Document(late["policy"])], unclear=[late["x"]])
    assert [(type(one), one.path) for one in ways(holder, "escalation")] == [(Undecided, "x"), (Undecided, "policy")]


def test_is_reported_once_per_statement_with_three_ways_and_the_number_of_others():
    stack = Inventory([item("p", allow("iam:Put*", "iam:Attach*"), allow("ecr:GetAuthorizationToken"))])
    (one,) = report(stack, "escalation")
    assert (one.path, one.mark) == ("policy.Statement[0].Action", "iam:Attach*, iam:Put*")
    assert one.text == (
        "statement 0 is limited by no resource or condition: it writes inline policies of any role, writes inline"
        " policies of any user, writes inline policies of any group and 5 more"
    )


def test_is_reported_as_undecided_where_an_unknown_decides():
    (one,) = report(Inventory([item("p", allow("iam:PutRolePolicy", on=[UNKNOWN]))]), "escalation")
    assert (type(one), one.path) == (Undecided, "policy.Statement[0].Resource[0]")


def test_is_reported_with_what_it_takes_besides():
    stack = Inventory([item("a", allow("iam:PassRole")), item("b", allow("ec2:RunInstances"))])
    (one,) = report(stack, "escalation")
    assert one.text.endswith("it starts an instance with any role (with another policy of the same holder)")


@pytest.mark.parametrize("seed", range(5))
def test_is_reported_alike_in_whatever_order_the_resources_come(seed):
    items = [item("a", allow("iam:PassRole")), item("b", allow("ec2:*")), item("c", allow("iam:PassRole", "lambda:*"))]
    expected = [(one.item.name, one.path, one.text) for one in report(Inventory(items), "escalation")]
    random.Random(seed).shuffle(items)
    assert [(one.item.name, one.path, one.text) for one in report(Inventory(items), "escalation")] == expected


@pytest.mark.parametrize("method", [*methods("exfiltration"), *methods("credentials")], ids=lambda method: method.name)
def test_is_data_or_credentials_by_one_action_each(method):
    kind = "exfiltration" if method in methods("exfiltration") else "credentials"
    assert names([allow(method.key)], kind=kind) == [method.name]
    assert (method.also, method.passes) == (frozenset(), "")


ARN = "arn:aws:iam::123456789012:role/worker"
ROLE = Item(urn="urn:r", type="aws:iam/role:Role", name="r", outputs={"arn": ARN, "name": "r"}, id="r")


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        (allow("iam:PutRolePolicy", on=ARN), ["put-role-policy"]),
        (allow("iam:AttachRolePolicy", on="arn:aws:iam::*:role/work*"), ["attach-role-policy"]),
        (allow("iam:PutUserPolicy", on="arn:aws:iam::*:user/${aws:username}"), ["put-user-policy"]),
        (allow("iam:PutRolePolicy", on="arn:aws:iam::123456789012:role/other"), []),
        (allow("iam:PutUserPolicy", on=ARN), []),
        (allow("iam:UpdateAssumeRolePolicy", on=ARN), []),
        (allow("iam:PutRolePolicy", on=ARN, Condition={"StringEquals": {"iam:PermissionsBoundary": "arn"}}), []),
    ],
)
def test_is_to_change_what_the_holder_holds(statement, expected):
    holder = Holder(name="urn:r", documents=[Document(item("p", statement)["policy"])], selves=[ROLE])
    assert [(way.method.name, way.wide) for way in ways(holder, "escalation")] == [(name, False) for name in expected]


def test_is_reported_as_the_holders_own_where_it_reaches_no_others():
    stack = Inventory([ROLE, item("p", allow("iam:PutRolePolicy", on=ARN))])
    (one,) = report(stack, "escalation")
    assert one.text == "statement 0 lets whoever holds it change the policies they hold themselves"
