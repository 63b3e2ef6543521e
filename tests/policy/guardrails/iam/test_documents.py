"""A policy document..."""

from __future__ import annotations

import json
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy.guardrails.iam.documents import (
    Document,
    Statement,
    documents,
    identity_types,
    is_silent,
    listed,
    matches,
    texts,
)
from policy.guardrails.item import Item
from policy.guardrails.marks import UNKNOWN, UNKNOWN_TEXT, Secret
from policy.guardrails.verdicts import Undecided

POLICY = "aws:iam/policy:Policy"


def document(content, **more):
    return Document(Item(urn="urn:p", type=POLICY, name="p", inputs={"policy": content}, **more)["policy"])


def statement(**parts):
    return document({"Statement": [parts]}).statements()[0]


ONE = {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}


@pytest.mark.parametrize("content", [{"Statement": [ONE]}, json.dumps({"Statement": [ONE]}), {"Statement": ONE}])
def test_is_a_text_or_an_object_with_one_statement_or_several(content):
    assert [one.node["Action"].value() for one in document(content).statements()] == ["s3:GetObject"]
    assert document(content).malformed is False


@pytest.mark.parametrize("content", [None, "[]", "{}", '"text"', "3"])
def test_has_no_statements_where_none_are_written(content):
    assert document(content).statements() == []


def test_is_malformed_where_it_is_no_json():
    assert document("Statement: []").malformed is True
    assert document("Statement: []").statements() == []


def test_is_undecided_where_it_is_not_known():
    with pytest.raises(Undecided) as caught:
        document(UNKNOWN).statements()
    assert caught.value.path == "policy"


def test_is_judged_though_a_statement_is_not_known():
    def judge(one):
        if one.node["Action"].value() == "a:B":
            yield one.node.says("bad")

    content = {"Statement": [UNKNOWN, {"Action": "a:B"}, {"Action": UNKNOWN}]}
    found = list(document(content).each(judge))
    assert [(type(one).__name__, one.path) for one in found] == [
        ("Undecided", "policy.Statement[0].Action"),
        ("Problem", "policy.Statement[1]"),
        ("Undecided", "policy.Statement[2].Action"),
    ]


def test_is_undecided_as_a_whole_where_nothing_of_it_is_known():
    assert [one.path for one in document(UNKNOWN).each(lambda _one: iter(()))] == ["policy"]


def test_lies_where_its_type_has_it():
    role = Item(
        urn="urn:r",
        type="aws:iam/role:Role",
        name="r",
        inputs={
            "inlinePolicies": [{"name": "a", "policy": "{}"}, {"name": "b", "policy": "{}"}],
            "assumeRolePolicy": "{}",
        },
    )
    assert [one.node.path for one in documents(role)] == ["inlinePolicies[0].policy", "inlinePolicies[1].policy"]
    assert documents(Item(urn="urn:t", type="aws:sns/topic:Topic", name="t", inputs={"policy": "{}"})) == []
    assert "aws:iam/role:Role" in identity_types()


@pytest.mark.parametrize(
    ("parts", "action", "covered"),
    [
        ({"Action": "iam:PassRole"}, "iam:passrole", True),
        ({"Action": ["s3:*", "IAM:Pass*"]}, "iam:PassRole", True),
        ({"Action": "iam:Pass?ole"}, "iam:PassRole", True),
        ({"Action": "iam:Get*"}, "iam:PassRole", False),
        ({"Action": "*"}, "iam:PassRole", True),
        ({"NotAction": "s3:*"}, "iam:PassRole", True),
        ({"NotAction": ["s3:*", "iam:*"]}, "iam:PassRole", False),
        ({"NotAction": [UNKNOWN, "iam:*"]}, "iam:PassRole", False),
        ({"Action": [UNKNOWN, "iam:*"]}, "iam:PassRole", True),
        ({}, "iam:PassRole", False),
    ],
)
def test_covers_an_action(parts, action, covered):
    assert statement(**parts).covers(action) is covered


@pytest.mark.parametrize(
    "parts", [{"Action": UNKNOWN}, {"Action": ["s3:*", UNKNOWN]}, {"NotAction": [UNKNOWN, "s3:*"]}]
)
def test_is_undecided_about_an_action_that_an_unknown_decides(parts):
    with pytest.raises(Undecided):
        statement(**parts).covers("iam:PassRole")


def test_has_patterns_of_actions_in_lower_case():
    assert statement(Action=["S3:Get*", UNKNOWN]).patterns == ["s3:get*"]


@pytest.mark.parametrize(("effect", "denies"), [("Deny", True), ("Allow", False), ("deny", False), (None, False)])
def test_denies_only_by_the_word(effect, denies):
    assert statement(Effect=effect).denies is denies


@pytest.mark.parametrize(
    ("parts", "mark"),
    [
        ({"Sid": "Read", "Action": "s3:GetObject"}, "Read"),
        ({"Action": ["s3:PutObject", "s3:GetObject"]}, "s3:GetObject, s3:PutObject"),
        ({"NotAction": ["iam:*"]}, "all but iam:*"),
        ({"Action": [UNKNOWN, "s3:GetObject"]}, "s3:GetObject"),
        ({"Action": UNKNOWN}, ""),
        ({"NotAction": UNKNOWN}, ""),
        ({"Action": None, "NotAction": None}, ""),
        ({}, ""),
    ],
)
def test_names_a_statement_by_its_sid_or_its_actions(parts, mark):
    assert statement(**parts).mark == mark


def test_names_a_statement_with_many_actions_by_the_first_and_a_hash():
    many = [f"service:Action{number:02}" for number in range(20)]
    mark = statement(Action=many).mark
    assert mark.startswith("service:Action00, service:Action01, ")
    assert (len(mark), mark == statement(Action=many[:-1]).mark) == (80, False)


@given(st.lists(st.sampled_from(["s3:Get*", "s3:Put*", "sqs:*", "iam:List*"]), min_size=1), st.randoms())
def test_names_a_statement_alike_in_whatever_order(actions, chance: random.Random):
    assert statement(Action=actions).mark == statement(Action=chance.sample(actions, len(actions))).mark


def test_shows_nothing_of_a_secret_document():
    text = Secret(json.dumps({"Statement": [{"Sid": "Hidden", "Action": "codecommit:GitPush"}]}))
    one = document(text).statements()[0]
    problem = one.problem("is wrong", about="Effect")
    assert is_silent(one.node)
    assert (problem.text, problem.path) == ("statement 0 is wrong", "policy.Statement[0].Action")
    assert [text for text in ("Hidden", "codecommit") if text in problem.mark] == []


def test_shows_nothing_of_a_statement_with_a_secret_in_it():
    problem = statement(Sid="Read", Action=["s3:GetObject", Secret("codecommit:GitPush")]).problem("is wrong")
    assert problem.text == "statement 0 is wrong"
    assert [text for text in ("Read", "GetObject", "GitPush") if text in problem.mark] == []


def test_shows_nothing_on_the_engine_and_is_marked_as_elsewhere():
    content = {"Statement": [{"Sid": "Read", "Action": "s3:GetObject"}]}
    here = document(content).statements()[0].problem("is wrong")
    there = document(content, discreet=True).statements()[0].problem("is wrong")
    assert (here.text, there.text) == ("the statement 'Read' is wrong", "statement 0 is wrong")
    assert here.mark == there.mark == "Read"


def test_is_told_from_others_of_the_same_resource():
    role = Item(
        urn="urn:r",
        type="aws:iam/role:Role",
        name="r",
        inputs={"inlinePolicies": [{"policy": {"Statement": ONE}}, {"policy": {"Statement": [ONE]}}]},
    )
    homes = [one.home for found in documents(role) for one in found.statements()]
    assert homes == [("urn:r", "inlinePolicies[0].policy"), ("urn:r", "inlinePolicies[1].policy")]


def test_has_values_that_are_known_and_places_that_are_not():
    parts = statement(Resource=["a", UNKNOWN, f"b{UNKNOWN_TEXT}"], Action=UNKNOWN)
    known, unknown = parts.texts("Resource")
    assert [text for _, text in known] == ["a"]
    assert [one.path for one in unknown] == ["policy.Statement[0].Resource[1]", "policy.Statement[0].Resource[2]"]
    assert [one.path for one in texts(parts.node["Action"])[1]] == ["policy.Statement[0].Action"]
    assert texts(parts.node["Sid"]) == ([], [])


@pytest.mark.parametrize(
    ("pattern", "fits"), [("S3:Get*", True), ("s3:getobject", True), ("s3:Get", False), ("*", True)]
)
def test_matches_actions_without_regard_to_case(pattern, fits):
    assert matches(pattern, "s3:getobject") is fits


def test_reads_nothing_ahead():
    item = Item(urn="urn:p", type=POLICY, name="p", inputs={"policy": {"Statement": [ONE]}}, trace=set())
    assert isinstance(Document(item["policy"]).statements()[0], Statement)
    assert item.trace == set()


@pytest.mark.parametrize(
    ("content", "title"),
    [
        ({"Statement": [{"Action": "a:B"}, {"Sid": "Read", "Action": "a:B"}]}, ["statement 0", "the statement 'Read'"]),
        ({"Statement": {"Action": "a:B"}}, ["the statement"]),
        ({"Statement": [{"Sid": UNKNOWN, "Action": "a:B"}]}, ["statement 0"]),
    ],
)
def test_calls_a_statement_by_its_sid_or_its_place(content, title):
    assert [one.title for one in document(content).statements()] == title


@pytest.mark.parametrize(
    ("names", "text"),
    [([], ""), (["a"], "a"), (["a", "b", "c"], "a, b, c"), (["a", "b", "c", "d", "e"], "a, b, c and 2 more")],
)
def test_lists_three_names(names, text):
    assert listed(names) == text
