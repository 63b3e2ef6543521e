"""A look-up..."""

from __future__ import annotations

import re
import warnings
from pathlib import Path
from typing import Any

import pulumi
import pulumi_aws
import pytest
from pulumi.runtime import rpc

from stackwright.model import UNKNOWN, Secret, reveal
from stackwright.simulator import Simulator
from stackwright.simulator.lookups import answer, answers, functions
from stackwright.simulator.open_map import OpenMap
from stackwright.simulator.place import Place

PLACE = Place(region="eu-west-1")
_INVOKE = re.compile(r"runtime\.invoke\('(aws:[^']+)'")


def tokens() -> list[str]:
    files = Path(pulumi_aws.__file__).parent.rglob("*.py")
    return sorted({token for path in files for token in _INVOKE.findall(path.read_text(encoding="utf-8"))})


def fits(answered: dict[str, Any], cls: type) -> bool:
    """Say whether the SDK can make its own result of the answer, every property in place."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        made = rpc.translate_output_properties(reveal(answered), str, cls)
        return isinstance(made, cls) and all(getattr(made, name, None) is not None for name in cls.__annotations__)


def test_of_every_function_of_pulumi_aws_is_answered_by_its_declared_type():
    found = {}
    for token in tokens():
        cls = functions.result_class(token)
        assert cls is not None, token
        found[token] = fits(answer(PLACE, token, {}) or {}, cls)
    assert len(found) > 600
    assert [token for token, fit in found.items() if not fit] == []


def test_that_no_package_has_and_nothing_is_known_of_is_not_answered():
    assert answer(PLACE, "aws:ec2/getNothing:getNothing", {}) is None
    assert answer(PLACE, "not-installed:index:getThing", {"name": "x"}) is None


def test_gives_its_arguments_back_without_those_left_out():
    found = answer(PLACE, "aws:lambda/getFunction:getFunction", {"functionName": "orders", "qualifier": None})
    assert found is not None
    assert found["functionName"] == "orders"
    assert found["arn"] == "arn:aws:lambda:eu-west-1:123456789012:function:orders"
    assert "qualifier" not in found


def test_finds_the_resource_the_simulator_would_have_made():
    simulator = Simulator(region="eu-west-1")
    found = answer(simulator, "aws:dynamodb/getTable:getTable", {"name": "orders"})
    _, outputs = simulator.create("aws:dynamodb/table:Table", "urn:x::orders", {"name": "orders"})
    assert found is not None
    assert found["arn"] == outputs["arn"] == "arn:aws:dynamodb:eu-west-1:123456789012:table/orders"


def test_is_answered_alike_each_time_and_each_answer_is_the_callers_own():
    token = "aws:lb/getLoadBalancer:getLoadBalancer"
    first = answer(PLACE, token, {"name": "web"})
    assert first is not None
    first["subnets"].append("mine")
    first["accessLogs"]["bucket"] = "mine"
    second = answer(PLACE, token, {"name": "web"})
    answers._remembered.cache_clear()
    assert second == answer(PLACE, token, {"name": "web"})
    assert "mine" not in second["subnets"]
    assert second["accessLogs"]["bucket"] != "mine"


def test_depends_on_the_account_and_the_region():
    asked = ("aws:ec2/getVpc:getVpc", {"default": True})
    places = [
        Place(region="eu-west-1"),
        Place(region="us-east-1"),
        Place(region="eu-west-1", account_id="210987654321"),
    ]
    ids = {(answer(place, *asked) or {})["id"] for place in places}
    assert len(ids) == 3


def test_goes_to_the_region_it_names():
    asked = answer(PLACE, "aws:ec2/getVpc:getVpc", {"default": True, "region": "us-east-1"})
    assert asked is not None
    there = answer(Place(region="us-east-1"), "aws:ec2/getVpc:getVpc", {"default": True})
    assert there is not None
    assert asked["id"] == there["id"]


def test_marks_what_holds_a_secret_argument_and_makes_no_id_of_it():
    token = "aws:secretsmanager/getSecret:getSecret"
    found = answer(PLACE, token, {"name": Secret("hidden-name")})
    assert found is not None
    assert isinstance(found["name"], Secret)
    assert isinstance(found["arn"], Secret)
    assert "hidden" not in repr(found)
    assert found["createdDate"] == "2026-01-01T00:00:00Z"


def test_takes_arguments_that_are_not_known():
    found = answer(PLACE, "aws:ec2/getVpc:getVpc", {"tags": {"Name": UNKNOWN}})
    assert found is not None
    assert found["id"].startswith("vpc-0")


def test_reads_the_patterns_of_simple_functions():
    found = answer(PLACE, "aws:index/getCallerIdentity:getCallerIdentity", {})
    assert found is not None
    user = re.fullmatch(r"AIDA[A-Z0-9]{17}", found.pop("userId"))
    assert user
    assert found == {
        "accountId": "123456789012",
        "arn": "arn:aws:iam::123456789012:user/simulated",
        "id": "123456789012",
    }


@pytest.mark.parametrize(
    ("there", "value", "fit"),
    [(None, 1, True), (1, 2.5, True), (1, "x", False), ([], ["x"], True), (OpenMap(str), {}, True), (True, 1, False)],
)
def test_puts_a_value_only_where_its_kind_belongs(there, value, fit):
    assert answers._fits({"it": there}, "it", value) is fit
    assert answers._fits({"it": Secret(there) if there is not None else None}, "it", value) is fit


def test_completes_a_structure_with_what_its_type_has_beside():
    there = {"a": 1, "rows": [{"x": 1, "y": 2}]}
    assert answers._completed(there, {"b": 2, "rows": [{"x": 5}, {"y": 6}]}) == {
        "a": 1,
        "b": 2,
        "rows": [{"x": 5, "y": 2}, {"x": 1, "y": 6}],
    }


def test_reaches_a_running_program(record):
    def program() -> None:
        pulumi.export("zones", pulumi_aws.get_availability_zones(state="available").names)
        pulumi.export("ami", pulumi_aws.ec2.get_ami_output(owners=["amazon"], most_recent=True).architecture)
        pulumi.export("secret", pulumi_aws.secretsmanager.get_secret_version_output(secret_id="db").secret_string)

    outputs = record(program).outputs
    assert outputs["zones"] == ["eu-west-1a", "eu-west-1b", "eu-west-1c"]
    assert outputs["ami"] == "x86_64"
    assert isinstance(outputs["secret"], Secret)
