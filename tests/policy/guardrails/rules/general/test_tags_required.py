"""The rule about tags..."""

from __future__ import annotations

import pytest

from policy.guardrails.marks import UNKNOWN
from policy.guardrails.remedy import changes
from policy.guardrails.rule import Change
from policy.guardrails.rules.general.tags_required import tags_required

BUCKET = "aws:s3/bucket:Bucket"
GIVEN = ({"required": ["Owner", "Environment"], "allowed": {}, "values": {"Owner": "platform", "Team": "x"}},)


@pytest.mark.parametrize("tags", [None, {}, {"Name": "data"}, {"Owner": None}])
def test_adds_those_that_are_missing_where_it_is_told_their_values(item, tags):
    found = changes(tags_required, item(BUCKET, inputs={"tags": tags}), GIVEN)
    assert found == [Change(keys=("tags", "Owner"), value="platform")]


@pytest.mark.parametrize("tags", [{"Owner": "shop"}, {"Owner": UNKNOWN}, UNKNOWN])
def test_changes_none_that_are_there_or_may_be(item, tags):
    assert changes(tags_required, item(BUCKET, inputs={"tags": tags}), GIVEN) == []


def test_changes_no_list_of_tags(item):
    assert changes(tags_required, item("aws:autoscaling/group:Group", inputs={"tags": []}), GIVEN) == []


@pytest.mark.parametrize(
    ("type_", "more", "answer"),
    [
        (BUCKET, {}, True),
        (BUCKET, {"read": True}, False),
        ("aws:s3/bucketPolicy:BucketPolicy", {}, False),
        ("stackwright:network:Vpc", {"custom": False}, False),
        ("kubernetes:core/v1:Namespace", {}, False),
    ],
)
def test_looks_at_what_this_stack_makes_and_tags(item, type_, more, answer):
    assert tags_required.applies(item(type_, **more)) is answer


def test_gives_a_provider_no_tags(item):
    assert changes(tags_required, item("pulumi:providers:aws"), GIVEN) == []


def test_asks_by_default_for_what_tells_the_environment_the_owner_and_the_payer():
    assert tags_required.parameters["required"].default == ["Environment", "Owner", "CostCenter"]
