"""A provider's answer..."""

from __future__ import annotations

from stackwright.model import UNKNOWN
from stackwright.rehearsal import answers, names
from stackwright.simulator import Simulator

SIMULATOR = Simulator(region="eu-west-1")
TOPIC, TOPIC_URN = "aws:sns/topic:Topic", "urn:pulumi:dev::shop::aws:sns/topic:Topic::orders"
WRITTEN = {"displayName": "Orders", "tags": {"a": "b"}}
INPUTS = names.complete(SIMULATOR, TOPIC, TOPIC_URN, WRITTEN, {})


def test_to_a_creation_is_what_a_preview_shows() -> None:
    id_, outputs = answers.created(SIMULATOR, TOPIC, TOPIC_URN, INPUTS)
    assert (id_, outputs) == SIMULATOR.create(TOPIC, TOPIC_URN, WRITTEN)


def test_has_the_name_that_the_inputs_have() -> None:
    inputs = {**WRITTEN, "name": "orders-fffffff"}
    assert answers.created(SIMULATOR, TOPIC, TOPIC_URN, inputs)[1]["name"] == "orders-fffffff"


def test_to_a_plan_knows_the_inputs_alone() -> None:
    outputs = answers.planned(SIMULATOR, TOPIC, TOPIC_URN, {**INPUTS, "kmsMasterKeyId": UNKNOWN})
    assert outputs["displayName"] == "Orders"
    assert outputs["arn"] is UNKNOWN
    assert outputs["kmsMasterKeyId"] is UNKNOWN


def test_to_an_update_changes_what_the_inputs_change() -> None:
    before = {**answers.created(SIMULATOR, TOPIC, TOPIC_URN, INPUTS)[1]}
    new = {**INPUTS, "tags": {"a": "c"}}
    after = answers.updated(SIMULATOR, TOPIC, TOPIC_URN, INPUTS, new, before)
    assert after == {**before, "tags": {"a": "c"}, "tagsAll": {"a": "c"}}
    assert after == answers.created(SIMULATOR, TOPIC, TOPIC_URN, new)[1]


def test_to_an_update_keeps_what_the_real_provider_answered() -> None:
    real = {**INPUTS, "arn": "arn:aws:sns:eu-west-1:999999999999:real", "beginningArchiveTime": "2026", "extra": 1}
    after = answers.updated(SIMULATOR, TOPIC, TOPIC_URN, INPUTS, {**INPUTS, "displayName": "New"}, real)
    assert after == {**real, "displayName": "New"}


def test_to_an_update_drops_an_input_that_is_gone() -> None:
    before = answers.created(SIMULATOR, TOPIC, TOPIC_URN, INPUTS)[1]
    new = {key: value for key, value in INPUTS.items() if key != "displayName"}
    assert "displayName" not in answers.updated(SIMULATOR, TOPIC, TOPIC_URN, INPUTS, new, before)


def test_to_an_update_keeps_what_is_computed_beside_an_input_at_every_depth() -> None:
    type_, urn = "aws:eks/cluster:Cluster", "urn:pulumi:dev::shop::aws:eks/cluster:Cluster::main"
    inputs = {"name": "main", "deletionProtection": True, "vpcConfig": {"endpointPublicAccess": False}}
    before = answers.created(SIMULATOR, type_, urn, inputs)[1]
    real = {**before, "vpcConfig": {**before["vpcConfig"], "vpcId": "vpc-real"}}
    assert before["vpcConfig"]["clusterSecurityGroupId"].startswith("sg-")

    unprotected = answers.updated(SIMULATOR, type_, urn, inputs, {**inputs, "deletionProtection": False}, real)
    assert unprotected == {**real, "deletionProtection": False}
    public = {**inputs, "vpcConfig": {"endpointPublicAccess": True}}
    opened = answers.updated(SIMULATOR, type_, urn, inputs, public, real)
    assert opened == {**real, "vpcConfig": {**real["vpcConfig"], "endpointPublicAccess": True}}


def test_to_an_update_keeps_what_is_computed_beside_an_input_in_a_list() -> None:
    service = {"spec": {"ports": [{"port": 80}]}}
    real = {"spec": {"ports": [{"port": 80, "nodePort": 30080}], "clusterIP": "10.1.1.1"}}
    type_, urn = "kubernetes:core/v1:Service", "urn:pulumi:dev::shop::kubernetes:core/v1:Service::web"
    after = answers.updated(SIMULATOR, type_, urn, service, {**service, "kind": "Service"}, real)
    assert after["spec"] == real["spec"]


def test_to_an_update_drops_an_input_that_is_gone_at_every_depth() -> None:
    type_, urn = "kubernetes:core/v1:ConfigMap", "urn:pulumi:dev::shop::kubernetes:core/v1:ConfigMap::web"
    old, new = ({"metadata": {"name": "web"}, "data": data} for data in ({"A": "1", "B": "2"}, {"A": "1"}))
    before = answers.created(SIMULATOR, type_, urn, old)[1]
    assert before["data"] == {"A": "1", "B": "2"}
    assert answers.updated(SIMULATOR, type_, urn, old, new, before)["data"] == {"A": "1"}
