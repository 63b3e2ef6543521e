"""The tags of a resource..."""

from __future__ import annotations

import json

import pytest

from policy.guardrails.marks import UNKNOWN
from policy.guardrails.tagging import default_tags, tags_of
from policy.guardrails.verdicts import Undecided

PROVIDER = "pulumi:providers:aws"
GROUP = "aws:autoscaling/group:Group"


@pytest.fixture
def tags(item):
    def found(defaults=None, type_="aws:s3/bucket:Bucket", **inputs):
        provider = item(PROVIDER, "ireland", inputs={"defaultTags": defaults}) if defaults is not None else None
        return {key: node.text() for key, node in tags_of(item(type_, inputs=inputs, provider=provider)).items()}

    return found


def test_are_its_own(tags):
    assert tags(tags={"Owner": "platform"}) == {"Owner": "platform"}
    assert tags() == {}


@pytest.mark.parametrize("write", [dict, json.dumps], ids=["an object", "a JSON text"])
def test_are_its_providers_too_of_which_its_own_win(tags, write):
    defaults = write({"tags": {"Owner": "everybody", "Environment": "prod"}})
    assert tags(defaults, tags={"Owner": "platform"}) == {"Owner": "platform", "Environment": "prod"}


@pytest.mark.parametrize("defaults", ["Owner=platform", "[]", {}, {"tags": None}, "null"])
def test_are_only_its_own_where_the_provider_names_none(tags, defaults):
    assert tags(defaults, tags={"Owner": "platform"}) == {"Owner": "platform"}


def test_are_what_the_provider_has_put_together(tags):
    assert tags(tagsAll={"Environment": "prod"}, tags={"Owner": "platform"}) == {
        "Environment": "prod",
        "Owner": "platform",
    }
    assert tags(tagsAll=UNKNOWN, tags={"Owner": "platform"}) == {"Owner": "platform"}


def test_are_a_list_in_an_auto_scaling_group_which_default_tags_do_not_reach(tags):
    listed = [{"key": "Owner", "value": "platform", "propagateAtLaunch": True}]
    assert tags({"tags": {"Environment": "prod"}}, GROUP, tags=listed) == {"Owner": "platform"}


@pytest.mark.parametrize(
    ("type_", "defaults", "own"),
    [
        ("aws:s3/bucket:Bucket", None, UNKNOWN),
        ("aws:s3/bucket:Bucket", {"tags": UNKNOWN}, {"Owner": "platform"}),
        ("aws:s3/bucket:Bucket", UNKNOWN, {"Owner": "platform"}),
        (GROUP, None, [{"key": UNKNOWN}]),
    ],
)
def test_are_not_known_where_a_key_may_be_missing(item, type_, defaults, own):
    provider = item(PROVIDER, "ireland", inputs={"defaultTags": defaults})
    with pytest.raises(Undecided) as raised:
        tags_of(item(type_, inputs={"tags": own}, provider=provider))
    assert raised.value.item.type == type_


def test_may_have_values_that_are_not_known(item):
    assert tags_of(item(inputs={"tags": {"Owner": UNKNOWN}}))["Owner"].unknown


@pytest.mark.parametrize("write", [dict, json.dumps], ids=["an object", "a JSON text"])
def test_are_read_at_a_provider_with_their_places(item, write):
    provider = item(PROVIDER, "ireland", inputs={"defaultTags": write({"tags": {"Owner": "platform"}})})
    assert {key: node.path for key, node in default_tags(provider).items()} == {"Owner": "defaultTags.tags.Owner"}


@pytest.mark.parametrize("inputs", [{}, {"defaultTags": "Owner=platform"}])
def test_are_none_at_a_provider_that_names_none(item, inputs):
    assert default_tags(item(PROVIDER, inputs=inputs)) == {}
