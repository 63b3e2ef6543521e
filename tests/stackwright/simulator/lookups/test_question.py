"""A question..."""

from __future__ import annotations

from stackwright.model import Secret
from stackwright.simulator.lookups.question import ask, secret_texts
from stackwright.simulator.place import Place

PLACE = Place(region="eu-west-1")


def question(**args):
    return ask(PLACE, "aws:ec2/getThing:getThing", args)


def test_moves_to_the_region_of_its_arguments_for_aws_alone():
    assert question(region="us-east-1").place == Place(region="us-east-1")
    assert ask(PLACE, "gcp:compute/getRegion:getRegion", {"region": "europe-west1"}).place is PLACE
    assert question(region="eu-west-1").place is PLACE


def test_has_plain_arguments_and_a_seed_without_secrets():
    asked = question(password=Secret("hidden"), left_out=None)
    assert asked.args == {"password": "hidden"}
    assert "hidden" not in asked.seed


def test_fills_patterns_with_its_place_and_digits():
    text = question().text("{region} {account} {partition} {dns} {hex4}")
    assert text.startswith("eu-west-1 123456789012 aws amazonaws.com ")
    assert len(text.split()[-1]) == 4
    assert question(name="a").text("{hex16}") != question(name="b").text("{hex16}")
    assert question(name="a").fields_of("x")["hex16"] == question(name="b").fields_of("x")["hex16"]


def test_writes_arns():
    asked = question()
    assert asked.arn("ec2", "vpc/v") == "arn:aws:ec2:eu-west-1:123456789012:vpc/v"
    assert asked.arn("iam", "role/r", region="") == "arn:aws:iam::123456789012:role/r"
    assert asked.arn("ec2", "image/i", account="") == "arn:aws:ec2:eu-west-1::image/i"
    assert ask(Place(region="cn-north-1"), "aws:x", {}).arn("s3", "b").startswith("arn:aws-cn:s3:cn-north-1:")


def test_knows_what_is_given_first():
    asked = question(a="", b=[], c=3, d="x")
    assert asked.given("a", "b", "c", "d") == "3"
    assert asked.given("a", "z") == ""


def test_reads_filters_and_forgives_malformed_ones():
    asked = question(filters=[{"name": "vpc-id", "values": ["v1", "v2"]}, {"name": "state"}, "odd"])
    assert asked.filters == {"vpc-id": ["v1", "v2"], "state": []}
    assert asked.filtered("state", "vpc-id") == "v1"
    assert asked.filtered("other") == ""
    assert question(filters="odd").filters == {}


def test_knows_the_name_of_what_is_looked_for():
    assert question(name="a").name("Role") == "a"
    assert question(roleName="b").name("Role") == "b"
    assert question(dbInstanceIdentifier="c").name("Instance") == "c"
    assert question(arn="arn:aws:iam::1:role/team/d").name("Role") == "d"
    assert question(other="e").name("Role") == ""


def test_lists_the_secret_texts_of_anything():
    nested = {"a": [Secret("x"), "plain"], "b": Secret({"k": ["y", 7, True, None, ""]})}
    assert secret_texts(nested) == {"x", "y", "7"}


def test_has_other_digits_in_each_variant_of_the_cloud():
    digits = {
        ask(Place(variant=variant), "aws:ec2/getThing:getThing", {}).text("{hex16}") for variant in ("", "a", "b")
    }
    assert len(digits) == 3
