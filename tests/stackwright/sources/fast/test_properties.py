"""A resource's outputs..."""

from __future__ import annotations

import asyncio

import pulumi
import pulumi_aws as aws
import pytest

from stackwright.model import Secret
from stackwright.sources.fast.properties import ID, URN, Deferred, Outputs, Property, attach


class Topic(aws.sns.Topic):
    """One that registers nothing."""

    def __init__(self):
        self._name = "t"


def states(outputs, *keys):
    async def wait():
        return [await outputs.future(key) for key in keys]

    return wait()


@pytest.fixture
def outputs():
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    yield Outputs(Topic(), typed=True)
    asyncio.set_event_loop(None)
    loop.close()


def test_are_there_once_it_is_registered(outputs):
    waiting = [outputs.future(key) for key in (URN, ID, "arn", "display_name", "tags")]
    assert not any(each.done() for each in waiting)
    outputs.settle("urn", "", {"arn": "a", "tags": Secret({"k": "v"})})
    found = [(each.result().value, each.result().is_known, each.result().is_secret) for each in waiting]
    assert found == [
        ("urn", True, False),
        ("", False, False),
        ("a", True, False),
        (None, False, False),
        ({"k": "v"}, True, True),
    ]
    assert outputs.future("arn").result().value == "a"
    assert outputs.future("arn").result().resources == {outputs.resource}


def test_fail_with_it(outputs):
    waiting, error = outputs.future("arn"), KeyError("x")
    outputs.fail(error)
    assert waiting.exception() is error
    assert outputs.future(URN).exception() is error
    assert outputs.scalar("arn") is None


def test_fail_where_one_is_not_of_its_type_but_for_urn_and_id(outputs):
    with pytest.raises(AssertionError, match="resource `t`, property `display_name`"):
        outputs.settle("urn", "id", {"displayName": {"a": 1}})
    outputs.fail(KeyError("later"))
    assert isinstance(outputs.future("arn").exception(), AssertionError)
    assert (outputs.future(URN).result().value, outputs.future(ID).result().value) == ("urn", "id")


def test_that_are_text_or_truth_are_told_directly(outputs):
    assert outputs.scalar("arn") is None
    outputs.settle("urn", "id", {"arn": "a", "fifoTopic": True, "tags": {}, "signatureVersion": 1})
    found = [outputs.scalar(key) for key in (URN, ID, "arn", "fifo_topic", "tags", "signature_version", "owner")]
    assert found == ["urn", "id", "a", True, None, None, None]


def test_that_somebody_cancelled_are_left_alone(outputs):
    waiting = outputs.future("arn")
    waiting.cancel()
    outputs.settle("urn", "id", {})
    assert waiting.cancelled()


def test_are_attached_by_the_names_of_its_properties(outputs):
    resource = Topic()
    attach(resource, {"arn": None, "urn": 1, "id": 2}, custom=True, typed=True).settle("u", "i", {"arn": "a"})
    assert {type(vars(resource)[name]) for name in ("arn", "urn", "id")} == {Property}
    assert [vars(resource)[name]._data.result().value for name in ("arn", "urn", "id")] == ["a", "u", "i"]
    component = Topic()
    attach(component, {"id": 2}, custom=False, typed=False).settle("u", "", {"id": "own"})
    assert vars(component)["id"]._data.result().value == "own"


def test_are_made_once_when_looked_at(outputs):
    made = []
    output = Deferred(lambda: made.append(1) or outputs.future(URN))
    assert made == []
    assert output._data is output._data
    assert made == [1]
    assert Deferred._data is not None


def test_lift_every_public_name(record):
    def program():
        names = [name for name in vars(Property) if not name.startswith("_")]
        pulumi.export("own", names)

    assert record(program).outputs == {"own": []}
