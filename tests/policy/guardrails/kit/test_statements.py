"""A statement that is changed for the worse..."""

from __future__ import annotations

import copy

import pytest

from policy.guardrails.kit.fixtures import JsonText
from policy.guardrails.kit.statements import plain, within, worse
from policy.guardrails.marks import Secret

ALLOW = {
    "Sid": "Read",
    "Effect": "Allow",
    "Principal": {"AWS": "arn"},
    "Action": ["s3:Get", "s3:Put"],
    "Resource": "a",
    "Condition": {"StringEquals": {"k": ["v", "w"], "l": "x"}},
}


def changed(statement, *keys):
    """What is done at *keys* -> what the statement's element becomes by each edit; None where it is gone."""
    value = statement
    for key in keys:
        value = value[key]
    found = {}
    for what, edits in worse(statement, keys, value):
        for edit in edits:
            one = copy.deepcopy(statement)
            edit(one)
            found.setdefault(what, []).append({key: one[key] for key in one if one[key] != statement.get(key)})
    return found


def test_is_about_more_or_about_what_there_is_none_of():
    assert changed(ALLOW, "Resource") == {
        "widened": [{"Resource": "*"}, {"Resource": "mutated-value"}],
        "turned into its opposite": [{"NotResource": "a"}],
    }


def test_is_turned_into_its_opposite_once_per_list():
    assert changed(ALLOW, "Action", 0)["turned into its opposite"] == [{"NotAction": ["s3:Get", "s3:Put"]}]
    assert changed(ALLOW, "Action", 1) == {
        "widened": [{"Action": ["s3:Get", "*"]}, {"Action": ["s3:Get", "mutated-value"]}]
    }


def test_is_for_everybody_or_for_all_but_some():
    assert changed(ALLOW, "Principal", "AWS") == {
        "widened": [{"Principal": {"AWS": "*"}}, {"Principal": {"AWS": "mutated-value"}}],
        "turned into its opposite": [{"NotPrincipal": {"AWS": "arn"}}],
    }


def test_leaves_out_something_else():
    assert changed({"Effect": "Allow", "NotAction": "iam:*"}, "NotAction") == {
        "another text": [{"NotAction": "mutated-value"}]
    }


def test_lets_through_all_values_or_has_a_condition_less():
    found = changed(ALLOW, "Condition", "StringEquals", "k", 0)
    assert [one["Condition"]["StringEquals"]["k"][0] for one in found["widened"]] == ["*", "0.0.0.0/0", "::/0"]
    assert found["removed"] == [{"Condition": {"StringEquals": {"l": "x"}}}]
    assert list(changed(ALLOW, "Condition", "StringEquals", "k", 1)) == ["widened"]


@pytest.mark.parametrize("statement", [ALLOW, {"Effect": "Allow", "Action": "*", "NotAction": "*", "Sid": "*"}])
def test_is_not_where_nothing_gives_more(statement):
    same = [key for key in ("Sid", "Effect", "NotAction") if key in statement]
    assert [changed(statement, key) for key in same] == [{}] * len(same)
    assert changed({"Effect": "Allow", "Action": "*"}, "Action") == {}


def test_refuses_nothing_or_something_else():
    deny = {"Effect": "Deny", "Action": "s3:*", "NotResource": "a", "Sid": "No"}
    assert changed(deny, "Effect") == {"allowed": [{"Effect": "Allow"}]}
    assert changed(deny, "Action") == {"another text": [{"Action": "mutated-value"}]}
    assert changed(deny, "NotResource") == {"another text": [{"NotResource": "mutated-value"}]}
    assert changed(deny, "Sid") == {}


@pytest.mark.parametrize("wrap", [lambda value: value, JsonText, Secret, lambda value: Secret(JsonText(value))])
def test_is_found_in_a_document_however_it_is_written(wrap):
    listed = {"policy": wrap({"Statement": [{"Effect": "Deny"}, ALLOW]})}
    single = {"inlinePolicies": [{"policy": wrap({"Statement": ALLOW})}]}
    assert within(listed, ("policy", "Statement", 1, "Action", 0)) == (ALLOW, ("Action", 0))
    assert within(single, ("inlinePolicies", 0, "policy", "Statement", "Resource")) == (ALLOW, ("Resource",))


@pytest.mark.parametrize(
    ("properties", "place"),
    [
        ({"policy": {"Version": "2012-10-17"}}, ("policy", "Version")),
        ({"rules": [{"Statement": {"rateLimit": 1}}]}, ("rules", 0, "Statement", "rateLimit")),
        (
            {"policy": {"Statement": {"Effect": "Deny", "Condition": {"Bool": {"k": "false"}}}}},
            ("policy", "Statement", "Condition", "Bool", "k"),
        ),
    ],
)
def test_is_none_elsewhere_and_in_the_conditions_of_a_refusal(properties, place):
    assert within(properties, place) is None


def test_is_read_through_whatever_holds_it():
    assert plain(Secret(JsonText({"a": 1}))) == {"a": 1}
    assert plain("a") == "a"
