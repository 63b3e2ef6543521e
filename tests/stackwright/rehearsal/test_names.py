"""A name that a program leaves to the provider..."""

from __future__ import annotations

from typing import Any

import pytest
from pulumi.runtime.proto import provider_pb2

from stackwright.model import UNKNOWN
from stackwright.rehearsal import names
from stackwright.simulator import Simulator

SIMULATOR = Simulator(region="eu-west-1")
Naming = provider_pb2.CheckRequest.AutonamingOptions


def urn(type_: str, name: str = "orders") -> str:
    return f"urn:pulumi:dev::shop::{type_}::{name}"


def complete(type_: str, new: dict[str, Any], old: dict[str, Any] | None = None, wanted: Any = None) -> dict[str, Any]:
    return names.complete(SIMULATOR, type_, urn(type_), new, old or {}, wanted=wanted)


@pytest.mark.parametrize(
    ("type_", "prop"),
    [
        ("aws:sns/topic:Topic", "name"),
        ("aws:s3/bucket:Bucket", "bucket"),
        ("aws:rds/instance:Instance", "identifier"),
        ("aws:rds/cluster:Cluster", "clusterIdentifier"),
        ("kubernetes:core/v1:Service", "metadata"),
        ("kubernetes:helm.sh/v3:Release", ""),
        ("aws:ec2/vpc:Vpc", ""),
        ("random:index/randomId:RandomId", ""),
        ("aws:no/such:Such", ""),
    ],
)
def test_stands_in_one_input(type_: str, prop: str) -> None:
    assert names.name_property(type_) == prop


@pytest.mark.parametrize("type_", ["aws:sns/topic:Topic", "aws:s3/bucket:Bucket", "aws:rds/instance:Instance"])
def test_is_the_one_a_preview_shows(type_: str) -> None:
    inputs = complete(type_, {"tags": {}})
    prop = names.name_property(type_)
    assert inputs == {"tags": {}, prop: SIMULATOR.create(type_, urn(type_), {"tags": {}})[1][prop]}
    assert names.is_automatic(urn(type_), inputs[prop])


def test_is_in_the_metadata_of_a_kubernetes_object() -> None:
    type_ = "kubernetes:core/v1:Service"
    inputs = complete(type_, {"metadata": {"labels": {"a": "b"}}})
    assert inputs["metadata"]["labels"] == {"a": "b"}
    assert names.is_automatic(urn(type_), inputs["metadata"]["name"])
    assert names.is_automatic(urn(type_), complete(type_, {})["metadata"]["name"])


def test_stays_in_an_update() -> None:
    old = {"name": "orders-0a1b2c3"}
    assert complete("aws:sns/topic:Topic", {"displayName": "x"}, old)["name"] == "orders-0a1b2c3"


def test_is_new_where_the_old_one_was_the_programs() -> None:
    name = complete("aws:sns/topic:Topic", {}, {"name": "fixed"})["name"]
    assert name != "fixed"
    assert names.is_automatic(urn("aws:sns/topic:Topic"), name)


@pytest.mark.parametrize(
    ("type_", "inputs"),
    [
        ("aws:sns/topic:Topic", {"name": "fixed"}),
        ("aws:sns/topic:Topic", {"name": UNKNOWN}),
        ("aws:sns/topic:Topic", {"namePrefix": "x-"}),
        ("aws:ec2/vpc:Vpc", {"cidrBlock": "10.0.0.0/16"}),
        ("kubernetes:core/v1:Service", {"metadata": {"generateName": "x-"}}),
        ("kubernetes:core/v1:Service", {"metadata": {"name": "x"}}),
    ],
)
def test_is_not_made_where_there_is_another_or_none(type_: str, inputs: dict[str, Any]) -> None:
    assert complete(type_, inputs) == inputs


def test_is_as_the_project_wants_it() -> None:
    wanted = Naming(proposed_name="orders-dev", mode=Naming.PROPOSE)
    assert complete("aws:sns/topic:Topic", {}, wanted=wanted) == {"name": "orders-dev"}


def test_is_refused_where_the_project_forbids_it() -> None:
    with pytest.raises(names.NoName, match="automatic naming is off: set name"):
        complete("aws:sns/topic:Topic", {}, wanted=Naming(mode=Naming.DISABLE))
    with pytest.raises(names.NoName, match=r"set metadata\.name"):
        complete("kubernetes:core/v1:Service", {}, wanted=Naming(mode=Naming.DISABLE))


@pytest.mark.parametrize("type_", ["aws:sns/topic:Topic", "aws:s3/bucket:Bucket", "kubernetes:core/v1:Service"])
@pytest.mark.parametrize("written", [{}, {"metadata": {"labels": {}}}, {"tags": {"a": "b"}}])
def test_can_be_told_from_what_the_program_wrote(type_: str, written: dict[str, Any]) -> None:
    assert names.as_written(SIMULATOR, type_, urn(type_), complete(type_, written)) == written


@pytest.mark.parametrize("name", ["fixed", "orders-0a1b2c3", "orders-0A1B2C3D"])
def test_is_left_in_place_where_the_simulator_would_give_another(name: str) -> None:
    type_ = "aws:sns/topic:Topic"
    assert names.as_written(SIMULATOR, type_, urn(type_), {"name": name}) == {"name": name}


def test_is_made_here_where_the_simulator_makes_none() -> None:
    class Nameless(Simulator):
        def create(self, *_arguments: Any) -> tuple[str, dict[str, Any]]:  # type: ignore[override]
            return "id", {"name": "whatever"}

    made = names.complete(Nameless(), "aws:sns/topic:Topic", urn("aws:sns/topic:Topic"), {}, {})["name"]
    assert names.is_automatic(urn("aws:sns/topic:Topic"), made)
