"""A resource that a look-up finds..."""

from __future__ import annotations

import pytest

from stackwright.simulator import Simulator, classes
from stackwright.simulator.lookups import twins
from stackwright.simulator.lookups.question import ask
from stackwright.simulator.place import Place

PLACE = Place(region="eu-west-1")


@pytest.mark.parametrize(
    ("token", "type_"),
    [
        ("aws:ec2/getVpc:getVpc", "aws:ec2/vpc:Vpc"),
        ("aws:s3/getBucket:getBucket", "aws:s3/bucket:Bucket"),
        ("aws:ec2/getAmiIds:getAmiIds", ""),
        ("aws:resourceexplorer/search:Search", ""),
        ("random:index/getThing:getThing", ""),
        ("nothing", ""),
    ],
)
def test_is_of_the_type_that_the_function_is_named_after(token, type_):
    assert twins.type_of(token) == type_


def test_is_assumed_in_an_sdk_without_a_table_of_types(monkeypatch):
    monkeypatch.setattr(classes, "table", lambda package: {})
    twins.type_of.cache_clear()
    assert twins.type_of("aws:ec2/getVpc:getVpc") == "aws:ec2/vpc:Vpc"
    assert twins.type_of("gcp:compute/getNetwork:getNetwork") == ""
    assert twins.type_of("native:storage:getAccount") == ""
    monkeypatch.setattr(classes, "table", lambda package: {"native:storage:Account": ("", "")})
    twins.type_of.cache_clear()
    assert twins.type_of("native:storage:getAccount") == "native:storage:Account"
    twins.type_of.cache_clear()


def found(token, **args):
    return twins.found(ask(PLACE, token, args), twins.type_of(token))


def test_is_the_same_by_its_id_whatever_else_it_is_found_by():
    by_tags = found("aws:ec2/getVpc:getVpc", tags={"Name": "main"})
    by_id = found("aws:ec2/getVpc:getVpc", id=by_tags["id"])
    read = Simulator(region="eu-west-1").create("aws:ec2/vpc:Vpc", "urn:a::b", {}, by_tags["id"])[1]
    assert by_tags["arn"] == by_id["arn"] == read["arn"]
    assert by_tags["tags"] == {"Name": "main"}


def test_has_the_name_it_is_found_by():
    topic = found("aws:sns/getTopic:getTopic", name="alerts")
    assert topic["arn"] == topic["id"] == "arn:aws:sns:eu-west-1:123456789012:alerts"


def test_differs_from_others_where_it_has_no_name():
    first, second = (found("aws:ec2/getVpc:getVpc", tags={"Name": name}) for name in "ab")
    assert first["id"] != second["id"]
    anyone = found("aws:sns/getTopic:getTopic")
    assert anyone["name"].startswith("existing-")


def several(token, **args):
    return twins.several(ask(PLACE, token, args))


def test_stands_for_all_of_its_type():
    pools = several("aws:iam/getRoles:getRoles", namePrefix="x")
    assert pools["id"] == "eu-west-1"
    assert [arn.split(":role/")[-1] for arn in pools["arns"]] == pools["names"]
    assert len(pools["ids"]) == 1


@pytest.mark.parametrize("token", ["aws:ec2/getVpc:getVpc", "aws:ec2/getAmiIds:getAmiIds", "a:b:getCs"])
def test_stands_for_nothing_where_no_type_is_meant(token):
    assert several(token) == {}


def test_can_be_made_in_an_account_that_makes_no_id_for_it(monkeypatch):
    monkeypatch.setattr(twins, "_create", lambda question, type_, name, inputs, id_="": (id_, {"name": name}))
    bare = twins.found(ask(PLACE, "aws:ec2/getVpc:getVpc", {}), "aws:ec2/vpc:Vpc")
    assert bare["name"].startswith("existing-")


def test_is_another_in_each_variant_of_the_cloud():
    found = {
        twins.found(ask(Place(variant=variant), "aws:ec2/getVpc:getVpc", {}), "aws:ec2/vpc:Vpc")["id"]
        for variant in ("", "a")
    }
    assert len(found) == 2
