"""A policy on a resource..."""

from __future__ import annotations

import json

import pytest

from policy.guardrails.iam.documents import Document
from policy.guardrails.iam.openness import everybody, must_not_be_open, principals
from policy.guardrails.item import Item
from policy.guardrails.marks import UNKNOWN, Secret
from policy.guardrails.verdicts import Problem, Undecided

ROOT = "arn:aws:iam::123456789012:root"
OURS = {"StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}}


def node(*statements):
    item = Item(urn="urn:q", type="aws:sqs/queue:Queue", name="q", inputs={"policy": {"Statement": list(statements)}})
    return item["policy"]


def statement(**parts):
    return Document(node(parts)).statements()[0]


@pytest.mark.parametrize(
    ("parts", "path"),
    [
        ({"Principal": "*"}, "Principal"),
        ({"Principal": {"AWS": "*"}}, "Principal.AWS"),
        ({"Principal": {"AWS": [ROOT, "*"]}}, "Principal.AWS[1]"),
        ({"Principal": {"AWS": [UNKNOWN, "*"]}}, "Principal.AWS[1]"),
        ({"NotPrincipal": {"AWS": ROOT}}, "NotPrincipal"),
        ({"Principal": {"AWS": ROOT, "Service": "sns.amazonaws.com"}}, None),
        ({"Principal": {"AWS": []}}, None),
        ({}, None),
    ],
)
def test_means_everybody(parts, path):
    place = everybody(statement(**parts))
    assert (place.path if place else None) == (f"policy.Statement[0].{path}" if path else None)


@pytest.mark.parametrize("principal", [UNKNOWN, {"AWS": UNKNOWN}, {"AWS": [ROOT, UNKNOWN]}])
def test_may_mean_everybody_where_a_principal_is_not_known(principal):
    with pytest.raises(Undecided):
        everybody(statement(Principal=principal))


def test_is_open_statement_by_statement():
    found = list(
        must_not_be_open(
            node(
                {"Sid": "Open", "Effect": "Allow", "Principal": "*", "Action": "sqs:SendMessage"},
                {"Effect": "Allow", "Principal": "*", "Condition": OURS},
                {"Effect": "Deny", "Principal": "*"},
                {"Effect": "Allow", "Principal": {"AWS": ROOT}},
                {"Effect": "Allow", "Principal": UNKNOWN},
                {"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "sqs:ReceiveMessage"},
            ),
            "the queue",
        )
    )
    assert [(type(one), one.path, getattr(one, "mark", "")) for one in found] == [
        (Problem, "policy.Statement[0].Principal", "Open"),
        (Undecided, "policy.Statement[4].Principal", ""),
        (Problem, "policy.Statement[5].Principal.AWS", "sqs:ReceiveMessage"),
    ]
    assert found[0].text == (
        "the statement 'Open' lets anybody use the queue: no condition limits it to accounts, an organization or a VPC"
    )


def test_is_refused_where_it_is_no_json_and_let_be_where_there_is_none():
    broken = Item(urn="urn:q", type="aws:sqs/queue:Queue", name="q", inputs={"policy": "{"})
    assert [one.text for one in must_not_be_open(broken["policy"], "the queue")] == [
        "policy must be a JSON policy document with statements"
    ]
    assert list(must_not_be_open(Item(urn="urn:q", type="t", name="q")["policy"], "the queue")) == []


def test_is_undecided_where_it_is_not_known():
    late = Item(urn="urn:q", type="aws:sqs/queue:Queue", name="q", inputs={"policy": UNKNOWN})
    with pytest.raises(Undecided):
        list(must_not_be_open(late["policy"], "the queue"))


def test_shows_nothing_of_what_is_secret():
    text = Secret(json.dumps({"Statement": [{"Sid": "Hidden", "Effect": "Allow", "Principal": "*"}]}))
    hidden = Item(urn="urn:q", type="aws:sqs/queue:Queue", name="q", inputs={"policy": text})
    (found,) = must_not_be_open(hidden["policy"], "the queue")
    assert "Hidden" not in f"{found.text} {found.mark}"


def test_names_principals_by_kind():
    one = statement(Principal={"AWS": [ROOT], "Federated": "accounts.google.com"})
    assert [place.value() for place in principals(one, "Federated")] == ["accounts.google.com"]
    assert principals(one, "Service") == []
    assert principals(statement(Principal="*"), "AWS") == []
    with pytest.raises(Undecided):
        principals(statement(Principal=UNKNOWN), "AWS")


EVERYBODY = {"Effect": "Allow", "Principal": "*", "Action": ["sqs:SendMessage"], "Resource": "*"}
OTHERS = {"StringNotEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}}


@pytest.mark.parametrize(
    ("refusal", "shut"),
    [
        ({"Principal": "*", "Action": "sqs:*", "Resource": "*", "Condition": OTHERS}, True),
        ({"Principal": {"AWS": "*"}, "Action": "SQS:Send*", "Resource": "*", "Condition": OTHERS}, True),
        ({"Principal": "*", "Action": "*", "Resource": "*"}, True),
        ({"Principal": "*", "Action": "sqs:Receive*", "Resource": "*", "Condition": OTHERS}, False),
        ({"Principal": "*", "Action": "sqs:*", "Resource": "arn:aws:sqs:*:*:a", "Condition": OTHERS}, False),
        ({"Principal": {"AWS": ROOT}, "Action": "sqs:*", "Resource": "*", "Condition": OTHERS}, False),
        ({"NotPrincipal": {"AWS": ROOT}, "Action": "sqs:*", "Resource": "*", "Condition": OTHERS}, False),
        ({"Principal": "*", "Action": "sqs:*", "Resource": "*", "Condition": OURS}, False),
        ({"Effect": "Allow", "Principal": {"AWS": ROOT}, "Action": "sqs:*", "Resource": "*"}, False),
    ],
)
def test_is_shut_by_a_refusal_of_all_of_it_to_others(refusal, shut):
    found = list(must_not_be_open(node(EVERYBODY, {"Effect": "Deny", **refusal}), "the queue"))
    assert (found == []) is shut


def test_is_shut_where_neither_statement_names_a_resource():
    bare = {"Effect": "Allow", "Principal": "*", "Action": "ecr:BatchGetImage"}
    refusal = {"Effect": "Deny", "Principal": "*", "Action": "ecr:*", "Condition": OTHERS}
    assert list(must_not_be_open(node(bare, refusal), "the repository")) == []


def test_is_open_to_anybody_by_way_of_a_service_that_acts_for_anybody():
    by_service = {"Effect": "Allow", "Principal": {"Service": "cloudfront.amazonaws.com"}, "Action": "s3:GetObject"}
    source = {"StringEquals": {"aws:SourceArn": "arn:aws:cloudfront::123456789012:distribution/E2QWRUHAPOMQZL"}}
    deputies = frozenset({"cloudfront.amazonaws.com"})
    (one,) = must_not_be_open(node(by_service, {**by_service, "Condition": source}), "the bucket", deputies=deputies)
    assert one.path == "policy.Statement[0].Principal.Service"
    assert one.text == (
        "statement 0 lets a service use the bucket on anybody's behalf: no aws:SourceArn or aws:SourceAccount says on"
        " whose"
    )
    assert list(must_not_be_open(node(by_service), "the bucket")) == []
