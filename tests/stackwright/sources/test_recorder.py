"""The recorder..."""

from __future__ import annotations

import pytest

from stackwright.errors import ProgramError
from stackwright.model import UNKNOWN, LookUp, Options, Resource, Secret, Stack
from stackwright.simulator import Simulator, UnknownLookup
from stackwright.sources.recorder import STACK_REFERENCE, Recorder, RecordingError

TOPIC = "aws:sns/topic:Topic"


class Written:
    """Answers that the user wrote down for one look-up."""

    def answer(self, token, args, region, stack):
        asked = (token, args, region, stack)
        return (
            {"id": "ami-real"} if asked == ("aws:ec2/getAmi:getAmi", {"owners": ["self"]}, "eu-west-1", "dev") else None
        )

    def unused(self):
        return ["an answer that nobody asked for"]


class Plain(Simulator):
    """Answers one look-up, and knows no other."""

    def invoke(self, token, args):
        if token != "aws:ec2/getAmi:getAmi":
            raise UnknownLookup(token)
        return {"id": "ami-simulated", "architecture": "arm64"}


class Others:
    """Tells all outputs of two stacks, of which one has none, and one output of a third."""

    def find(self, reference):
        return {
            "a/file/dev": {"vpc": "vpc-1", "arn": UNKNOWN},
            "a/option/dev": {"vpc": "vpc-2"},
            "a/empty/dev": {},
        }.get(reference)

    def is_whole(self, reference):
        return reference in ("a/file/dev", "a/empty/dev")

    def unused(self):
        return []


@pytest.fixture
def recorder():
    return Recorder(Stack(project="shop", name="dev"), Plain(region="eu-west-1"), answers=Written())


def make(recorder, type_=TOPIC, name="t", number=0, **fields):
    resource = Resource(urn=recorder.urn(fields.get("parent", ""), type_, name), type=type_, name=name, **fields)
    recorder.register(resource, number)
    return resource


def test_gives_a_resource_the_id_and_outputs_of_the_simulator(recorder):
    topic = make(recorder, inputs={"name": "orders"})
    assert topic.id == topic.outputs["arn"] == "arn:aws:sns:eu-west-1:123456789012:orders"


def test_gives_a_component_its_inputs_for_outputs_and_no_id(recorder):
    pair = make(recorder, "my:net:Pair", custom=False, inputs={"size": 2})
    assert (pair.id, pair.outputs) == ("", {"size": 2})


def test_takes_an_import_for_the_resource_it_names(recorder):
    topic = make(recorder, options=Options(import_id="arn:aws:sns:eu-west-1:1:old"))
    assert topic.id == topic.outputs["arn"] == "arn:aws:sns:eu-west-1:1:old"


def test_keeps_a_dynamic_resources_code_out_of_the_model(recorder):
    vlan = make(recorder, "pulumi-python:dynamic:Resource", "vlan", inputs={"tag": 4, "__provider": Secret("gASV")})
    assert (vlan.inputs, vlan.outputs) == ({"tag": 4}, {"tag": 4})
    assert vlan.id == Simulator().create(vlan.type, vlan.urn, {"tag": 4})[0]
    assert vlan.opaque.startswith("a dynamic resource")


def test_answers_for_the_provider_that_a_resource_names(recorder):
    us = make(recorder, "pulumi:providers:aws", "us", inputs={"region": "us-gov-west-1"})
    topic = make(recorder, inputs={"name": "t"}, provider=f"{us.urn}::{us.id}")
    assert topic.outputs["arn"] == "arn:aws-us-gov:sns:us-gov-west-1:123456789012:t"


def test_asks_the_provider_that_a_look_up_names(recorder):
    us = make(recorder, "pulumi:providers:aws", "us", inputs={"region": "us-gov-west-1"})
    recorder.invoke("aws:x:y", {}, f"{us.urn}::{us.id}")
    assert recorder.stack.look_ups == [LookUp(token="aws:x:y", args={}, region="us-gov-west-1", origin="unknown")]


def test_marks_outputs_of_secret_inputs_and_of_the_programs_choice(recorder):
    topic = make(
        recorder,
        inputs={"displayName": Secret("hush")},
        options=Options(additional_secret_outputs=("arn", "none")),
    )
    assert topic.outputs["displayName"] == Secret("hush")
    assert isinstance(topic.outputs["arn"], Secret)
    assert "none" not in topic.outputs


def test_lays_what_the_user_wrote_over_what_is_simulated(recorder):
    assert recorder.invoke("aws:ec2/getAmi:getAmi", {"owners": ["self"]}, "") == {
        "id": "ami-real",
        "architecture": "arm64",
    }
    assert recorder.invoke("aws:ec2/getAmi:getAmi", {"owners": ["amazon"]}, "")["id"] == "ami-simulated"
    assert [look_up.origin for look_up in recorder.stack.look_ups] == ["context", "simulated"]


def test_keeps_each_question_once(recorder):
    for _ in range(2):
        recorder.invoke("aws:ec2/getAmi:getAmi", {"owners": ["self"]}, "")
        recorder.invoke("nowhere:x:y", {}, "")
    assert [look_up.token for look_up in recorder.stack.look_ups] == ["aws:ec2/getAmi:getAmi", "nowhere:x:y"]


def test_finds_a_resource_by_its_urn(recorder):
    topic = make(recorder, inputs={"name": "orders"})
    found = recorder.invoke("pulumi:pulumi:getResource", {"urn": topic.urn}, "")
    assert found == {"urn": topic.urn, "id": topic.id, "state": topic.outputs}
    with pytest.raises(RecordingError, match=r"^no resource has the URN urn:x$"):
        recorder.invoke("pulumi:pulumi:getResource", {"urn": "urn:x"}, "")
    assert recorder.stack.look_ups == []


def test_simulates_a_child_of_a_remote_component_that_the_program_reads(recorder):
    cluster = make(recorder, "eks:index:Cluster", "c", custom=False, remote=True)
    child = f"{cluster.urn.rpartition('::')[0]}${TOPIC}::c-topic"
    found = recorder.invoke("pulumi:pulumi:getResource", {"urn": child}, "")
    assert (found["urn"], found["id"]) == (child, found["state"]["arn"])
    assert found["id"].startswith("arn:aws:sns:eu-west-1:123456789012:c-topic")
    with pytest.raises(RecordingError, match="no resource has the URN"):
        recorder.invoke("pulumi:pulumi:getResource", {"urn": recorder.urn("", TOPIC, "t")}, "")


def test_gives_a_remote_component_typed_outputs_and_no_id(recorder):
    vpc = make(recorder, "aws:ec2/vpc:Vpc", "v", custom=False, remote=True, inputs={"cidrBlock": "10.0.0.0/16"})
    assert vpc.id == ""
    assert vpc.outputs["arn"].startswith("arn:aws:ec2:eu-west-1:123456789012:vpc/vpc-")
    assert vpc.opaque


def test_leaves_a_methods_answer_unknown(recorder):
    assert recorder.call("eks:index:Cluster/getKubeconfig") == {"result": UNKNOWN}
    assert recorder.stack.notes == ["method eks:index:Cluster/getKubeconfig: its answer is unknown here"]


def test_puts_resources_in_the_order_of_their_construction(recorder):
    for name, number in (("c", 3), ("a", 1), ("b", 2)):
        make(recorder, name=name, number=number)
    recorder.finish()
    assert [resource.name for resource in recorder.stack.resources] == ["a", "b", "c"]
    assert recorder.stack.notes == ["an answer that nobody asked for"]


def test_leaves_resources_without_a_place_where_they_arrived(recorder):
    for name in ("c", "a", "b"):
        make(recorder, name=name)
    recorder.finish()
    assert [resource.name for resource in recorder.stack.resources] == ["c", "a", "b"]


def test_refuses_a_second_resource_of_one_urn(recorder):
    make(recorder)
    with pytest.raises(RecordingError, match=r"two resources have the URN .*Topic::t; give one of them another name"):
        make(recorder)


def test_keeps_a_read_as_not_managed(recorder):
    vpc = Resource(urn="u", type="aws:ec2/vpc:Vpc", name="v", id="vpc-1")
    recorder.read(vpc, 1)
    assert (vpc.read, vpc.outputs["arn"]) == (True, "arn:aws:ec2:eu-west-1:123456789012:vpc/vpc-1")
    recorder.finish()
    assert recorder.stack.notes[0] == "read of aws:ec2/vpc:Vpc vpc-1: simulated"
    assert list(recorder.stack.managed()) == []


def test_takes_the_stacks_exports_and_a_components_outputs(recorder):
    root = make(recorder, "pulumi:pulumi:Stack", "shop-dev", custom=False)
    pair = make(recorder, "my:net:Pair", "p", custom=False)
    recorder.set_outputs(pair.urn, {"a": 1})
    recorder.set_outputs(root.urn, {"b": 2})
    assert (pair.outputs, recorder.stack.outputs, root.outputs) == ({"a": 1}, {"b": 2}, {"b": 2})


@pytest.fixture
def referring():
    recorder = Recorder(Stack(project="shop", name="dev"), Simulator(), other_stacks=Others())
    for id_ in ("a/file/dev", "a/option/dev", "a/empty/dev", "a/none/dev"):
        recorder.read(Resource(urn=id_, type=STACK_REFERENCE, name=id_, id=id_), 0)
    return recorder


@pytest.mark.parametrize(
    ("reference", "name", "value"),
    [
        ("a/file/dev", "vpc", "vpc-1"),
        ("a/file/dev", "arn", UNKNOWN),
        ("a/file/dev", "none", None),
        ("a/option/dev", "vpc", "vpc-2"),
        ("a/option/dev", "none", UNKNOWN),
        ("a/empty/dev", "none", None),
        ("a/none/dev", "vpc", UNKNOWN),
    ],
)
def test_answers_for_each_output_of_another_stack(referring, reference, name, value):
    assert referring.output(reference, name) == value


def test_refuses_a_required_output_only_where_a_file_tells_that_there_is_none(referring):
    asked = [("a/file/dev", "vpc"), ("a/option/dev", "none"), ("a/none/dev", "none")]
    assert [referring.output(*each, required=True) for each in asked] == ["vpc-1", UNKNOWN, UNKNOWN]
    for reference, has in (("a/file/dev", "arn, vpc"), ("a/empty/dev", "none")):
        with pytest.raises(ProgramError) as raised:
            referring.output(reference, "id", required=True)
        assert str(raised.value) == (
            f"stack {reference} has no output id (it has: {has}); give it with --stack-output {reference}.id=VALUE"
        )


def test_names_the_outputs_of_other_stacks_that_nobody_gave(referring):
    for reference in ("a/option/dev", "a/empty/dev", "a/file/dev"):
        for name in ("vpc", "subnets", "azs"):
            referring.output(reference, name)
    referring.finish()
    assert referring.stack.notes == [
        "stack reference a/file/dev: no output azs, subnets was given",
        "stack reference a/option/dev: azs, subnets simulated as unknown; pass"
        " --stack-output a/option/dev.azs=VALUE, or --stack-state a/option/dev=FILE",
        "stack reference a/empty/dev: no output azs, subnets, vpc was given",
        "stack reference a/none/dev: its outputs simulated as unknown; pass"
        " --stack-output a/none/dev.KEY=VALUE, or --stack-state a/none/dev=FILE",
    ]
    assert [each.outputs["outputs"] for each in referring.stack.resources][1:] == [{"vpc": "vpc-2"}, {}, UNKNOWN]
