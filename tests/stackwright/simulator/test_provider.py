"""An explicit provider..."""

from __future__ import annotations

import json

import pytest

from stackwright.model import UNKNOWN, Secret
from stackwright.simulator import Simulator
from stackwright.simulator.provider import changes

ROLE = "arn:aws:iam::210987654321:role/deploy"


@pytest.mark.parametrize(
    ("inputs", "changed"),
    [
        ({}, {}),
        ({"region": "eu-north-1"}, {"region": "eu-north-1"}),
        ({"region": UNKNOWN}, {}),
        ({"region": Secret("eu-north-1")}, {}),
        ({"namespace": "apps"}, {"namespace": "apps"}),
        ({"assumeRole": {"roleArn": ROLE}}, {"account_id": "210987654321"}),
        ({"assumeRole": json.dumps({"roleArn": ROLE})}, {"account_id": "210987654321"}),
        ({"assumeRoles": [{"roleArn": ROLE.replace("2", "3")}, {"roleArn": ROLE}]}, {"account_id": "210987654321"}),
        ({"assumeRoles": json.dumps([{"roleArn": ROLE}])}, {"account_id": "210987654321"}),
        (
            {"assumeRoles": [{"roleArn": UNKNOWN}], "allowedAccountIds": ["111122223333"]},
            {"account_id": "111122223333"},
        ),
        ({"assumeRoles": "not json"}, {}),
        ({"allowedAccountIds": '["111122223333"]'}, {"account_id": "111122223333"}),
        ({"allowedAccountIds": ["1", "2"]}, {}),
        ({"defaultTags": {"tags": {"a": "b"}}}, {"default_tags": {"a": "b"}}),
        ({"defaultTags": '{"tags": {"a": "b"}}'}, {"default_tags": {"a": "b"}}),
        ({"defaultTags": Secret('{"tags": {"a": "b"}}')}, {"default_tags": {"a": Secret("b")}}),
        ({"defaultTags": "nonsense"}, {}),
    ],
)
def test_says_where_it_works_and_what_it_adds(inputs, changed):
    assert changes(inputs) == changed


def test_is_a_simulator_of_its_own():
    before = Simulator(region="eu-west-1")
    after = before.for_provider({"region": "cn-north-1", "defaultTags": {"tags": {"team": "a"}}})
    assert after.create("aws:sns/topic:Topic", "urn:x::t", {"name": "t", "tags": {"own": "b"}})[1]["tagsAll"] == {
        "team": "a",
        "own": "b",
    }
    assert after.partition == "aws-cn"
    assert before.for_provider({}) is before
    assert hash(after) == hash(Simulator(region="cn-north-1"))
