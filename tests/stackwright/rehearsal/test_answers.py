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
