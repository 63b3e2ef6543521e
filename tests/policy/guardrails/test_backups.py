"""A selection of AWS Backup..."""

from __future__ import annotations

import pytest

from policy.guardrails.backups import selects
from policy.guardrails.inventory import Inventory
from policy.guardrails.marks import UNKNOWN
from policy.guardrails.verdicts import Undecided

TABLE = "aws:dynamodb/table:Table"
ARN = "arn:aws:dynamodb:eu-west-1:123456789012:table/orders"
TAGS = {"Backup": "daily", "Environment": "prod"}


@pytest.fixture
def selected(item):
    def answer(*, arn=ARN, tags=None, made_of=(), **inputs):
        table = item(TABLE, "orders", inputs={"tags": tags}, outputs={"arn": arn} if arn else {})
        edges = {"resources": made_of}
        selection = item("aws:backup/selection:Selection", "daily", inputs=inputs, property_dependencies=edges)
        return selects(Inventory([table, selection]), selection, table)

    return answer


def condition(test, value, key="aws:ResourceTag/Environment"):
    return [{test: [{"key": key, "value": value}]}]


@pytest.mark.parametrize(
    "pattern", [ARN, "*", "arn:aws:dynamodb:*:*:table/*", "arn:aws:dynamodb:*:*:table/ord*", "arn:*"]
)
def test_takes_what_it_names(selected, pattern):
    assert selected(resources=[pattern]) is True


@pytest.mark.parametrize("pattern", ["arn:aws:rds:*:*:db:*", f"{ARN}-old", "arn:aws:dynamodb:*:*:table/bills", ""])
def test_takes_nothing_else(selected, pattern):
    assert selected(resources=[pattern]) is False
    assert selected() is False


@pytest.mark.parametrize("pattern", ["*", "arn:aws:dynamodb:*", "arn:aws:dynamodb:*:*:table/*"])
def test_takes_all_of_a_kind_before_their_arns_are_known(selected, pattern):
    assert selected(arn="", resources=[pattern]) is True


def test_cannot_tell_by_name_before_the_arn_is_known(selected):
    with pytest.raises(Undecided):
        selected(arn="", resources=["arn:aws:dynamodb:*:*:table/ord*"])
    assert selected(arn="", resources=["arn:aws:rds:*:*:db:*"]) is False


def test_takes_a_resource_that_its_list_is_made_of(selected):
    urn = f"urn:pulumi:dev::shop::{TABLE}::orders"
    assert selected(arn="", resources=[UNKNOWN], made_of=(urn,)) is True


def test_cannot_tell_where_its_list_is_not_known(selected):
    with pytest.raises(Undecided):
        selected(resources=UNKNOWN)
    with pytest.raises(Undecided):
        selected(resources=["arn:aws:rds:*:*:db:*", UNKNOWN])


def test_leaves_out_what_it_excludes(selected):
    assert selected(resources=["*"], notResources=[ARN]) is False


@pytest.mark.parametrize(
    ("test", "value", "answer"),
    [
        ("stringEquals", "prod", True),
        ("stringEquals", "test", False),
        ("stringLikes", "pr*", True),
        ("stringLikes", "te*", False),
        ("stringNotEquals", "test", True),
        ("stringNotEquals", "prod", False),
        ("stringNotLikes", "te*", True),
        ("stringNotLikes", "pr*", False),
    ],
)
def test_takes_what_every_condition_holds_for(selected, test, value, answer):
    assert selected(tags=TAGS, resources=["*"], conditions=condition(test, value)) is answer
    assert selected(tags=TAGS, conditions=condition(test, value)) is answer


@pytest.mark.parametrize(
    ("test", "answer"),
    [("stringEquals", False), ("stringLikes", False), ("stringNotEquals", True), ("stringNotLikes", True)],
)
def test_takes_an_untagged_resource_by_a_negative_condition_only(selected, test, answer):
    assert selected(resources=["*"], conditions=condition(test, "*")) is answer


@pytest.mark.parametrize(
    ("key", "value", "answer"), [("Backup", "daily", True), ("Backup", "weekly", False), ("Other", "daily", False)]
)
def test_takes_what_has_one_of_its_tags(selected, key, value, answer):
    wanted = [
        {"type": "STRINGEQUALS", "key": "None", "value": "x"},
        {"type": "STRINGEQUALS", "key": key, "value": value},
    ]
    assert selected(tags=TAGS, selectionTags=wanted) is answer
