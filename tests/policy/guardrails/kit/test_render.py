"""A case..."""

from __future__ import annotations

import json

import pytest

from policy.guardrails.kit.fixtures import Case, FixtureError, FixtureResource, JsonText
from policy.guardrails.kit.render import inventory
from policy.guardrails.marks import UNKNOWN, UNKNOWN_TEXT, Secret

BUCKET = "aws:s3/bucket:Bucket"


def items(*resources, known=True):
    case = Case(rule="x-y", kind="good", case="c", resources=list(resources))
    return {item.name: item for item in inventory(case, known=known)}


def one(name="data", type_=BUCKET, **more):
    return FixtureResource(type=type_, name=name, **more)


def test_becomes_resources_and_the_stack():
    assert set(items(one())) == {"data", "fixtures-test"}


def test_has_references_that_are_values_and_edges():
    found = items(one(), one("block", properties={"bucket": "${data.id}", "all": ["${data.arn}/*", "x"]}))
    assert found["block"].inputs == {"bucket": found["data"].id, "all": ["arn:aws:s3:::data/*", "x"]}
    assert found["block"].property_dependencies == {"bucket": (found["data"].urn,), "all": (found["data"].urn,)}


def test_has_in_a_preview_only_the_edges():
    found = items(one(), one("block", properties={"bucket": "${data.id}", "on": True}), known=False)
    assert found["block"].inputs == {"bucket": UNKNOWN, "on": True}
    assert found["block"].property_dependencies == {"bucket": (found["data"].urn,)}
    assert (found["data"].id, found["data"].outputs) == ("", {})


def test_has_json_texts_with_references_inside():
    policy = {"policy": JsonText({"Resource": "${data.arn}"})}
    found = items(one(), one("policy", properties=policy))
    assert json.loads(found["policy"].inputs["policy"]) == {"Resource": "arn:aws:s3:::data"}
    assert items(one(), one("policy", properties=policy), known=False)["policy"].inputs == {"policy": UNKNOWN}


def test_has_json_texts_with_an_unknown_inside():
    found = items(one(properties={"policy": JsonText({"Resource": UNKNOWN, "Action": "x"})}))
    assert json.loads(found["data"].inputs["policy"]) == {"Resource": UNKNOWN_TEXT, "Action": "x"}


def test_has_json_texts_that_are_secret_where_a_part_of_them_is():
    found = items(one(properties={"policy": JsonText({"Action": Secret("x")})}))["data"].inputs["policy"]
    assert isinstance(found, Secret)
    assert json.loads(found.content) == {"Action": "x"}


def test_keeps_secrets_marked_and_their_references_replaced():
    found = items(one(), one("b", properties={"a": Secret("${data.id}")}))
    assert found["b"].inputs["a"].content == found["data"].id


def test_leaves_policy_variables_alone():
    assert items(one(properties={"a": "${aws:username}", "b": "${other.id}"}))["data"].inputs == {
        "a": "${aws:username}",
        "b": "${other.id}",
    }


def test_says_which_output_a_resource_does_not_have():
    with pytest.raises(FixtureError, match="data has no output 'endpoint'; say what it is"):
        items(one(), one("b", properties={"a": "${data.endpoint}"}))
    given = one(outputs={"endpoint": "e"})
    assert items(given, one("b", properties={"a": "${data.endpoint}"}))["b"].inputs == {"a": "e"}


def test_has_options_parents_and_providers():
    found = items(
        one("west", "pulumi:providers:aws"),
        one("box", "acme:a:Box", component=True),
        one("chart", "k:Chart", remote=True),
        one(options={"protect": True, "retainOnDelete": True}, parent="box", provider="west", read=True),
    )
    data = found["data"]
    assert (data.protect, data.retain_on_delete, data.read, data.custom) == (True, True, True, True)
    assert (data.parent, data.provider) == (found["box"].urn, found["west"])
    assert (found["box"].custom, found["chart"].custom, bool(found["chart"].opaque)) == (False, False, True)


def test_knows_types_by_their_canonical_names():
    assert items(one(type_="aws:s3/bucketV2:BucketV2"))["data"].type == BUCKET
