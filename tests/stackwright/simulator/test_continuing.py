"""A simulator that continues a deployment answers..."""

from __future__ import annotations

import pytest

from stackwright.model import UNKNOWN, Resource, Secret
from stackwright.simulator import Continuing, Simulator

DATABASE = "aws:rds/instance:Instance"
CONFIG_MAP = "kubernetes:core/v1:ConfigMap"
SERVICE = "kubernetes:core/v1:Service"
ROLE = "aws:iam/role:Role"


def urn(type_):
    return f"urn:pulumi:dev::shop::{type_}::x"


def create(type_, before, after, outputs, id_="real", read=""):
    """Return what the resource has after its inputs changed."""
    there = Resource(urn=urn(type_), type=type_, name="x", id=id_, inputs=before, outputs=outputs)
    return Continuing(deployed={there.urn: there}).create(type_, there.urn, after, read)


def simulated(type_, inputs):
    return Simulator().create(type_, urn(type_), inputs)


def test_with_what_is_deployed_where_nothing_changes():
    inputs = {"engine": "postgres", "password": Secret("x")}
    made, outputs = create(DATABASE, inputs, inputs, {"address": "db.real", "engine": "postgres", "port": 5432})
    assert (made, outputs["address"], outputs["port"]) == ("real", "db.real", 5432)


def test_with_what_a_state_does_not_say_as_it_is_given_or_simulated():
    before, after = ({"engine": "postgres", "tags": {"a": value}} for value in "12")
    _, outputs = create(DATABASE, before, after, {"address": "db.real"})
    assert (outputs["engine"], outputs["arn"]) == ("postgres", simulated(DATABASE, after)[1]["arn"])


def test_with_changed_inputs_and_all_else_as_it_is():
    before = {"engine": "postgres", "tags": {"a": "1", "b": "2"}, "instanceClass": "db.t4g.small"}
    after = {"engine": "postgres", "tags": {"a": "1", "b": "3", "c": "4"}, "instanceClass": "db.m7g.large"}
    made, outputs = create(DATABASE, before, after, {**before, "address": "db.real"})
    assert made == "real"
    assert {key: outputs[key] for key in (*after, "address")} == {**after, "address": "db.real"}


def test_with_the_name_that_the_provider_chose():
    before = {
        "metadata": {"name": "x-1a2b", "annotations": {"pulumi.com/autonamed": "true"}},
        "spec": {"type": "ClusterIP"},
    }
    after = {"metadata": {"labels": {"a": "b"}}, "spec": {"type": "ClusterIP"}}
    there = {"metadata": {"name": "x-1a2b", "uid": "u", "labels": {}}, "spec": {"clusterIP": "10.1.1.1"}}
    made, outputs = create(SERVICE, before, after, there, "default/x-1a2b")
    assert made == "default/x-1a2b"
    assert outputs["metadata"] == {"name": "x-1a2b", "uid": "u", "labels": {"a": "b"}}
    assert outputs["spec"] == {"clusterIP": "10.1.1.1"}
    assert create(ROLE, {"name": "x-77"}, {"assumeRolePolicy": "{}"}, {"name": "x-77"}, "x-77")[1]["name"] == "x-77"


def test_with_what_a_list_now_holds():
    _, outputs = create(DATABASE, {"dbs": [1, 2]}, {"dbs": [1]}, {"dbs": [1, 2]})
    assert outputs["dbs"] == [1]


@pytest.mark.parametrize(
    ("type_", "before", "after"),
    [
        (DATABASE, {"engine": "postgres"}, {"engine": "mysql"}),
        (DATABASE, {"engine": "postgres"}, {"engine": UNKNOWN}),
        (CONFIG_MAP, {"metadata": {"name": "x-1"}, "data": {"a": "1"}}, {"data": {"a": "2"}}),
    ],
)
def test_with_nothing_of_what_is_replaced(type_, before, after):
    assert create(type_, before, after, {"address": "db.real", **before}) == simulated(type_, after)


def test_with_nothing_of_another_resource():
    assert Continuing(deployed={}).create(DATABASE, urn(DATABASE), {}) == simulated(DATABASE, {})
    read = create(DATABASE, {}, {}, {"address": "db.real"}, "mine", read="theirs")
    assert (read[0], read[1].get("address") == "db.real") == ("theirs", False)
    assert create(DATABASE, {}, {}, {"address": "db.real"}, "mine", read="mine")[1]["address"] == "db.real"


def test_for_every_provider():
    there = Resource(urn=urn(DATABASE), type=DATABASE, name="x", id="real", outputs={})
    simulator = Continuing(deployed={there.urn: there}).for_provider({"region": "eu-west-1"})
    assert simulator.region == "eu-west-1"
    assert simulator.create(DATABASE, there.urn, {})[0] == "real"
